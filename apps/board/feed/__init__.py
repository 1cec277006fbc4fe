"""The data feed: the figures of the pages as tidy tables for Power BI, Excel and other programs."""
