"""Displacement, claimed against observed, between two January counts of plans.

    expected  = first INMSS count ÷ first total × second total     what an unchanged share would have given
    fewer     = expected − second INMSS count                      above nought: fewer than growth alone would give
    change    = second INMSS count − first                         what really happened to the number
    claimed   = counted places that opened after the first count and by the second × displacement assumed
    opened by: in the months from February of the first year to January of the second

Share and count stand together: the share can fall while the number rises. Method section 3, “Displacement test”.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Count:
    """INMSS plans and all plans in one January; ``total`` is above nought."""

    january: int
    inmss: int
    total: int

    @property
    def share(self) -> Fraction:
        return Fraction(self.inmss, self.total)


@dataclass(frozen=True, slots=True)
class Opened:
    """Units that count from one day, and the share of them claimed to replace an INMSS placement."""

    label: str
    opens: date
    units: Fraction
    displacement: Fraction = Fraction(1)

    @property
    def displaced(self) -> Fraction:
        return self.units * self.displacement


@dataclass(frozen=True, slots=True)
class Observed:
    """Plans; exact fractions."""

    first: Count
    second: Count

    @property
    def expected(self) -> Fraction:
        return self.first.share * self.second.total

    @property
    def fewer(self) -> Fraction:
        """Than at an unchanged share; below nought where there are more."""
        return self.expected - self.second.inmss

    @property
    def change(self) -> int:
        return self.second.inmss - self.first.inmss


def observe(first: Count, second: Count) -> Observed:
    """Raises ``ValueError`` where the second count is not the later one, or a January counts no plans."""
    if second.january <= first.january:
        raise ValueError("The second January is not after the first. Choose a later one.")
    if not first.total or not second.total:
        raise ValueError("One of the two Januaries counts no plans, so there is no share.")
    return Observed(first, second)


def opened_between(units: Iterable[Opened], first: int, second: int) -> list[Opened]:
    """Those that opened after the count of ``first`` and by that of ``second``: February to January."""
    start, end = date(first, 2, 1), date(second, 2, 1)
    return sorted((u for u in units if start <= u.opens < end), key=lambda u: (u.opens, u.label))


def displaced(units: Iterable[Opened]) -> Fraction:
    return sum((u.displaced for u in units), Fraction(0))
