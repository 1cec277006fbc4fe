"""What one initiative avoids within each year, one chart for each way in which it is counted."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from apps.core.charts import Chart, Column, Rows, line
from apps.core.charts.chart import Download
from apps.core.money import millions
from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.inputs import Standing
from apps.deficit.calculations.projection.results import Band, Measure
from apps.deficit.charts.trajectory import BOUNDS, LINES
from apps.deficit.presenters.initiative import PLACES, counted_words, series_sentence
from apps.deficit.selectors.projected import Projected

EMPTY = {Measure.IN_FORECAST: Measure.EMPTY_IN_FORECAST, Measure.ADDITIONAL: Measure.EMPTY_ADDITIONAL}
Course = Mapping[FinancialYear, Band]


def initiative_charts(
    projected: Projected, slug: str, year: FinancialYear, downloads: Callable[[str], list[Download]]
) -> list[Chart]:
    """In the forecast and beside it, approved and not, each apart; none where all of it is nought."""
    return [
        _chart(projected, measure, standing, course, projected.of("", EMPTY[measure], f"{slug}/{standing}"), year,
               downloads(_slug(measure, standing)))
        for measure, standing, course in _courses(projected, slug)
    ]  # fmt: skip


def _courses(projected: Projected, slug: str) -> Iterator[tuple[Measure, Standing, Course]]:
    for measure in EMPTY:
        for standing in Standing:
            course = _counted(projected.of("", measure, f"{slug}/{standing}"))
            if course:
                yield measure, standing, course


def _counted(course: Course) -> Course:
    """From the first year in which there is something to the last."""
    years = [year for year, band in course.items() if band.central or band.p10 or band.p90]
    return {y: band for y, band in course.items() if years and years[0] <= y <= years[-1]}


def _chart(
    projected: Projected,
    measure: Measure,
    standing: Standing,
    course: Course,
    empty: Course,
    year: FinancialYear,
    downloads: list[Download],
) -> Chart:
    words = counted_words(measure, standing)
    shown = min(max(year, min(course)), max(course))  # the nearest year that it has
    columns = [Column("year", "Financial year")]
    columns += [Column(key, name, kind="money_m", places=PLACES) for key, name in BOUNDS.items()]
    if any(empty[y].central for y in course if y in empty):
        columns.append(Column("empty", "Empty places cost", kind="money_m", places=PLACES))
    rows = [_row(y, band, empty) for y, band in course.items()]
    table = Rows(f"In-year avoidance, {words}, £m in the year", columns, rows)
    return Chart(
        slug=_slug(measure, standing),
        title=f"{words[:1].upper()}{words[1:]}: {millions(course[shown].central, PLACES)} in {shown}",
        subtitle=f"In-year cost avoidance, £ million within each financial year; no run-rate. Run {projected.run_id}.",
        sentences=series_sentence(course[shown], empty.get(shown), shown),
        figure=line(table, x="year", lines=LINES),
        table=table,
        downloads=downloads,
    )


def _row(year: FinancialYear, band: Band, empty: Course) -> dict[str, Any]:
    cost = {"empty": empty[year].central} if year in empty else {}
    return {"year": str(year), **{key: getattr(band, key) for key in BOUNDS}, **cost}


def _slug(measure: Measure, standing: Standing) -> str:
    return f"{measure.value.replace('_', '-')}-{standing.value}"
