"""Reads demand for specialist places: the newest version of each phase, need and year."""

from dataclasses import dataclass

from apps.core.memory import remembered
from apps.core.periods import FinancialYear
from apps.initiatives.models import PlaceDemand
from apps.initiatives.vocabulary import DemandState, PrimaryNeed, SchemePhase


@dataclass(frozen=True, slots=True)
class DemandView:
    """Places; ``need`` is nothing where the statement is of all needs."""

    id: int
    phase: SchemePhase
    need: PrimaryNeed | None
    financial_year: FinancialYear
    version: int
    low: int
    central: int
    high: int
    state: DemandState
    source_reference: str
    by: str


@remembered
def demand() -> list[DemandView]:
    """By year and phase, in one query."""
    rows = PlaceDemand.objects.order_by("financial_year", "phase", "need", "-version")
    newest = rows.distinct("financial_year", "phase", "need").select_related("recorded_by")
    return [
        DemandView(
            id=d.pk,
            phase=SchemePhase(d.phase),
            need=PrimaryNeed(d.need) if d.need else None,
            financial_year=d.financial_year,
            version=d.version,
            low=d.low,
            central=d.central,
            high=d.high,
            state=DemandState(d.state),
            source_reference=d.source_reference,
            by=str(d.recorded_by),
        )
        for d in newest
    ]
