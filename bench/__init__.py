"""Measures what a reader waits for. ``make bench`` runs all of it; ``python -m bench --help`` lists the parts."""
