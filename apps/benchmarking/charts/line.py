"""One line as sorted bars: our council among its neighbours, with the median."""

from collections.abc import Sequence

from apps.benchmarking.charts.columns import PerHead
from apps.benchmarking.selectors.benchmark import Benchmark, Line
from apps.benchmarking.sentences import (
    apart,
    count,
    england_sentence,
    median_of,
    ours_sentence,
    standing,
)
from apps.benchmarking.vocabulary import Own
from apps.core.charts import Chart, Column, Download, Rows, horizontal_bars


def line_chart(b: Benchmark, line: Line, own: Own, downloads: Sequence[Download] = ()) -> Chart:
    """Bars in £ per head, net, highest first; councils that are level stand in the neighbours' order."""
    c, table = b.comparison(line), line_rows(b, line)
    n = c.n if own == Own.IN else len(c.others)
    gap = f" {b.ours.name} is {apart(c)} its neighbours' median." if c.distance_per_head and own == Own.IN else ""
    return Chart(
        slug=f"line-{line.slug}",
        title=f"{line.short_title}: {b.ours.name} {standing(c)}",
        subtitle=(
            f"{line.title} ({line.code}), {b.unit}, {b.financial_year} {b.kind.label.lower()}. "
            f"Source: {b.origin.body}, {b.origin.reference}."
        ),
        sentences=f"{ours_sentence(b, line, own)}{gap} {england_sentence(b, line)}".strip(),
        figure=horizontal_bars(
            table,
            name="council",
            value="rate",
            median=c.spread(own == Own.IN).median,
            median_label=f"Median of {count(n)}",
        ),
        table=table,
        notes=(f"The dashed line is the median of {median_of(b, c, own).rstrip(',')}.",),
        downloads=downloads,
    )


def line_rows(b: Benchmark, line: Line) -> Rows:
    values = b.values[line.slug]
    given = sorted((c for c in b.councils if c.pk in values), key=lambda c: -values[c.pk])
    rows = [
        {
            "council": council.name,
            "rate": values[council.pk],
            "deficit": council.deficit,
            "_kind": "ours" if council.ours else "",
        }
        for council in given
    ]
    at = f" at {b.deficit_at.day} {b.deficit_at:%B %Y}" if b.deficit_at else ""
    columns = (
        Column("council", "Council"),
        PerHead("rate", f"Net {b.kind.label.lower()} a head"),
        Column("deficit", f"DSG position{at}"),
    )
    return Rows(f"{line.short_title} ({line.code}), £ a head, {b.financial_year} {b.kind.label.lower()}", columns, rows)
