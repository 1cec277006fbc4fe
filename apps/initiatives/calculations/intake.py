"""An intake rate: units that came over a period, for each year of it. It is no run-rate: that is what stays."""

from datetime import date
from decimal import Decimal


def months_between(start: date, end: date) -> int:
    """Whole months from ``start`` to the half-open ``end``: 1 April 2024 to 1 August 2025 is 16."""
    return (end.year - start.year) * 12 + end.month - start.month


def intake_a_year(units: Decimal, months: int) -> Decimal:
    """12 children in 16 months are 9 a year. Raises ``ValueError`` for no month."""
    if months < 1:
        raise ValueError("An intake is counted over at least one month.")
    return units * 12 / months
