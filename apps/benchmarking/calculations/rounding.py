"""Printed figures against each other: sums against their parts, statistics against the values they are of.

A difference is shown with its size and never corrected.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from apps.core.money import round_half_up

TOLERANCE = Decimal(1)  # £ per head: a sum of unrounded rates may round differently from the sum of rounded ones


@dataclass(frozen=True, slots=True)
class SumCheck:
    """A printed sum and the sum of its printed parts, £ per head."""

    line: str
    council: str
    printed: Decimal
    summed: Decimal

    @property
    def difference(self) -> Decimal:
        return self.printed - self.summed

    @property
    def ties(self) -> bool:
        return not self.difference

    @property
    def is_rounding(self) -> bool:
        return not self.ties and abs(self.difference) <= TOLERANCE


@dataclass(frozen=True, slots=True)
class StatisticCheck:
    """A printed statistic of the neighbours, and what it is with our own council counted in and left out."""

    line: str
    statistic: str
    printed: Decimal
    own_in: Decimal
    own_out: Decimal

    @property
    def reproduces_in(self) -> bool:
        """To the whole pound, as printed."""
        return round_half_up(self.own_in) == self.printed

    @property
    def reproduces_out(self) -> bool:
        return round_half_up(self.own_out) == self.printed


def check_sum(*, line: str, council: str, printed: Decimal, parts: Iterable[Decimal]) -> SumCheck:
    return SumCheck(line, council, printed, sum(parts, Decimal(0)))
