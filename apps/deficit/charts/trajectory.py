"""The trajectory's charts: where the deficit ends, how sure that is, and what moves it."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from apps.core.charts import Chart, Column, Line, Mark, Rows, Series, bars, line
from apps.core.charts.chart import Download
from apps.core.money import millions
from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.results import Band, Measure, Sensitivity
from apps.deficit.presenters.trajectory import at_end, range_sentence, scenario_sentence, sensitivity_sentence
from apps.deficit.selectors.trajectory import Shown

MOST_SENSITIVITIES = 12
DATE = Column("date", "Date")
BOUNDS = {
    "p10": "1 in 10 below",
    "p25": "1 in 4 below",
    "central": "Central",
    "p75": "1 in 4 above",
    "p90": "1 in 10 above",
}
LINES = [
    Line(key, BOUNDS[key], dash, 0)
    for key, dash in {"central": "solid", "p90": "dotted", "p75": "dashed", "p25": "dashed", "p10": "dotted"}.items()
]


def range_chart(shown: Shown, marks: Sequence[Mark], downloads: Sequence[Download] = ()) -> Chart:
    """One scenario: the central line between the bounds of half and of four fifths of the draws, £m at 31 March."""
    course, projected = shown.of(Measure.ACCUMULATED), shown.projected
    rows: list[dict[str, Any]] = [{"date": min(course).first_day, **dict.fromkeys(BOUNDS, projected.opening)}]
    rows += [{"date": year.last_day, **{key: getattr(band, key) for key in BOUNDS}} for year, band in course.items()]
    columns = (DATE, *(Column(key, name, kind="money_m") for key, name in BOUNDS.items()))
    table = Rows(f"{shown.name}: accumulated DSG deficit at 31 March, £m", columns, rows)
    run = f"Projection of run {projected.run_id}." if projected.run_id else "A projection that is not saved."
    last = max(course)
    return Chart(
        slug="range",
        title=f"{shown.name}: {millions(course[last].central)} by March {last.start + 1}",
        subtitle=f"Accumulated DSG deficit, £ million, at 31 March. {run}",
        sentences=range_sentence(course, last),
        figure=line(table, x="date", lines=LINES, marks=marks),
        table=table,
        notes=(
            "The central line takes every assumption at its central value; it is not the middle of the draws. Dashed "
            "lines hold half of the draws between them, dotted lines eight in ten.",
        ),
        downloads=downloads,
    )


def compare_chart(shown: Sequence[Shown], marks: Sequence[Mark], downloads: Sequence[Download] = ()) -> Chart:
    """Up to three scenarios by their central lines, £m at 31 March."""
    courses = {one.slug: one.of(Measure.ACCUMULATED) for one in shown}
    years = sorted({year for course in courses.values() for year in course})
    columns = (DATE, *(Column(one.slug, one.name, kind="money_m") for one in shown))
    openings = {one.slug: one.projected.opening for one in shown if min(courses[one.slug]) == years[0]}
    rows: list[dict[str, Any]] = [{"date": years[0].first_day, **openings}]
    rows += [{"date": y.last_day, **{s: _central(course, y) for s, course in courses.items()}} for y in years]
    table = Rows("Accumulated DSG deficit at 31 March by scenario, central values, £m", columns, rows)
    return Chart(
        slug="scenarios",
        title="What difference the scenarios make" if len(shown) > 1 else f"{shown[0].name}: the central line",
        subtitle="Accumulated DSG deficit, central values, £ million, at 31 March. Deficits are positive.",
        sentences=scenario_sentence({one.name: courses[one.slug] for one in shown}, years[-1]),
        figure=line(table, x="date", lines=[Line(one.slug) for one in shown], marks=marks),
        table=table,
        downloads=downloads,
    )


def gap_rows(shown: Sequence[Shown]) -> Rows:
    """The in-year gap of each scenario, with the bounds of eight in ten draws, £m within the year."""
    columns = [Column("year", "Financial year")]
    rows: dict[FinancialYear, dict[str, Any]] = {}
    for one in shown:
        slug = one.slug
        columns += [
            Column(slug, one.name, kind="money_m"),
            Column(f"{slug}:p10", f"{one.name}, 1 in 10 below", kind="money_m"),
            Column(f"{slug}:p90", f"{one.name}, 1 in 10 above", kind="money_m"),
        ]
        for year, band in one.of(Measure.GAP).items():
            row = rows.setdefault(year, {"year": str(year)})
            row |= {slug: band.central, f"{slug}:p10": band.p10, f"{slug}:p90": band.p90}
    return Rows("High-needs in-year gap by scenario, £m in the year", columns, [rows[y] for y in sorted(rows)])


def sensitivity_chart(
    shown: Shown, labels: Callable[[str], str], year: FinancialYear, downloads: Sequence[Download] = ()
) -> Chart | None:
    """What each assumption moves, by itself, of the deficit at the end of ``year``, £m; the largest first."""
    found = [s for s in shown.projected.sensitivities if s.scenario == shown.scenario and s.effect]
    found = found[:MOST_SENSITIVITIES]
    if not found:
        return None
    columns = (
        Column("assumption", "Assumption"),
        Column("low", "At its low", kind="money_m", signed=True),
        Column("high", "At its high", kind="money_m", signed=True),
    )
    rows = [_effects(s, labels) for s in found]
    table = Rows(f"Change of the deficit at {at_end(year)}, each assumption by itself, £m", columns, rows)
    return Chart(
        slug="sensitivity",
        title="What moves the deficit most",
        subtitle=f"Change of the accumulated deficit at {at_end(year)}, £ million, one assumption at its low or its "
        "high and the rest central.",
        sentences=sensitivity_sentence(rows, year),
        figure=bars(table, name="assumption", series=[Series("low"), Series("high")], stacked=False),
        table=table,
        downloads=downloads,
    )


def _effects(s: Sensitivity, labels: Callable[[str], str]) -> dict[str, Any]:
    return {"assumption": labels(s.assumption), "low": s.at_low - s.central, "high": s.at_high - s.central}


def _central(course: Mapping[FinancialYear, Band], year: FinancialYear) -> Decimal | None:
    return course[year].central if year in course else None
