"""What the worker does for the Board: the files of finished papers."""
