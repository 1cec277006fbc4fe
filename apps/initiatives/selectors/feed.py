"""Reads whole tables for the data feed, each in one query and a fixed order."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from apps.initiatives.models import (
    Fund,
    FundingLine,
    Initiative,
    LedgerEntry,
    OccupancyReading,
    OutcomeReading,
    PlaceCount,
    PlaceExclusion,
    PlacePhaseSplit,
    PlaceScheme,
    ReportedBenefit,
)
from apps.initiatives.selectors.claim_totals import standing
from apps.initiatives.vocabulary import LedgerEntryKind
from apps.initiatives.workflow.claims import ClaimStatus


def initiatives() -> list[Initiative]:
    return list(Initiative.objects.select_related("source", "scales_up").order_by("order", "slug"))


def initiative_names() -> dict[str, str]:
    return dict(Initiative.objects.values_list("slug", "name"))


def funding_lines() -> list[FundingLine]:
    return list(
        FundingLine.objects.select_related("initiative", "fund", "source").order_by(
            "initiative__order", "initiative__slug", "financial_year", "fund__slug", "state"
        )
    )


def funds() -> list[Fund]:
    return list(Fund.objects.select_related("source").order_by("slug"))


def outcome_readings() -> list[OutcomeReading]:
    """Those that a published document gives: what people log may hold counts too small to leave the service."""
    return list(
        OutcomeReading.objects.filter(source__isnull=False)
        .select_related("measure__initiative", "source")
        .order_by(
            "measure__initiative__order", "measure__order", "measure__slug", "period_end", "source_reference", "pk"
        )
    )


def approved_entries() -> list[tuple[LedgerEntry, str]]:
    """The ledger's entries of approved claims, each with its standing; none of what a later claim supersedes."""
    live = LedgerEntry.objects.filter(claim__status=ClaimStatus.APPROVED, entry=LedgerEntryKind.APPROVAL)
    found = (
        live.annotate(standing=standing())
        .select_related("claim", "initiative")
        .defer("claim__calculation")
        .order_by("claim_id", "initiative__order", "basis", "financial_year", "block")
    )
    return [(entry, entry.standing) for entry in found]


def phase_splits() -> list[PlacePhaseSplit]:
    return list(
        PlacePhaseSplit.objects.select_related("initiative", "source").order_by("initiative__order", "status", "phase")
    )


def places_changed_on() -> date | None:
    """The day of the newest change to a count or an exclusion since the report; None where there was none."""
    newest = [
        model.objects.filter(as_reported=False).aggregate(at=Max("recorded_at"))["at"]
        for model in (PlaceCount, PlaceExclusion)
    ]
    return max((timezone.localdate(at) for at in newest if at), default=None)


def counts() -> dict[str, int]:
    """How many rows each data set has, by its name in the feed, in one query."""
    plain: dict[str, type[Any]] = {
        "initiatives": Initiative,
        "funding": FundingLine,
        "funds": Fund,
        "outcomes": OutcomeReading,
        "reported_benefits": ReportedBenefit,
        "approved_benefits": LedgerEntry,
        "places_by_phase": PlacePhaseSplit,
        "schemes": PlaceScheme,
        "occupancy": OccupancyReading,
    }
    parts = [_count(name, _served(model)) for name, model in plain.items()]
    reported = Q(as_reported=True)
    found = dict(parts[0].union(*parts[1:], *_place_counts(reported), all=True))
    return {name: found.get(name, 0) for name in (*plain, "places", "place_exclusions")}


def _served(model: type[Any]) -> QuerySet[Any]:
    """Of three tables not every row is: see ``outcome_readings`` and ``approved_entries``; a corrected reading of
    occupancy counts once."""
    if model is OccupancyReading:
        return model.objects.filter(version=1)
    if model is OutcomeReading:
        return model.objects.filter(source__isnull=False)
    if model is LedgerEntry:
        return model.objects.filter(claim__status=ClaimStatus.APPROVED, entry=LedgerEntryKind.APPROVAL)
    return model.objects.all()


def _place_counts(reported: Q) -> list[QuerySet[Any, Any]]:
    """Each place stands under both conventions: as reported, and in its newest version."""
    newer = PlaceExclusion.objects.filter(
        tranche=OuterRef("tranche"), number=OuterRef("number"), version__gt=OuterRef("version")
    )
    excluded = PlaceExclusion.objects.filter(places__gt=0).annotate(newer=Exists(newer))
    tranches = Count("tranche", distinct=True) + Count("tranche", distinct=True, filter=reported)
    exclusions = Count("pk", filter=Q(newer=False)) + Count("pk", filter=reported)
    return [_count("places", PlaceCount.objects.all(), tranches), _count("place_exclusions", excluded, exclusions)]


def _count(name: str, rows: QuerySet[Any], number: Any = None) -> QuerySet[Any, Any]:
    labelled = rows.order_by().annotate(data_set=Value(name)).values("data_set")
    return labelled.annotate(rows=number or Count("pk")).values_list("data_set", "rows")
