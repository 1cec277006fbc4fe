"""Reads which initiatives meet: what a source says, what claims show, and how it was settled."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import slugify

from apps.initiatives.models import BenefitClaim, Initiative, InitiativeOverlap, OverlapSettlement
from apps.initiatives.selectors.overlaps import Meeting, meetings

Pair = tuple[int, int | str]


@dataclass(frozen=True, slots=True)
class Met:
    """Two claims that count the same."""

    claim: BenefitClaim
    other: BenefitClaim
    counted: str
    units: Decimal


@dataclass(frozen=True, slots=True)
class OverlapLine:
    """Two initiatives, or an initiative and another service. ``settlements`` newest first: the first stands."""

    first: Initiative
    second: Initiative | None
    service: str
    recorded: InitiativeOverlap | None
    met: tuple[Met, ...]
    settlements: tuple[OverlapSettlement, ...]

    @property
    def names(self) -> tuple[str, str]:
        return str(self.first), str(self.second or self.service)

    @property
    def slugs(self) -> tuple[str, str]:
        return self.first.slug, self.second.slug if self.second else slugify(self.service)

    @property
    def settlement(self) -> OverlapSettlement | None:
        return self.settlements[0] if self.settlements else None

    @property
    def is_one_initiative(self) -> bool:
        """Two claims of one initiative: they are told apart in the claims themselves."""
        return self.first == self.second


def overlap_lines() -> list[OverlapLine]:
    """What is not settled first, then by name. Five queries."""
    recorded = {_pair(row): row for row in InitiativeOverlap.objects.select_related("first", "second", "source")}
    met = _met_by_pair()
    initiatives = Initiative.objects.in_bulk()
    settlements: dict[int, list[OverlapSettlement]] = defaultdict(list)
    for settled in OverlapSettlement.objects.select_related("by").order_by("-at", "-pk"):
        settlements[settled.overlap_id].append(settled)
    lines = [
        _line(pair, recorded.get(pair), initiatives, met.get(pair, []), settlements) for pair in {**recorded, **met}
    ]
    return sorted(lines, key=lambda line: (line.settlement is not None, line.names))


def overlap_line(first: str, second: str) -> OverlapLine | None:
    """By the two slugs, in either order."""
    return next((line for line in overlap_lines() if line.slugs in ((first, second), (second, first))), None)


def _line(
    pair: Pair,
    recorded: InitiativeOverlap | None,
    initiatives: dict[int, Initiative],
    met: list[Met],
    settlements: dict[int, list[OverlapSettlement]],
) -> OverlapLine:
    """The initiatives in the recorded row's order, since a settlement names the first and the second."""
    if recorded is None:
        return OverlapLine(initiatives[pair[0]], initiatives[int(pair[1])], "", None, tuple(met), ())
    settled = tuple(settlements.get(recorded.pk, ()))
    return OverlapLine(recorded.first, recorded.second, recorded.other, recorded, tuple(met), settled)


def _met_by_pair() -> dict[Pair, list[Met]]:
    found = meetings()
    claims = BenefitClaim.objects.in_bulk({number for one in found for number in (one.claim, one.other)})
    pairs: dict[Pair, list[Met]] = defaultdict(list)
    for one in found:
        pairs[_of(one)].append(Met(claims[one.claim], claims[one.other], one.counted, one.units))
    return pairs


def _of(one: Meeting) -> Pair:
    return one.first, one.second


def _pair(row: InitiativeOverlap) -> Pair:
    if row.second_id is None:
        return row.first_id, row.other
    return min(row.first_id, row.second_id), max(row.first_id, row.second_id)
