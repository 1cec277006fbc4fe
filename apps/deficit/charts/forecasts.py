"""Past forecasts beside outturns: drawing and tables."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from apps.core.charts import Chart, Column, Download, Rows, Series, bars
from apps.core.money import MILLION, millions, number
from apps.deficit.calculations.forecast_errors import PointErrors
from apps.deficit.presenters.words import first_up, stated, within
from apps.deficit.selectors.forecast_errors import Figure, YearRecord
from apps.deficit.vocabulary import RecordMeasure, RecordPoint

FILE = re.compile(r"\S+\.txt \((?P<title>[^()]+)\)")  # a paper by its file, with its title in brackets
ADDRESS = ("http://", "https://")
BASIS = {
    RecordMeasure.IN_YEAR_GAP: "£m in the year",
    RecordMeasure.CUMULATIVE_DEFICIT: "£m at 31 March",
}
POINTS = (RecordPoint.BUDGET, RecordPoint.Q1, RecordPoint.Q2, RecordPoint.Q3)
LOOSE = (RecordPoint.BEFORE, RecordPoint.DRAFT, RecordPoint.OTHER)


def forecasts_chart(years: Sequence[YearRecord], downloads: Sequence[Download] = ()) -> Chart:
    """Budget, newest forecast and outturn of the in-year gap, year by year."""
    columns = (
        Column("year", "Financial year"),
        Column("budget", "Budget", kind="money_m"),
        Column("forecast", "Newest forecast", kind="money_m"),
        Column("made", "That forecast was made"),
        Column("outturn", "Outturn", kind="money_m"),
        Column("error", "Outturn less budget", kind="money_m", signed=True),
    )
    table = Rows("High-needs in-year gap, £m in the year", columns, [_year_row(y) for y in years])
    return Chart(
        slug="forecasts",
        title="Budget, newest forecast and outturn of each year",
        subtitle=(
            "High-needs in-year gap (spending less funding), £ million in the financial year. "
            "Source: the council’s own record, each row with its address below."
        ),
        sentences=_chart_sentence(years),
        figure=bars(
            table, name="year", series=[Series("budget"), Series("forecast"), Series("outturn")], stacked=False
        ),
        table=table,
        notes=("A bar that is missing was not found in the record; nothing was filled in.",),
        downloads=downloads,
    )


def year_table(measure: RecordMeasure, years: Sequence[YearRecord]) -> Rows:
    """Each year's figures by reporting point; those of other months in words, each with its month."""
    columns = [
        Column("year", "Financial year"),
        *(Column(p.value, p.label, kind="money_m") for p in POINTS),
        Column("loose", "Other forecasts, £m"),
        Column("outturn", "Outturn", kind="money_m"),
    ]
    rows = []
    for year in years:
        row: dict[str, object] = {"year": str(year.year)}
        for point in (*POINTS, RecordPoint.OUTTURN):
            figure = year.one(point)
            row[point.value] = figure.amount if figure else None
        row["loose"] = "; ".join(_loose(f) for p in LOOSE for f in year.at(p))
        rows.append(row)
    return Rows(f"{measure.label} by reporting point, {BASIS[measure]}", columns, rows)


def errors_table(measure: RecordMeasure, points: Sequence[PointErrors]) -> Rows:
    """Outturn less forecast at each point: n, mean, lowest and highest in £m and in per cent of the forecast."""
    columns = (
        Column("point", "Forecast made at"),
        Column("n", "n", kind="number"),
        Column("years", "Years"),
        Column("mean", "Mean", kind="money_m", signed=True),
        Column("lowest", "Lowest", kind="money_m", signed=True),
        Column("highest", "Highest", kind="money_m", signed=True),
        Column("mean_percent", "Mean, of the forecast", kind="percent", signed=True),
        Column("lowest_percent", "Lowest, of the forecast", kind="percent", signed=True),
        Column("highest_percent", "Highest, of the forecast", kind="percent", signed=True),
    )
    rows = [_error_row(p) for p in points]
    return Rows(f"Outturn less forecast, {within(measure.label)}, {BASIS[measure]}", columns, rows)


def plans_table(figures: Sequence[Figure], forecast: Figure | None) -> Rows:
    """What was planned for a date, apart from what was forecast for it."""
    shown = [*figures, *([forecast] if forecast else [])]
    columns = (
        Column("date", "For"),
        Column("measure", "Measure"),
        Column("kind", "What it is"),
        Column("basis", "As printed"),
        Column("stated", "Stated"),
        Column("amount", "Amount", kind="money_m"),
    )
    rows = [
        {
            "date": _date(f),
            "measure": f.measure.label,
            "kind": "Plan" if f.point == RecordPoint.PLAN else "Forecast",
            "basis": f.basis,
            "stated": stated(f.stated_when),
            "amount": f.amount,
        }
        for f in sorted(shown, key=lambda f: (f.year, f.measure.value, f.stated_when))
    ]
    return Rows("Plans, kept apart from forecasts, £m (each date’s own measure)", columns, rows)


