"""Reads what the register of schemes has measured of occupancy and displacement, at each scheme's newest reading.

It stands beside what is assumed and never changes it.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from apps.core.world import today
from apps.initiatives.selectors.occupancy import open_readings
from apps.initiatives.vocabulary import OriginPlacement


@dataclass(frozen=True, slots=True)
class Measured:
    """Places of the schemes that were read. ``said``: filled places of which somebody says where the child would
    otherwise be; ``inmss``: of these, in an independent or non-maintained special school."""

    first: date
    last: date
    schemes: int
    places: int
    filled: int
    said: int
    inmss: int

    @property
    def occupancy(self) -> Fraction | None:
        return Fraction(self.filled, self.places) if self.places else None

    @property
    def displacement(self) -> Fraction | None:
        """Of those that are said."""
        return Fraction(self.inmss, self.said) if self.said else None


def measured() -> Measured | None:
    """Of schemes that are open. Nothing where none of them has been read."""
    newest = open_readings(today())
    if not newest:
        return None
    return Measured(
        first=min(r.census_date for r in newest),
        last=max(r.census_date for r in newest),
        schemes=len(newest),
        places=sum(r.places for r in newest),
        filled=sum(r.filled for r in newest),
        said=sum(r.told for r in newest),
        inmss=sum(n for r in newest for placement, n in r.origins if placement == OriginPlacement.INMSS),
    )
