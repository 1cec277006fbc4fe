"""Reads the register of schemes: each at its newest version, with the numbered places of its tranche that it holds."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Max
from django.utils.timezone import localdate

from apps.core.memory import remembered
from apps.core.periods import FinancialYear
from apps.initiatives.calculations.place_parts import has_closed
from apps.initiatives.models import PlaceScheme, SchemePlaces, SchemeVersion
from apps.initiatives.vocabulary import FundKind, PlaceStatus, PrimaryNeed, ProvisionType, SchemePhase, SchemeStatus


@dataclass(frozen=True, slots=True)
class SchemeContent:
    """What a version says of a scheme. Capital is £; what is not known is nothing."""

    provision: ProvisionType
    phase: SchemePhase
    need: PrimaryNeed
    places: int
    status: SchemeStatus
    opening_date: date
    commissioned_date: date | None = None
    closing_date: date | None = None
    capital_cost: Decimal | None = None
    capital_source: FundKind | None = None
    commissioning_round: str = ""
    source_reference: str = ""

    @property
    def year(self) -> FinancialYear:
        """The financial year of its tranche: that of its opening."""
        return FinancialYear.containing(self.opening_date)

    def values(self) -> dict[str, object]:
        """By column, as a version stores them."""
        return {f.name: getattr(self, f.name) for f in fields(self)} | {"capital_source": self.capital_source or ""}


@dataclass(frozen=True, slots=True)
class SchemeView:
    """``first`` to ``last`` are its numbers of ``tranche``; nought, and no tranche, where it was withdrawn."""

    id: int
    initiative: str
    initiative_name: str
    name: str
    setting: str
    version: int
    provision: ProvisionType
    phase: SchemePhase
    need: PrimaryNeed
    places: int
    status: SchemeStatus
    commissioned_date: date | None
    opening_date: date
    closing_date: date | None
    capital_cost: Decimal | None
    capital_source: FundKind | None
    commissioning_round: str
    source_reference: str
    recorded_on: date
    tranche: int | None
    first: int
    last: int
    financial_year: FinancialYear | None

    @property
    def place_status(self) -> PlaceStatus | None:
        return self.status.place_status

    def is_open(self, today: date) -> bool:
        """Delivered, and not closed."""
        return self.place_status == PlaceStatus.DELIVERED and not has_closed(self.status, self.closing_date, today)


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version of a scheme, with who recorded it, when and why."""

    version: int
    content: SchemeContent
    reason: str
    recorded_at: datetime
    by: str


@remembered
def schemes() -> list[SchemeView]:
    """Every scheme by name, in two queries."""
    return _views(PlaceScheme.objects.values_list("pk", flat=True))


def scheme_view(pk: int) -> SchemeView:
    """Raises ``PlaceScheme.DoesNotExist``."""
    found = _views([PlaceScheme.objects.get(pk=pk).pk])
    return found[0]


def newest_version(scheme: PlaceScheme) -> SchemeVersion:
    return scheme.versions.order_by("-version")[0]


def versions_of(pk: int) -> list[VersionView]:
    """Newest first, in one query."""
    rows = SchemeVersion.objects.filter(scheme=pk).select_related("recorded_by").order_by("-version")
    return [VersionView(v.version, content_of(v), v.reason, v.recorded_at, str(v.recorded_by)) for v in rows]


def most_places(scheme: int) -> int:
    """The most that any version of it has had."""
    return int(SchemeVersion.objects.filter(scheme=scheme).aggregate(most=Max("places"))["most"] or 0)


def content_of(version: SchemeVersion) -> SchemeContent:
    return SchemeContent(
        provision=ProvisionType(version.provision),
        phase=SchemePhase(version.phase),
        need=PrimaryNeed(version.need),
        places=version.places,
        status=SchemeStatus(version.status),
        opening_date=version.opening_date,
        commissioned_date=version.commissioned_date,
        closing_date=version.closing_date,
        capital_cost=version.capital_cost,
        capital_source=FundKind(version.capital_source) if version.capital_source else None,
        commissioning_round=version.commissioning_round,
        source_reference=version.source_reference,
    )


def scheme_named(initiative: int, setting: str, name: str) -> PlaceScheme | None:
    """By its programme's number and its words, in any case."""
    found = PlaceScheme.objects.filter(initiative=initiative, setting__iexact=setting, name__iexact=name)
    return found.first()


def last_held_number(tranche: int) -> int:
    """The highest number of a tranche's places that a scheme holds; nought where none does."""
    ends = SchemePlaces.objects.filter(tranche=tranche).aggregate(last=Max("numbers__endswith"))
    return int(ends["last"] or 1) - 1


def _views(wanted: Iterable[int]) -> list[SchemeView]:
    newest = SchemeVersion.objects.filter(scheme__in=wanted).order_by("scheme_id", "-version").distinct("scheme_id")
    rows = newest.select_related("scheme__initiative", "scheme__held__tranche")
    return sorted((_view(row) for row in rows), key=lambda s: (s.name.casefold(), s.setting.casefold(), s.id))


def _view(row: SchemeVersion) -> SchemeView:
    scheme, said = row.scheme, content_of(row)
    held: SchemePlaces | None = getattr(scheme, "held", None)
    return SchemeView(
        id=scheme.pk,
        initiative=scheme.initiative.slug,
        initiative_name=scheme.initiative.name,
        name=scheme.name,
        setting=scheme.setting,
        version=row.version,
        recorded_on=localdate(row.recorded_at),
        tranche=held.tranche_id if held else None,
        first=held.numbers.lower if held else 0,
        last=held.numbers.upper - 1 if held else 0,
        financial_year=held.tranche.financial_year if held else None,
        **{f.name: getattr(said, f.name) for f in fields(said)},
    )
