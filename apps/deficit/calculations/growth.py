"""Growth of a yearly count: lowest, compound and highest rate a year, as fractions of one to six decimal places."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

SIX_PLACES = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Growth:
    low: Decimal
    central: Decimal
    high: Decimal


def growth_of(counts: Sequence[int]) -> Growth:
    """``counts``: one for each year, next to each other, the oldest first. ``low`` and ``high`` are the lowest and
    highest growth of one year, ``central`` the compound growth from the first to the last, which lies between them.

    Raises ``ValueError`` for fewer than two counts, or one of nought.
    """
    if len(counts) < 2 or min(counts) <= 0:
        raise ValueError("Growth needs at least two yearly counts, each above nought.")
    yearly = [Decimal(after) / Decimal(before) - 1 for before, after in pairwise(counts)]
    years = Decimal(len(counts) - 1)
    compound = (Decimal(counts[-1]) / Decimal(counts[0])) ** (1 / years) - 1
    return Growth(*(value.quantize(SIX_PLACES, ROUND_HALF_UP) for value in (min(yearly), compound, max(yearly))))
