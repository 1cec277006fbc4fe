"""One line as sorted bars: our council among its comparators, with the median."""

from collections.abc import Sequence
from typing import Any

from apps.benchmarking.charts.columns import measured
from apps.benchmarking.selectors.benchmark import Benchmark, Line
from apps.benchmarking.sentences import apart, count, england_sentence, median_of, ordinal, ours_sentence, standing
from apps.benchmarking.vocabulary import Own
from apps.core.charts import Chart, Column, Download, Rows, horizontal_bars
from apps.core.money import number

MOST, ENDS, AROUND = 30, 3, 6  # bars; of more councils the ends, and those around ours
LEFT_OUT = (
    "Of {all} councils the chart shows the {ends} highest, the {ends} lowest and those around {ours}; the table of the "
    "whole line gives each."
)


def line_chart(b: Benchmark, line: Line, own: Own, downloads: Sequence[Download] = ()) -> Chart:
    """Bars in the measure's unit, net, highest first; councils that are level stand in the comparators' order."""
    c, table = b.comparison(line), line_rows(b, line, own)
    n = c.n if own == Own.IN else len(c.others)
    gap = ""
    if c.distance_per_head and own == Own.IN:
        gap = f" {b.ours.name} is {apart(b, c)} {b.whom.whose} median."
    notes = [f"The dashed line is the median of {median_of(b, c, own).rstrip(',')}."]
    if c.n > MOST:
        notes.append(LEFT_OUT.format(all=number(c.n), ends=count(ENDS), ours=b.ours.name))
    return Chart(
        slug=f"line-{line.slug}",
        title=f"{line.short_title}: {b.ours.name} {standing(c)}",
        subtitle=f"{line.title} ({line.code}), {b.unit}, {b.basis}. Source: {b.origin.cited}.",
        sentences=f"{ours_sentence(b, line, own)}{gap} {england_sentence(b, line)}".strip(),
        figure=horizontal_bars(
            table,
            name="council",
            value="rate",
            median=c.spread(own == Own.IN).median,
            median_label=f"Median of {count(n)}",
        ),
        table=table,
        notes=tuple(notes),
        downloads=downloads,
    )


def line_rows(b: Benchmark, line: Line, own: Own) -> Rows:
    """Every council where they are few; of many the ends, those around ours, and the statistics between them."""
    rows, columns = _ranked(b, line), _columns(b)
    if len(rows) > MOST:
        columns = (*columns, Column("place", "Rank, 1st is highest"))
        ours = next(i for i, row in enumerate(rows) if row["_kind"] == "ours")
        last = len(rows) - ENDS
        kept = [row for i, row in enumerate(rows) if i < ENDS or i >= last or abs(i - ours) <= AROUND]
        rows = sorted([*kept, *_statistics(b, line, own)], key=lambda row: -row["rate"])
    return Rows(f"{line.short_title} ({line.code}), {b.measure.heading}, {b.basis}", columns, rows)


def whole_line(b: Benchmark, line: Line) -> Rows:
    """Each council that gave a value, highest first, with its rank."""
    caption = f"{line.short_title} ({line.code}), every council with a value, {b.measure.heading}, {b.basis}"
    return Rows(caption, (Column("rank", "Rank", kind="number"), *_columns(b)), _ranked(b, line))


def _ranked(b: Benchmark, line: Line) -> list[dict[str, Any]]:
    values = b.values[line.slug]
    given = sorted((c for c in b.councils if c.pk in values), key=lambda c: -values[c.pk])
    ranks: dict[Any, int] = {}
    for place, council in enumerate(given, start=1):
        ranks.setdefault(values[council.pk], place)
    return [
        {
            "rank": ranks[values[council.pk]],
            "place": f"{ordinal(ranks[values[council.pk]])} of {len(given)}",
            "council": council.name,
            "rate": values[council.pk],
            "deficit": council.deficit,
            "_kind": "ours" if council.ours else "",
        }
        for council in given
    ]


def _statistics(b: Benchmark, line: Line, own: Own) -> list[dict[str, Any]]:
    spread = b.comparison(line).spread(own == Own.IN)
    named = (("Upper quartile", spread.upper), ("Median", spread.median), ("Lower quartile", spread.lower))
    asked = len(b.councils) - (own == Own.OUT)
    of = f"{number(spread.n)} of {number(asked)}" if spread.n < asked else number(spread.n)
    return [{"council": f"{name} of {of}", "rate": value, "_kind": "subtotal"} for name, value in named]


def _columns(b: Benchmark) -> tuple[Column, ...]:
    at = f" at {b.deficit_at.day} {b.deficit_at:%B %Y}" if b.deficit_at else ""
    label = f"Net {b.kind.label.lower()}{f' {b.measure.each}' if b.measure.kind == 'rate' else ''}"
    return (
        Column("council", "Council"),
        measured(b.measure, "rate", label),
        Column("deficit", f"DSG position{at}"),
    )
