"""What is recorded of a census day, and whether a reading holds exactly that."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings

from apps.core.child_keys import keyed_hash, normalised
from apps.initiatives.models import OccupancyReading
from apps.initiatives.vocabulary import OriginPlacement


@dataclass(frozen=True, slots=True)
class Census:
    """What is recorded: places open and filled on a day; children by where they would otherwise be, as numbers or, one
    by one, by unique pupil number. Those are kept as keyed hashes alone; ``kept`` are hashes that an earlier version of
    the reading holds and a correction leaves as they are."""

    census_date: date
    places: int
    filled: int
    origins: Mapping[OriginPlacement, int] = field(default_factory=dict)
    children: Mapping[str, OriginPlacement] = field(default_factory=dict)
    kept: Mapping[str, OriginPlacement] = field(default_factory=dict)

    @property
    def keyed(self) -> dict[str, OriginPlacement]:
        """Where each child who is listed would otherwise be, by keyed hash."""
        listed = {keyed_hash(normalised(upn), settings.CHILD_KEY): p for upn, p in self.children.items()}
        return {**self.kept, **listed}


def keyed_origins(now: OccupancyReading) -> dict[str, OriginPlacement]:
    """The children whom a reading holds by hash, with where each would otherwise be."""
    return {o.child_key: OriginPlacement(o.placement) for o in now.origins.all() if o.child_key}


def numbered_origins(now: OccupancyReading) -> dict[OriginPlacement, int]:
    """The children whom a reading holds as numbers."""
    return {OriginPlacement(o.placement): o.number for o in now.origins.all() if not o.child_key}


def moved_numbers(now: OccupancyReading, census: Census) -> list[tuple[str, str, str]]:
    """Each number that differs, the listed children counted among them: its label, what stands and what is given."""
    counted = Counter(numbered_origins(now)) + Counter(keyed_origins(now).values())
    pairs = [("Places open", now.places, census.places), ("Filled", now.filled, census.filled)]
    pairs += [(p.label, counted.get(p, 0), census.origins.get(p, 0)) for p in OriginPlacement]
    return [(what, str(stands), str(given)) for what, stands, given in pairs if stands != given]


def says_the_same(now: OccupancyReading, census: Census) -> bool:
    """Whether a reading holds exactly this, children by their hashes."""
    given = {placement: number for placement, number in census.origins.items() if number}
    stands = now.places, now.filled, numbered_origins(now), keyed_origins(now)
    return stands == (census.places, census.filled, given, census.keyed)
