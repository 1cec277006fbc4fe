"""The trail that the database keeps: what writes it, what proves it, how it is told. See ``docs/trail.md``."""
