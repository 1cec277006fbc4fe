"""Appendix 3 as the report prints it: councils down, lines across, and the statistics beneath."""

from typing import Any, NamedTuple

from apps.benchmarking.charts.columns import MixedRows, PerHead
from apps.benchmarking.selectors.benchmark import COMPARED, Benchmark, Printed
from apps.benchmarking.sentences import count, named
from apps.benchmarking.vocabulary import Own, Statistic
from apps.core.charts import Column, Rows

Row = dict[str, Any]
ENGLAND = (Statistic.MEAN, Statistic.MEDIAN, Statistic.MAXIMUM, Statistic.MINIMUM)


class Matrix(NamedTuple):
    """``shown`` has the narrative row; files hold ``figures`` and ``narrative`` apart: one type a column."""

    shown: Rows
    figures: Rows
    narrative: Rows


def matrix_tables(b: Benchmark, own: Own) -> Matrix:
    caption = f"Net {b.kind.label.lower()} {b.financial_year}, {b.unit.removesuffix(', net')}"
    columns = _columns(b)
    figures = [*_councils(b), *_england(b), *_neighbours(b, own)]
    narrative = {"council": "What the report says", **b.narratives}
    return Matrix(
        shown=MixedRows(caption, columns, [*figures, narrative] if b.narratives else figures),
        figures=Rows(caption, columns, [row for row in figures if row.get("_kind") != "group"]),
        narrative=_narrative(b),
    )


def _columns(b: Benchmark) -> tuple[Column, ...]:
    at = f" at {b.deficit_at.day} {b.deficit_at:%B %Y}" if b.deficit_at else ""
    return (
        Column("council", "Council"),
        Column("deficit", f"DSG position{at}"),
        *(PerHead(line.slug, named(line)) for line in b.lines),
    )


def _councils(b: Benchmark) -> list[Row]:
    return [
        {
            "council": council.name,
            "deficit": council.deficit,
            **{line.slug: b.values[line.slug].get(council.pk) for line in b.lines},
            "_kind": "ours" if council.ours else "",
        }
        for council in b.councils
    ]


def _england(b: Benchmark) -> list[Row]:
    rows = [
        {
            "council": f"England, {statistic.label.lower()}",
            **{line.slug: b.printed.get(Printed(line.slug, statistic, False)) for line in b.lines},
        }
        for statistic in ENGLAND
    ]
    return [{"council": "England, as printed", "_kind": "group"}, *rows]


def _neighbours(b: Benchmark, own: Own) -> list[Row]:
    """Worked out from the values above, on the reader's choice of own council in or out."""
    inside = own == Own.IN
    n = len(b.councils) - (0 if inside else 1)
    who = f"{b.ours.name} counted in" if inside else f"{b.ours.name} left out"
    spreads = {line.slug: b.comparison(line).spread(inside) for line in b.lines}
    rows = [
        {
            "council": f"{statistic.label} of {count(n)}",
            **{slug: getattr(spread, statistic) for slug, spread in spreads.items()},
        }
        for statistic in COMPARED
    ]
    return [{"council": f"Statistical neighbours, {who}", "_kind": "group"}, *rows]


def _narrative(b: Benchmark) -> Rows:
    columns = (Column("line", "Line"), Column("code", "Code"), Column("text", "What the report says"))
    rows = [
        {"line": line.short_title, "code": line.code, "text": b.narratives[line.slug]}
        for line in b.lines
        if line.slug in b.narratives
    ]
    return Rows(f"What the report says of each line, {b.financial_year}", columns, rows)
