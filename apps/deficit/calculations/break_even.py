"""The share of filled places that must really replace a dear placement for one to pay for itself.

    s × dear + (1 − s) × other − actual = 0    so    s = (actual − other) ÷ (dear − other)

£26k at £64k and nothing otherwise: 40.625%; at £17k otherwise: 19.149%. Method section 3.
"""

from decimal import Decimal


def break_even_share(dear: Decimal, other: Decimal, actual: Decimal) -> Decimal | None:
    """A fraction of one, from £ a year each. Nothing where no share does it."""
    if dear == other:
        return None
    share = (actual - other) / (dear - other)
    return share if 0 <= share <= 1 else None
