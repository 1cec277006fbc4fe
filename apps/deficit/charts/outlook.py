"""The published chain and, from its end, what the published run projects: each in words of its own."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from apps.core.charts import Chart, Column, Line, Mark, Rows, line
from apps.core.charts.chart import Download
from apps.core.money import in_words, millions
from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.outcomes import APPROVED_AND_PIPELINE, APPROVED_ONLY
from apps.deficit.calculations.projection.results import Band, Measure
from apps.deficit.presenters import day, sources_cited
from apps.deficit.presenters.run_behind import chain
from apps.deficit.selectors.positions import Outlook
from apps.deficit.selectors.projected import Projected

YEARS_AFTER = 2  # of the override’s end: the trajectory’s own page goes on to the horizon
COLUMNS = (
    Column("date", "Date"),
    Column("published", "Published by finance", kind="money_m"),
    Column("approved", "Approved only, projected", kind="money_m"),
    Column("p10", "Approved only, 1 in 10 draws below", kind="money_m"),
    Column("p90", "Approved only, 1 in 10 draws above", kind="money_m"),
    Column("pipeline", "Approved and pipeline, projected", kind="money_m"),
)
LINES = [
    Line("published", "Published by finance", "solid", 0),
    Line("approved", "Projected, approved only", "dashed", 2),
    Line("pipeline", "Projected, with pipeline", "dotted", 1),
]


def outlook_chart(
    outlook: Outlook, projected: Projected, ends: date | None, downloads: Sequence[Download] = ()
) -> Chart:
    """£m at each date: positions as published, solid, and the projection from the last of them on."""
    approved = projected.of(APPROVED_ONLY, Measure.ACCUMULATED)
    year = FinancialYear.containing(ends) if ends else projected.held[-1] + 1
    at = year if year in approved else max(approved)
    last = min(at + YEARS_AFTER, max(approved))
    rows = _rows(outlook, projected, last)
    return Chart(
        slug="trend",
        title=f"The deficit reaches {millions(approved[at].central)} when the override ends"
        if ends == at.last_day
        else f"The deficit reaches {millions(approved[at].central)} by March {at.start + 1}",
        subtitle=f"Accumulated DSG deficit, £ million, {day(outlook.current.financial_year.first_day)} to "
        f"{day(last.last_day)}. Source: {sources_cited(outlook)}; "
        f"from {day(projected.held[-1].last_day)} run {projected.run_id} of the projection.",
        sentences=_sentences(outlook, projected, at),
        figure=line(
            Rows("", COLUMNS, rows), x="date", lines=LINES,
            marks=[Mark(ends, f"Override ends {day(ends)}")] if ends else [],
        ),
        table=Rows("Accumulated DSG deficit: as published, and as projected from there, £m", COLUMNS, rows),
        notes=("A forecast is finance’s own, a projection is worked out here. The two are never added or averaged.",),
        downloads=downloads,
    )  # fmt: skip


def _rows(outlook: Outlook, projected: Projected, last: FinancialYear) -> list[dict[str, Any]]:
    approved = projected.of(APPROVED_ONLY, Measure.ACCUMULATED)
    pipeline = projected.of(APPROVED_AND_PIPELINE, Measure.ACCUMULATED)
    first = outlook.current
    rows: list[dict[str, Any]] = [{"date": first.financial_year.first_day, "published": first.opening}]
    published, begins = {p.financial_year: p.closing for p in outlook.years}, projected.held[-1]
    for year in sorted({*published, *(y for y in approved if begins <= y <= last)}):
        row: dict[str, Any] = {"date": year.last_day, "published": published.get(year)}
        if year in approved and begins <= year <= last:
            row |= _projected(approved, pipeline, year)
        rows.append(row)
    return rows


def _projected(
    approved: Mapping[FinancialYear, Band], pipeline: Mapping[FinancialYear, Band], year: FinancialYear
) -> dict[str, Any]:
    band = approved[year]
    return {"approved": band.central, "p10": band.p10, "p90": band.p90, "pipeline": pipeline[year].central}


def _sentences(outlook: Outlook, projected: Projected, at: FinancialYear) -> str:
    first, last = outlook.current, outlook.last
    band = projected.of(APPROVED_ONLY, Measure.ACCUMULATED)[at]
    pipeline = projected.of(APPROVED_AND_PIPELINE, Measure.ACCUMULATED)[at]
    return (
        f"The solid line is finance’s: from {in_words(first.opening)} to {in_words(last.closing)} at "
        f"{day(last.financial_year.last_day)}. {_begins(outlook, projected)}: at {day(at.last_day)} "
        f"{in_words(band.central)} with what finance has approved, eight in ten draws between {in_words(band.p10)} and "
        f"{in_words(band.p90)}; {in_words(pipeline.central)} with the pipeline too."
    )


def _begins(outlook: Outlook, projected: Projected) -> str:
    """From where the projection goes on: the end of the run's own chain, which a newer position may have moved."""
    year = projected.held[-1]
    begins = projected.of(APPROVED_ONLY, Measure.ACCUMULATED)[year].central
    if year == outlook.last.financial_year and begins == outlook.last.closing:
        return "From there the projection goes on"
    return (
        f"The projection goes on from where its own run’s positions end, not from there: {in_words(begins)} at "
        f"{day(year.last_day)} ({chain(projected).get(year, year)})"
    )
