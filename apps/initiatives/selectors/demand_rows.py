"""Reads single statements of demand: what a form starts from and a service compares with."""

from typing import Any

from apps.core.models import User
from apps.core.periods import FinancialYear
from apps.initiatives.models import PlaceDemand
from apps.initiatives.vocabulary import PrimaryNeed, SchemePhase

SAID = ("low", "central", "high", "source_reference", "reason")


def demand_row(pk: int) -> PlaceDemand:
    """Raises ``PlaceDemand.DoesNotExist``."""
    return PlaceDemand.objects.select_related("recorded_by").get(pk=pk)


def newest_demand(phase: SchemePhase, need: PrimaryNeed | None, year: FinancialYear) -> PlaceDemand | None:
    rows = PlaceDemand.objects.filter(phase=phase, need=need or "", financial_year=year.slug)
    return rows.select_related("recorded_by").order_by("-version").first()


def newest_of(row: PlaceDemand) -> PlaceDemand:
    """The newest version of the same phase, need and year."""
    need = PrimaryNeed(row.need) if row.need else None
    return newest_demand(SchemePhase(row.phase), need, row.financial_year) or row


def is_just_this(row: PlaceDemand, *, by: User, read_version: int, **asked: Any) -> bool:
    """Whether a row is what somebody asked for: a form sent twice says one thing."""
    said = all(getattr(row, name) == asked[name] for name in SAID)
    return said and (row.version, row.recorded_by_id) == (read_version + 1, by.pk)
