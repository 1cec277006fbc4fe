"""An initiative's own projection in words and rows."""

from decimal import Decimal

from apps.core.charts import Column, Rows
from apps.core.money import in_words
from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.inputs import Standing
from apps.deficit.calculations.projection.results import Band, Measure
from apps.deficit.presenters import day
from apps.deficit.presenters.bridge import STANDINGS
from apps.deficit.presenters.words import AFTER_EMPTY
from apps.deficit.selectors.initiative_projection import InitiativeProjection, Part
from apps.deficit.selectors.projected import Projected
from apps.initiatives.vocabulary import MeasurementPlanState

PLACES = 2
WHERE = {Measure.IN_FORECAST: "in the forecast already", Measure.ADDITIONAL: "beside the forecast"}


def counted_words(measure: Measure, standing: Standing) -> str:
    return f"{WHERE[measure]}, {STANDINGS[standing.value]}"


def initiative_message(found: InitiativeProjection, year: FinancialYear) -> str:
    """What of it the forecast holds within ``year``, and what is expected beside it: in-year, central values."""
    name, projected = found.initiative.name, found.projected
    if projected is None or not found.parts:
        return f"{name}: no avoidance is projected."
    slug = found.initiative.slug
    held = _amounts(projected, slug, Measure.IN_FORECAST, Measure.EMPTY_IN_FORECAST, year)
    more = _amounts(projected, slug, Measure.ADDITIONAL, Measure.EMPTY_ADDITIONAL, year)
    return (
        f"{name}: {AFTER_EMPTY}, within {year} finance’s forecast holds {_said(held)} of its avoidance already; "
        f"{_said(more)} is expected beside the forecast."
    )


def _amounts(
    projected: Projected, slug: str, measure: Measure, empty: Measure, year: FinancialYear
) -> dict[Standing, Decimal]:
    """By standing, £ within the year after what empty places cost; those of nought are left out."""
    keys = {s: f"{slug}/{s.value}" for s in Standing}
    of = {s: projected.in_year(measure, year, key) - projected.in_year(empty, year, key) for s, key in keys.items()}
    return {standing: amount for standing, amount in of.items() if amount}


def _said(amounts: dict[Standing, Decimal]) -> str:
    """``£5.85 million (approved)``; the sum first where there are both."""
    if not amounts:
        return "nothing"
    parts = [f"{in_words(amount, PLACES)} {STANDINGS[s.value]}" for s, amount in amounts.items()]
    if len(parts) == 1:
        ((standing, amount),) = amounts.items()
        return f"{in_words(amount, PLACES)} ({STANDINGS[standing.value]})"
    return f"{in_words(sum(amounts.values(), Decimal(0)), PLACES)} ({' and '.join(parts)})"


def no_benefit(found: InitiativeProjection) -> list[str]:
    """Why nothing is projected of it."""
    plan = MeasurementPlanState(found.initiative.measurement_plan)
    said = [
        "It has no projected benefit: no places and no children of it stand in the register, in the report’s "
        "headline or in an approved claim, and a projection is made of units alone."
    ]
    if plan != MeasurementPlanState.AGREED:
        state = "none is drafted" if plan == MeasurementPlanState.NONE else "it is drafted and not agreed"
        said.append(f"A claim could bring units, but needs an agreed measurement plan: {state}.")
    return said


def series_sentence(band: Band, empty: Band | None, year: FinancialYear) -> str:
    """The range of one series within ``year``, and what its empty places cost in it."""
    low, high, p10, p90 = (in_words(v, PLACES) for v in (band.p25, band.p75, band.p10, band.p90))
    text = (
        f"The central value within {year} is {in_words(band.central, PLACES)}: half of the draws lie between {low} and "
        f"{high}, eight in ten between {p10} and {p90}."
    )
    if empty is not None and empty.central:
        text += f" Its empty places cost {in_words(empty.central, PLACES)} in the same year."
    return text


def part_rows(found: InitiativeProjection) -> Rows:
    """Each benefit, whether the forecast holds it, and why."""
    columns = (
        Column("what", "Part"),
        Column("units", "Units", kind="number", places=PLACES),
        Column("opens", "Counts from"),
        Column("closes", "Ceases on"),
        Column("standing", "Finance"),
        Column("where", "Where it is counted"),
        Column("why", "Why"),
    )
    rows = [
        {
            "what": part.kind.label,
            "units": part.benefit.units,
            "opens": part.benefit.counts_from,
            "closes": part.benefit.closes or "No end set",
            "standing": STANDINGS[part.benefit.standing.value].capitalize(),
            "where": "In the forecast" if part.benefit.in_forecast else "Beside it",
            "why": _why(part),
        }
        for part in sorted(found.parts, key=lambda p: (p.benefit.counts_from, p.benefit.key))
    ]
    return Rows("What is projected, part by part", columns, rows)


def rule_sentence(found: InitiativeProjection) -> str:
    """What decides, where finance says nothing."""
    if found.stated_on is None:
        return ""
    return (
        f"The rule: what had begun on {day(found.stated_on)}, when the position was stated, is in the forecast already."
        " A row of finance outweighs it."
    )


def _why(part: Part) -> str:
    if part.said is not None:
        return f"Finance says so: {part.said.by}, {day(part.said.at.date())}. {part.said.reason}"
    return "The rule: begun by then" if part.benefit.in_forecast else "The rule: not begun by then"
