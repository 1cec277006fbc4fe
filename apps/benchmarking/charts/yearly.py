"""Ours over the years, beside the comparators' median and quartiles."""

from collections.abc import Callable, Sequence
from typing import Any

from apps.benchmarking.calculations.measures import Measure
from apps.benchmarking.charts.columns import measured
from apps.benchmarking.selectors.series import Yearly
from apps.benchmarking.sentences import ordinal
from apps.core.charts import Column, Line, Rows, line
from apps.core.charts.theme import Figure

LINES = (
    Line("ours", colour=0),
    Line("median", colour=1),
    Line("upper", colour=1, dash="dashed"),
    Line("lower", colour=1, dash="dashed"),
)


def yearly_row(one: Yearly, label: str) -> dict[str, Any]:
    spread = one.spread
    return {
        "year": label,
        "ours": one.ours,
        "median": spread.median if spread else None,
        "lower": spread.lower if spread else None,
        "upper": spread.upper if spread else None,
        "n": spread.n if spread else None,
        "rank": f"{ordinal(one.rank)} of {len(one.others) + 1}" if one.rank and one.others else None,
    }


def yearly_columns(measure: Measure, ours: str, year: str) -> tuple[Column, ...]:
    return (
        Column("year", year),
        measured(measure, "ours", ours),
        measured(measure, "median", "Median"),
        measured(measure, "upper", "Upper quartile"),
        measured(measure, "lower", "Lower quartile"),
        Column("n", "Counted in them", kind="number"),
        Column("rank", "Our rank, 1st is highest"),
    )


def yearly_rows(
    caption: str, measure: Measure, ours: str, years: Sequence[Yearly], *, year: str, label: Callable[[int], str]
) -> Rows:
    rows = [yearly_row(one, label(one.year)) for one in years]
    return Rows(caption, yearly_columns(measure, ours, year), rows)


def yearly_figure(table: Rows) -> Figure:
    """A line that no row has a value of is not drawn."""
    drawn = [one for one in LINES if any(row.get(one.key) is not None for row in table.rows)]
    return line(table, x="year", lines=drawn)
