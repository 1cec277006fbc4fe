"""Every line at a glance: ours, the median, the rank and what the distance is worth."""

from urllib.parse import urlencode

from django.urls import reverse

from apps.benchmarking.charts.columns import PerHead
from apps.benchmarking.selectors.benchmark import Benchmark
from apps.benchmarking.sentences import count, rank_words
from apps.benchmarking.vocabulary import Own
from apps.core.charts import Column, Rows


def line_url(slug: str, own: Own) -> str:
    """A line's page on the same median; the default leaves the address plain."""
    query = f"?{urlencode({'own': own.value})}" if own != Own.OUT else ""
    return reverse("benchmarking:line", args=[slug]) + query


def glance_table(b: Benchmark, own: Own) -> Rows:
    """One row a line, in the return's order. The distance is from the others' median on either choice."""
    rows = []
    for line in b.lines:
        c = b.comparison(line)
        rows.append(
            {
                "line": line.short_title,
                "_url": line_url(line.slug, own),
                "code": line.code,
                "ours": c.ours,
                "median_in": c.spread(True).median,
                "median_out": c.spread(False).median,
                "rank": rank_words(c),
                "apart": c.distance_per_head,
                "distance": c.distance,
            }
        )
    return Rows(f"Every line, £ a head, {b.financial_year} {b.kind.label.lower()}", _columns(b, own), rows)


def _columns(b: Benchmark, own: Own) -> tuple[Column, ...]:
    others = len(b.councils) - 1
    medians = [PerHead("median_out", f"Median of the {count(others)} neighbours")]
    if own == Own.IN:
        medians.insert(0, PerHead("median_in", f"Median of all {count(others + 1)}"))
    return (
        Column("line", "Line", link="_url"),
        Column("code", "Code"),
        PerHead("ours", b.ours.name),
        *medians,
        Column("rank", "Rank, 1st is highest"),
        PerHead("apart", "From the neighbours' median, a head", signed=True),
        Column("distance", "From the neighbours' median, a year", kind="money_m", signed=True),
    )
