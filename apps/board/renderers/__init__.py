"""A committee paper in six formats: bytes out of a ``Paper``. No database, no clock, no network."""
