"""Every line at a glance: ours, the median, the rank and what the distance is worth."""

from urllib.parse import urlencode

from django.urls import reverse

from apps.benchmarking.charts.columns import each, measured
from apps.benchmarking.selectors.benchmark import Benchmark
from apps.benchmarking.sentences import count, rank_words
from apps.benchmarking.vocabulary import Own
from apps.core.charts import Column, Rows


def line_url(b: Benchmark, slug: str, own: Own) -> str:
    """A line's page on the same choices; the default leaves the address plain."""
    return reverse("benchmarking:line", args=[slug]) + query(b, own)


def query(b: Benchmark, own: Own) -> str:
    """The choices that differ from the defaults, as the end of an address."""
    asked = {"data": b.data, "with": b.whom.slug, "measure": b.measure.slug, "own": own.value}
    told = {name: value for name, value in asked.items() if value != b.defaults.get(name)}
    return f"?{urlencode(told)}" if told else ""


def glance_table(b: Benchmark, own: Own) -> Rows:
    """One row a line, in the return's order. The distance is from the others' median on either choice."""
    rows = []
    for line in b.lines:
        c = b.comparison(line)
        inside, outside = c.spread(True), c.spread(False)
        shown = inside if own == Own.IN else outside
        rows.append(
            {
                "line": line.short_title,
                "_url": line_url(b, line.slug, own),
                "code": line.code,
                "ours": c.ours,
                "median_in": inside.median,
                "median_out": outside.median,
                "lower": shown.lower,
                "upper": shown.upper,
                "n": len(c.others),
                "rank": rank_words(c),
                "apart": c.distance_per_head,
                "distance": c.distance,
            }
        )
    return Rows(f"Every line, {b.measure.heading}, {b.basis}", _columns(b, own), rows)


def _columns(b: Benchmark, own: Own) -> tuple[Column, ...]:
    others, m, short = len(b.councils) - 1, b.measure, b.whom.short
    lacking = any(len(b.comparison(line).others) < others for line in b.lines)
    of = f"the {count(others)} {short}" if not lacking else f"{short} with a value"
    medians = [measured(m, "median_out", f"Median of {of}")]
    if own == Own.IN:
        medians.insert(0, measured(m, "median_in", f"Median of all {'with a value' if lacking else count(others + 1)}"))
    if lacking:
        medians.append(Column("n", f"{short.capitalize()} with a value", kind="number"))
    last = Column("distance", f"From the {short}' median, a year", kind="money_m", signed=True)
    return (
        Column("line", "Line", link="_url"),
        Column("code", "Code"),
        measured(m, "ours", b.ours.name),
        *medians,
        measured(m, "lower", "Lower quartile"),
        measured(m, "upper", "Upper quartile"),
        Column("rank", "Rank, 1st is highest"),
        *([] if m.kind == "pounds" else [measured(m, "apart", f"From the {short}' median{each(m)}", signed=True)]),
        last,
    )
