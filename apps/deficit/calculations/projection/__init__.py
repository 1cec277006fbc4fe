"""The projection: where the deficit goes, what is avoided, and how sure that is. Pure; ``docs/calculations.md``."""
