"""A committee paper in six formats: bytes out of a ``Paper``, and nothing else read. No database, no clock, no network."""
