"""What moved between two runs, in words: places, places and children together, then the deficit by scenario."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from apps.core.memory import remembered
from apps.core.money import in_thousands, millions, signed
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Basis, Convention
from apps.deficit.calculations.avoidance import DELIVERED, OWN_MONTH, PIPELINE, Line
from apps.deficit.calculations.projection.outcomes import AS_REPORTED
from apps.deficit.calculations.projection.results import Measure, Projection
from apps.deficit.models import AvoidanceResult, ProjectionPoint, RunPublication
from apps.deficit.selectors.projected import Projected
from apps.deficit.selectors.projections import publications, stored_projection

FIRST_RUN = "This is the first run."
NO_CHANGE = "No total moved."
DEFICIT_AT = "Deficit at "  # how sentences of projected deficits begin
Point = tuple[str, FinancialYear]  # of a scenario, at the end of a year
COMPARED_YEARS = (FinancialYear(2026), FinancialYear(2027))
Rows = list[Line] | list[AvoidanceResult]


def differences_in_words(last_run_id: int | None, lines: dict[Convention, list[Line]]) -> list[str]:
    """One sentence for each current total that moved; one that says so where none did."""
    if last_run_id is None:
        return [FIRST_RUN]
    stored = AvoidanceResult.objects.filter(run_id=last_run_id, convention=Convention.CURRENT, opening_month=OWN_MONTH)
    now = [line for line in lines[Convention.CURRENT] if line.opening_month == OWN_MONTH]
    before, after = _totals(list(stored)), _totals(now)
    nought = Decimal(0)
    sentences = [
        f"{label}: {in_thousands(before.get(label, nought))} → {in_thousands(after.get(label, nought))} "
        f"({signed(in_thousands(after.get(label, nought) - before.get(label, nought)))})."
        for label in after | before
        if before.get(label, nought) != after.get(label, nought)
    ]
    return sentences or [NO_CHANGE]


def _totals(rows: Rows) -> dict[str, Decimal]:
    """Each total by its name. The year is the last in which delivered places opened."""
    programmes = {r.initiative for r in rows if r.basis == Basis.IN_YEAR}
    year = _last_year(rows, programmes, DELIVERED)
    last = _last_year(rows, programmes, PIPELINE)
    totals = {
        "Run-rate of delivered places": _sum(rows, Basis.RUN_RATE, DELIVERED, programmes),
        "Run-rate of delivered places and children together": _sum(rows, Basis.RUN_RATE, DELIVERED),
        "Run-rate of the pipeline": _sum(rows, Basis.RUN_RATE, PIPELINE, programmes),
    }
    if year:
        totals[f"In-year {year}, delivered places"] = _sum(rows, Basis.IN_YEAR, DELIVERED, programmes, year)
        totals[f"Cumulative to {year}, delivered places"] = _sum(rows, Basis.CUMULATIVE, DELIVERED, programmes, year)
    if last:
        totals[f"In-year {last}, pipeline"] = _sum(rows, Basis.IN_YEAR, PIPELINE, programmes, last)
    return totals


def _last_year(rows: Rows, programmes: set[str], status: str) -> FinancialYear | None:
    return max(
        (
            r.financial_year
            for r in rows
            if r.basis == Basis.RUN_RATE and r.status == status and r.initiative in programmes
        ),
        default=None,
    )


def _sum(
    rows: Rows,
    basis: Basis,
    status: str,
    programmes: Iterable[str] | None = None,
    year: FinancialYear | None = None,
) -> Decimal:
    found = (
        r.amount
        for r in rows
        if r.basis == basis
        and r.status == status
        and (programmes is None or r.initiative in programmes)
        and year in (None, r.financial_year)
    )
    return sum(found, Decimal(0))


def projection_differences(last_run_id: int | None, projection: Projection) -> list[str]:
    """One sentence for each scenario's deficit that moved: at the end of March 2027, of March 2028 and of the horizon.
    Central values."""
    if last_run_id is None:
        return [FIRST_RUN]
    rows = ProjectionPoint.objects.filter(run_id=last_run_id, measure=Measure.ACCUMULATED).order_by("pk")
    before = {(p.scenario, p.financial_year): p.central for p in rows}
    after = {
        (p.scenario, p.financial_year): p.band.central for p in projection.points if p.measure == Measure.ACCUMULATED
    }
    return _moved(before, after)


def published_differences(shown: Projected | None, then: Projected) -> list[str]:
    """The same between what is published and another run, which would be published instead."""
    return _moved(_deficits(shown), _deficits(then)) if shown else []


@dataclass(frozen=True, slots=True)
class Replacement:
    """The newest publication, the run that it replaced, and what that moved."""

    publication: RunPublication
    before: int
    moved: tuple[str, ...]


@remembered
def last_publication() -> Replacement | None:
    """None before the second publication."""
    found = list(publications()[:2])
    if len(found) < 2:  # the newest and the one before
        return None
    now, before = found
    moved = published_differences(stored_projection(before.run_id), stored_projection(now.run_id))
    return Replacement(now, before.run_id, tuple(moved))


def _deficits(projected: Projected) -> dict[Point, Decimal]:
    return {
        (scenario, year): band.central
        for scenario in projected.scenarios
        for year, band in projected.of(scenario, Measure.ACCUMULATED).items()
    }


def _moved(before: Mapping[Point, Decimal], after: Mapping[Point, Decimal]) -> list[str]:
    shown = {*COMPARED_YEARS, max(year for _, year in after)}
    sentences = [
        f"{DEFICIT_AT}{year.last_day.day} {year.last_day:%B %Y}, {_said(scenario)}: "
        f"{millions(before[scenario, year])} → {millions(value)} ({signed(millions(value - before[scenario, year]))})."
        for (scenario, year), value in after.items()
        if year in shown and before.get((scenario, year), value) != value
    ]
    return sentences or [NO_CHANGE]


def _said(scenario: str) -> str:
    """A run stores the positions that stood when it was worked out: pages show the report's own as “as reported”."""
    return "as published by finance" if scenario == AS_REPORTED else scenario.replace("-", " ")
