"""What a claim's evidence says: attached items and the measure's readings, kept with the claim as it is submitted."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Item:
    """``expires`` is the first day on which it is stale; ``renewed_by`` names what replaces it."""

    number: int
    title: str
    source: str
    n: int | None
    expires: date
    renewed_by: str = ""

    def is_stale(self, day: date) -> bool:
        return self.expires <= day

    def is_sourced(self) -> bool:
        """Whether it names its source, and how many children or plans are behind it."""
        return bool(self.source) and bool(self.n)


@dataclass(frozen=True, slots=True)
class Reading:
    """In the measure's unit."""

    period: str
    value: Decimal
    n: int | None
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """``measure`` is blank where the claim rests on none. ``interval`` says in words how far its change can be told
    from no change, where it cannot."""

    items: tuple[Item, ...]
    measure: str
    unit: str
    baseline: Reading | None
    latest: Reading | None
    interval: str

    @property
    def is_read(self) -> bool:
        """Whether a measure is named and has a reading."""
        return bool(self.measure) and (self.baseline or self.latest) is not None

    def current(self, day: date) -> tuple[Item, ...]:
        return tuple(item for item in self.items if not item.is_stale(day))

    def as_json(self) -> dict[str, Any]:
        return {
            **asdict(self),
            "items": [{**asdict(item), "expires": item.expires.isoformat()} for item in self.items],
            "baseline": _kept(self.baseline),
            "latest": _kept(self.latest),
        }


def thawed_evidence(kept: dict[str, Any]) -> Evidence:
    """As it was submitted."""
    return Evidence(
        items=tuple(Item(**{**item, "expires": date.fromisoformat(item["expires"])}) for item in kept["items"]),
        measure=kept["measure"],
        unit=kept["unit"],
        baseline=_reading(kept["baseline"]),
        latest=_reading(kept["latest"]),
        interval=kept["interval"],
    )


def ran_out(then: Evidence, now: Evidence, submitted: date, today: date) -> Iterator[tuple[str, Item]]:
    """What became of attached items since: ``renewed`` or ``expired``, and the item as it stands now."""
    before = {item.number: item for item in then.items}
    for item in now.items:
        was = before.get(item.number)
        if item.renewed_by and not (was and was.renewed_by):
            yield "renewed", item
        elif item.is_stale(today) and not item.is_stale(submitted):
            yield "expired", item


def _kept(reading: Reading | None) -> dict[str, Any] | None:
    return None if reading is None else {**asdict(reading), "value": format(reading.value.normalize(), "f")}


def _reading(kept: dict[str, Any] | None) -> Reading | None:
    return None if kept is None else Reading(**{**kept, "value": Decimal(kept["value"])})
