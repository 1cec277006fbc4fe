"""A paper in its formats: bytes out of a ``Paper``, and nothing else."""

RENDERER_VERSION = "1"
