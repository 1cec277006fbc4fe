"""Units that no approved claim counts, month after month: what a claim counts stands beside it in no month, and again
in every month before it, between two claims and after it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Claimed:
    """Units that one claim counts, from a first of a month to the first month without them."""

    units: Decimal
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Stretch:
    """``units`` are left from ``starts`` to ``closes``; nothing where it has no start, or no end."""

    units: Decimal
    starts: date | None
    closes: date | None

    def key(self, of: str) -> str:
        return f"{of}/from-{self.starts}" if self.starts else of


def left(units: Decimal, claimed: Iterable[Claimed]) -> Iterator[Stretch]:
    """``units`` less what claims count, in stretches that never overlap; where claims count more, none are left."""
    claims = list(claimed)
    days = sorted({day for c in claims for day in (c.start, c.end)})
    found: list[Stretch] = []
    for starts, closes in pairwise([None, *days, None]):
        at = starts or date.min
        rest = max(units - sum((c.units for c in claims if c.start <= at < c.end), NOUGHT), NOUGHT)
        if found and found[-1].units == rest:
            starts = found.pop().starts
        found.append(Stretch(rest, starts, closes))
    yield from (stretch for stretch in found if stretch.units)
