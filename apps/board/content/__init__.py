"""What stands in a committee paper: its tables from the data as they are read, its texts, and what may be shown."""
