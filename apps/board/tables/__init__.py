"""The Board's lists."""
