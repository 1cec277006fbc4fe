"""A tranche of places in parts that open and close together: those of each scheme, and those that no scheme itemises.

Places of a tranche are numbered from 1, as claims number them. The register says how many places it leaves out and not
which: the last ones that no scheme itemises are taken, and then the last of the schemes', here as in claims. So places
that a scheme adds change nothing of what is left out. Each part knows how many of its own are, and the parts always add
up to the tranche. Pure.

``known`` is how many places the tranche counted when the first of its exclusions was recorded: later ones are taken
last. Nought where it counts no more than then.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Held:
    """Places ``first`` to ``last`` of a tranche, which one scheme itemises.

    ``opens`` is the first of the month of opening, nothing where the scheme has no day yet; ``closes`` the first of the
    first month without them. ``closed``: it has closed. ``stated_on``: when its present version was recorded.
    """

    scheme: int
    name: str
    first: int
    last: int
    opens: date | None = None
    closes: date | None = None
    closed: bool = False
    stated_on: date = date.min


@dataclass(frozen=True, slots=True)
class Part:
    """Places of a tranche that open and close together; ``held`` is nothing for those that no scheme itemises."""

    numbers: frozenset[int]
    excluded: int
    held: Held | None = None

    @property
    def places(self) -> int:
        return len(self.numbers)

    @property
    def counted(self) -> int:
        return self.places - self.excluded

    @property
    def in_place(self) -> int:
        """Counted, and not closed."""
        return 0 if self.held and self.held.closed else self.counted


@lru_cache(maxsize=512)
def parts(places: int, excluded: int, held: tuple[Held, ...] = (), known: int = 0) -> tuple[Part, ...]:
    """What no scheme itemises first, where there is any, then each scheme's in the order of its numbers. Asked for once
    a claim, and so kept."""
    schemes = sorted(held, key=lambda h: h.first)
    out = frozenset(left_out(places, excluded, schemes, known))
    rest, found = frozenset(range(1, places + 1)), []
    for one in schemes:
        numbers = rest & frozenset(range(one.first, one.last + 1))
        rest -= numbers
        found.append(Part(numbers, len(numbers & out), one))
    if rest or not found:
        found.insert(0, Part(rest, len(rest & out)))
    return tuple(found)


def left_out(places: int, excluded: int, held: Iterable[Held] = (), known: int = 0) -> tuple[int, ...]:
    """The numbers of the places that are left out, in the order in which they are taken."""
    itemised = {n for one in held for n in range(one.first, one.last + 1)}
    order = sorted(range(1, places + 1), key=lambda n: (n > (known or places), n in itemised, -n))
    return tuple(order[:excluded])


def has_closed(status: str, last: date | None, today: date) -> bool:
    """Called closed, or its last day has come."""
    return status == "closed" or (last is not None and last <= today)


def month_of(day: date | None) -> date | None:
    """The first of its month: a month that has begun counts."""
    return day.replace(day=1) if day else None


def month_after(last: date | None) -> date | None:
    """The first of the first month that is not open to its end: 31 August 2027 gives September, 15 August August."""
    return (last + timedelta(days=1)).replace(day=1) if last else None
