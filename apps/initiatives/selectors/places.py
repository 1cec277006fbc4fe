"""Reads places: the version in force, or as the report counted them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import QuerySet
from django.utils.timezone import localdate

from apps.core.memory import remembered
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Convention
from apps.initiatives.calculations.place_parts import Held, Part, parts
from apps.initiatives.models import PlaceCount, PlaceExclusion, PlacePhaseSplit, PlaceTranche
from apps.initiatives.selectors.place_holdings import holdings
from apps.initiatives.vocabulary import Phase, PlaceStatus

V = TypeVar("V", PlaceCount, PlaceExclusion)


@dataclass(frozen=True, slots=True)
class Exclusion:
    tranche_id: int
    number: int
    version: int
    places: int
    reason: str
    inferred: bool
    source_reference: str
    recorded: str


@dataclass(frozen=True, slots=True)
class TrancheView:
    """A tranche with the count and the exclusions of one convention. ``stated_on`` is the source's date; ``held`` says
    which of its places schemes itemise; ``known`` how many places there were when the first were left out."""

    id: int
    initiative: str
    initiative_name: str
    financial_year: FinancialYear
    status: PlaceStatus
    places: int
    opening_month: int
    version: int
    source_reference: str
    stated_on: date
    exclusions: tuple[Exclusion, ...]
    held: tuple[Held, ...] = ()
    known: int = 0

    @property
    def parts(self) -> tuple[Part, ...]:
        """Places that open and close together; they add up to the tranche."""
        return parts(self.places, self.excluded, self.held, self.known)

    @property
    def excluded(self) -> int:
        return sum(e.places for e in self.exclusions)

    @property
    def counted(self) -> int:
        return self.places - self.excluded

    @property
    def in_place(self) -> int:
        """Counted, less those of schemes that have closed: what a run-rate is of."""
        return sum(p.in_place for p in self.parts)


@remembered
def tranches(convention: Convention = Convention.CURRENT) -> list[TrancheView]:
    """Every tranche, by status and year, in three queries; the report names no scheme."""
    counts: dict[int, list[PlaceCount]] = defaultdict(list)
    for count in _versions(PlaceCount.objects.all(), convention).select_related(
        "tranche__initiative", "tranche__source"
    ):
        counts[count.tranche_id].append(count)
    excluded: dict[int, dict[int, PlaceExclusion]] = {}
    first: dict[int, PlaceExclusion] = {}
    for e in _versions(PlaceExclusion.objects.select_related("recorded_by"), convention):
        excluded.setdefault(e.tranche_id, {}).setdefault(e.number, e)
        first[e.tranche_id] = min(first.get(e.tranche_id, e), e, key=_since)
    held = holdings() if convention == Convention.CURRENT else {}
    views = [
        _view(found[0], excluded.get(pk, {}).values(), held.get(pk, ()), _known(found, first.get(pk)))
        for pk, found in counts.items()
    ]
    return sorted(views, key=lambda t: (t.initiative, t.status, t.financial_year))


def tranche(pk: int) -> PlaceTranche:
    """Raises ``PlaceTranche.DoesNotExist``."""
    return PlaceTranche.objects.select_related("initiative", "source").get(pk=pk)


def current_count(tranche: PlaceTranche) -> PlaceCount:
    return tranche.counts.order_by("-version")[0]


def current_exclusions(tranche: PlaceTranche) -> list[PlaceExclusion]:
    """The newest version of each exclusion, withdrawn ones (nought places) included."""
    newest: dict[int, PlaceExclusion] = {}
    for exclusion in tranche.exclusions.order_by("number", "-version"):
        newest.setdefault(exclusion.number, exclusion)
    return list(newest.values())


def place_history(tranche: PlaceTranche) -> tuple[list[PlaceCount], list[PlaceExclusion]]:
    return (
        list(tranche.counts.select_related("recorded_by").order_by("-version")),
        list(tranche.exclusions.select_related("recorded_by").order_by("number", "-version")),
    )


@remembered
def phase_split() -> dict[tuple[PlaceStatus, Phase], int]:
    """Table 2's split by phase, as printed."""
    return {(PlaceStatus(s.status), Phase(s.phase)): s.places for s in PlacePhaseSplit.objects.all()}


def _versions(rows: QuerySet[V], convention: Convention) -> QuerySet[V]:
    rows = rows.order_by("-version")
    return rows.filter(as_reported=True) if convention == Convention.AS_REPORTED else rows


def _since(row: PlaceCount | PlaceExclusion) -> tuple[bool, datetime]:
    """What the report gives stood first."""
    return not row.as_reported, row.recorded_at


def _known(counts: Sequence[PlaceCount], exclusion: PlaceExclusion | None) -> int:
    """The places that were counted when the exclusion was recorded; nought where none was, or no more are now."""
    if exclusion is None:
        return 0
    then = next((c.places for c in counts if _since(c) <= _since(exclusion)), 0)
    return then if then < counts[0].places else 0


def _view(count: PlaceCount, exclusions: Iterable[PlaceExclusion], held: Iterable[Held], known: int) -> TrancheView:
    t = count.tranche
    return TrancheView(
        id=t.pk,
        initiative=t.initiative.slug,
        initiative_name=t.initiative.name,
        financial_year=t.financial_year,
        status=PlaceStatus(t.status),
        places=count.places,
        opening_month=count.opening_month,
        version=count.version,
        source_reference=t.source_reference,
        stated_on=t.source.date,
        exclusions=tuple(
            Exclusion(t.pk, e.number, e.version, e.places, e.reason, e.inferred, e.source_reference, _recorded(e))
            for e in sorted(exclusions, key=lambda e: e.number)
            if e.places
        ),
        held=tuple(held),
        known=known,
    )


def _recorded(exclusion: PlaceExclusion) -> str:
    """Who entered it and when, where it does not come from a source."""
    if exclusion.as_reported:
        return ""
    day = localdate(exclusion.recorded_at)
    return f"{exclusion.recorded_by or 'The system'}, {day.day} {day:%B %Y}"
