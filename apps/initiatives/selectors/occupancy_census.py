"""What is recorded of a census day, and whether a reading holds exactly that."""

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
    by one, by unique pupil number. The numbers are kept as keyed hashes alone."""

    census_date: date
    places: int
    filled: int
    origins: Mapping[OriginPlacement, int] = field(default_factory=dict)
    children: Mapping[str, OriginPlacement] = field(default_factory=dict)


def says_the_same(now: OccupancyReading, census: Census) -> bool:
    """Whether a reading holds exactly this, children by their hashes."""
    numbers = {OriginPlacement(o.placement): o.number for o in now.origins.all() if not o.child_key}
    keys = {o.child_key: OriginPlacement(o.placement) for o in now.origins.all() if o.child_key}
    sent = {keyed_hash(normalised(n), settings.CHILD_KEY): placement for n, placement in census.children.items()}
    given = {placement: number for placement, number in census.origins.items() if number}
    return (now.places, now.filled, numbers, keys) == (census.places, census.filled, given, sent)
