"""What each page shows, put together from what its selectors read."""
