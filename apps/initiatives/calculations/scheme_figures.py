"""What a scheme of places costs, pays back and slips by. Pure; exact fractions in and out.

    slippage      months from the commissioned month of opening to the actual or expected one; below nought is early
    yearly        filled share × value of a filled place − empty share × funding of an empty place, £ a place
    payback       capital a place ÷ yearly, in years: simple, not discounted, at the prices of one year; none where a
                  year avoids nothing

The value of a filled place is net of what the local place costs when it is filled, its place funding among it; so place
funding is taken off for empty places alone, and nothing is taken off twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import median

from apps.initiatives.calculations.intake import months_between


@dataclass(frozen=True, slots=True)
class Payback:
    """£ a place and years; ``filled`` is a share of one."""

    capital: Fraction
    value: Fraction
    filled: Fraction
    empty: Fraction

    @property
    def yearly(self) -> Fraction:
        return self.filled * self.value - (1 - self.filled) * self.empty

    @property
    def years(self) -> Fraction | None:
        return self.capital / self.yearly if self.yearly > 0 else None


@dataclass(frozen=True, slots=True)
class Slipped:
    """Months of several schemes; ``worst`` is the latest against its commissioned month."""

    middle: Fraction
    worst: int
    n: int


def capital_per_place(amount: Fraction, places: int) -> Fraction:
    """£9m for 180 places are £50,000 a place. Raises ``ValueError`` for no place."""
    if places < 1:
        raise ValueError("Capital is spread over at least one place.")
    return amount / places


def slippage(commissioned: date, opens: date) -> int:
    """Commissioned for September 2024, opened in January 2025: 4."""
    return months_between(commissioned, opens)


def slipped(months: Iterable[int]) -> Slipped | None:
    """Nothing where no scheme has both days."""
    found = sorted(months)
    return Slipped(Fraction(median(map(Fraction, found))), found[-1], len(found)) if found else None
