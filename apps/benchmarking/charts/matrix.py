"""Appendix 3 as the report prints it: councils down, lines across, and the statistics beneath."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator

from apps.benchmarking.charts.columns import MixedRows, measured
from apps.benchmarking.charts.narrative import narrative_row
from apps.benchmarking.selectors.benchmark import COMPARED, Benchmark, Council, Printed
from apps.benchmarking.sentences import count, named
from apps.benchmarking.vocabulary import Own, Statistic
from apps.core.charts import Column, Rows
from apps.core.money import number

Row = dict[str, Any]
MOST, PER_PAGE = 30, 25  # councils beside ours that stand on one page
ENGLAND = (Statistic.MEAN, Statistic.MEDIAN, Statistic.MAXIMUM, Statistic.MINIMUM)


class Matrix(NamedTuple):
    """``shown`` has the narrative rows, and of many councils one page; the file of ``figures`` has every council and
    no text: one type a column.
    """

    shown: Rows
    figures: Rows
    page: Page[Council] | None


def matrix_tables(b: Benchmark, own: Own, page: str = "1") -> Matrix:
    caption = f"Net {b.kind.label.lower()} {b.financial_year}, {b.unit.removesuffix(', net')}"
    columns = _columns(b)
    paged = Paginator(b.councils[1:], PER_PAGE).get_page(page) if len(b.councils) > MOST else None
    others = list(paged) if paged else b.councils[1:]
    beneath = [*_england(b), *_neighbours(b, own)]
    said: list[Row] = []
    if b.narratives:
        said = [
            {"council": "What the report says", **b.narratives},
            {"council": "What the rule says, or a named person", **narrative_row(b)},
        ]
    return Matrix(
        shown=MixedRows(caption, columns, [*_councils(b, [b.ours, *others]), *beneath, *said]),
        figures=Rows(caption, columns, [*_councils(b, b.councils), *(r for r in beneath if r.get("_kind") != "group")]),
        page=paged,
    )


def _columns(b: Benchmark) -> tuple[Column, ...]:
    at = f" at {b.deficit_at.day} {b.deficit_at:%B %Y}" if b.deficit_at else ""
    return (
        Column("council", "Council"),
        Column("deficit", f"DSG position{at}"),
        *(measured(b.measure, line.slug, named(line)) for line in b.lines),
    )


def _councils(b: Benchmark, councils: Iterable[Council]) -> list[Row]:
    return [
        {
            "council": council.name,
            "deficit": council.deficit,
            **{line.slug: b.values[line.slug].get(council.pk) for line in b.lines},
            "_kind": "ours" if council.ours else "",
        }
        for council in councils
    ]


def _england(b: Benchmark) -> list[Row]:
    if b.england:
        return _worked_out(b)
    rows = [
        {
            "council": f"England, {statistic.label.lower()}",
            **{line.slug: b.printed.get(Printed(line.slug, statistic, False)) for line in b.lines},
        }
        for statistic in ENGLAND
    ]
    return [{"council": "England, as printed", "_kind": "group"}, *rows] if b.printed else []


def _worked_out(b: Benchmark) -> list[Row]:
    rows = [
        {
            "council": f"England, {name}",
            **{line.slug: getattr(b.england[line.slug], key) for line in b.lines if line.slug in b.england},
        }
        for key, name in (("median", "median"), ("lower", "lower quartile"), ("upper", "upper quartile"),
                          ("maximum", "maximum"), ("minimum", "minimum"))
    ]  # fmt: skip
    n = max((spread.n for spread in b.england.values()), default=0)
    return [{"council": f"England, worked out over {number(n)} authorities at most", "_kind": "group"}, *rows]


def _neighbours(b: Benchmark, own: Own) -> list[Row]:
    """Worked out from the values above, on the reader's choice of own council in or out."""
    inside = own == Own.IN
    n = len(b.councils) - (0 if inside else 1)
    who = f"{b.ours.name} counted in" if inside else f"{b.ours.name} left out"
    spreads = {line.slug: b.comparison(line).spread(inside) for line in b.lines}
    named = [(statistic.value, statistic.label) for statistic in COMPARED]
    rows = [
        {"council": f"{label} of {count(n)}", **{slug: getattr(spread, key) for slug, spread in spreads.items()}}
        for key, label in (*named, ("lower", "Lower quartile"), ("upper", "Upper quartile"))
    ]
    return [{"council": f"{b.whom.noun[:1].upper()}{b.whom.noun[1:]}, {who}", "_kind": "group"}, *rows]
