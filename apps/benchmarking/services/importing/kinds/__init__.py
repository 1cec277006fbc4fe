"""One module for each family of files: its columns, and the rows that each line of it becomes."""
