"""Benchmarking: each page is a read of national figures or of one published table of rates."""