def record_table(figures: Sequence[Figure]) -> Rows:
    """The whole record, as printed, with the rule that maps each row."""
    columns = (
        Column("year", "Financial year"),
        Column("measure", "Measure"),
        Column("basis", "Basis as printed"),
        Column("point", "Our reporting point"),
        Column("rule", "Rule"),
        Column("stated", "Stated when, as printed"),
        Column("amount", "Amount", kind="money_m"),
        Column("source", "Source", link="source_url"),
        Column("cell", "Source as the file has it"),
        Column("note", "Note"),
        Column("conflict", "Conflict"),
    )
    return Rows("The council’s record, £m, every figure as stated", columns, _record_rows(figures))


def _year_row(year: YearRecord) -> dict[str, object]:
    budget, outturn, newest = year.one(RecordPoint.BUDGET), year.one(RecordPoint.OUTTURN), year.newest_forecast
    return {
        "year": str(year.year),
        "budget": budget.amount if budget else None,
        "forecast": newest.amount if newest else None,
        "made": f"{_point(newest)}{stated(newest.stated_when)}" if newest else "",
        "outturn": outturn.amount if outturn else None,
        "error": outturn.amount - budget.amount if budget and outturn else None,
    }


def _point(figure: Figure) -> str:
    own = figure.point in (RecordPoint.Q1, RecordPoint.Q2, RecordPoint.Q3, RecordPoint.BEFORE)
    return f"{figure.point.label}, " if own else ""


def _chart_sentence(years: Sequence[YearRecord]) -> str:
    judged = [(y, y.one(RecordPoint.BUDGET), y.one(RecordPoint.OUTTURN)) for y in years]
    parts = [
        f"{millions(b.amount)} was budgeted for {y.year} and {millions(o.amount)} turned out"
        for y, b, o in judged
        if b and o
    ]
    if not parts:
        return "No year of the record has both a budget and an outturn."
    text = "; ".join(parts)
    return f"{first_up(text)}. The other years have no outturn of the gap in the record."


def _loose(figure: Figure) -> str:
    kind = {RecordPoint.DRAFT: " (draft budget)", RecordPoint.BEFORE: " (before the year)"}.get(figure.point, "")
    noted = ", worked out from a note" if figure.from_note else ""
    return f"{number(figure.amount / MILLION, 1)} in {stated(figure.stated_when)}{kind}{noted}"


def _error_row(made: PointErrors) -> dict[str, object]:
    pounds, percent = made.pounds, made.percent
    row: dict[str, object] = {
        "point": RecordPoint(made.point).label,
        "n": made.n,
        "years": ", ".join(str(y) for y in made.years),
    }
    if pounds and percent:
        row |= {"mean": pounds.mean, "lowest": pounds.lowest, "highest": pounds.highest}
        row |= {
            "mean_percent": percent.mean,
            "lowest_percent": percent.lowest,
            "highest_percent": percent.highest,
        }
    return row


def _date(figure: Figure) -> str:
    if figure.measure == RecordMeasure.CUMULATIVE_DEFICIT:
        return f"31 March {figure.year.start + 1}"
    return str(figure.year)


def shown_record(table: Rows) -> Rows:
    """As the page has it: addresses stand below it, each under the name that its rows give it."""
    return replace(table, columns=[column for column in table.columns if column.key != "cell"])


def _record_rows(figures: Sequence[Figure]) -> list[dict[str, object]]:
    names = address_names(figures)
    return [_record_row(f, names) for f in figures]


def address_names(figures: Iterable[Figure]) -> dict[str, str]:
    """Each address with its name: its site, numbered in the order of the record where the site has several."""
    sites: dict[str, list[str]] = defaultdict(list)
    for address in dict.fromkeys(f.source for f in figures if f.source.startswith(ADDRESS)):
        sites[urlsplit(address).hostname or address].append(address)
    return {
        address: f"{site} ({number})" if len(found) > 1 else site
        for site, found in sites.items()
        for number, address in enumerate(found, 1)
    }


def _record_row(f: Figure, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "year": str(f.year),
        "measure": f.measure.label,
        "basis": f.basis,
        "point": f.point.label,
        "rule": f.rule,
        "stated": f.stated_when,
        "amount": f.amount,
        **_source(f.source, names),
        "note": f"{f.note}{' (figure taken from a note)' if f.from_note else ''}",
        "conflict": "In conflict" if f.in_conflict else "",
    }


def _source(cell: str, names: Mapping[str, str]) -> dict[str, str]:
    """An address as a link; a file as the title that stands behind it in brackets."""
    if cell in names:
        return {"source": names[cell], "source_url": cell, "cell": cell}
    file = FILE.fullmatch(cell)
    return {"source": file["title"] if file else cell, "cell": cell}
