"""One module for each subject: what its rows are and how they are read."""
