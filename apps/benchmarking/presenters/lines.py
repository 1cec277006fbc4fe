"""What the pages of lines show, put together from one reading of the database."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from apps.benchmarking.charts import glance_table, line_chart, working_table
from apps.benchmarking.charts.glance import line_url, query
from apps.benchmarking.charts.line import MOST, whole_line
from apps.benchmarking.forms import BenchmarkForm, LineForm, PeersForm
from apps.benchmarking.notes import councils_left, sources_of, warnings
from apps.benchmarking.overall_sentences import glance_sentence
from apps.benchmarking.presenters.common import Page, Sheets, above, page_of
from apps.benchmarking.selectors.benchmark import Benchmark, Line
from apps.benchmarking.sentences import line_message, median_of, standing
from apps.benchmarking.vocabulary import Own
from apps.core.exports import downloads
from apps.core.money import millions, number, signed


def lines_page(request: HttpRequest, form: LineForm, b: Benchmark) -> Page:
    """The chosen line's chart and every line at a glance; without a choice, the line furthest above the median."""
    form.with_lines(b.lines, b.widest())
    line, own = form.line_chosen, form.own_chosen
    chart, table = line_chart(b, line, own, downloads(request, f"line-{line.slug}")), glance_table(b, own)
    context = of_benchmark("lines", b, form) | {
        "message": line_message(b, line, own),
        "line": line,
        "line_url": line_url(b, line.slug, own),
        "how_url": f"{line_url(b, line.slug, own)}#how",
        "matrix_url": f"{reverse('benchmarking:matrix')}{query(b, own)}",
        "chart": chart,
        "table": table,
        "glance": glance_sentence(b),
        "table_downloads": downloads(request, "every-line"),
        "warnings": warnings(b, b.lines),
    }
    return context, (chart, ("every-line", table))


def line_page(request: HttpRequest, form: BenchmarkForm, b: Benchmark, line: Line) -> Page:
    own = form.own_chosen
    chart, working = line_chart(b, line, own, downloads(request, f"line-{line.slug}")), working_table(b, line)
    whole = whole_line(b, line)
    context = of_benchmark("lines", b, form) | {
        "message": line_message(b, line, own),
        "crumbs": [*above(), (line.short_title, "")],
        "line": line,
        "cards": _cards(b, line, own),
        "chart": chart,
        "whole_downloads": downloads(request, "every-council") if len(whole) > MOST else [],
        "whole": whole,
        "left": councils_left(b, line),
        "working": working,
        "working_downloads": downloads(request, "working"),
        "narrative": b.narratives.get(line.slug, ""),
        "warnings": warnings(b, [line]),
        "parts": [(part.short_title, line_url(b, part.slug, own)) for part in b.lines if part.slug in line.parts],
    }
    sheets: Sheets = (chart, ("working", working), ("every-council", whole))
    return context, sheets


def of_benchmark(name: str, b: Benchmark, form: PeersForm) -> dict[str, Any]:
    return page_of(name, form, sources_of(b)) | {
        "benchmark": b,
        "source": b.origin.titled,
        "heading_basis": f"{b.measure.heading}, {b.basis}",
    }


def _cards(b: Benchmark, line: Line, own: Own) -> list[dict[str, str]]:
    c, m = b.comparison(line), b.measure
    basis, each = f"net {b.kind.label.lower()}, {b.financial_year}", m.each if m.kind == "rate" else ""
    gap = number(c.distance_per_head, m.places) if m.kind == "share" else m.show(c.distance_per_head)
    cards = [
        {"label": b.ours.name, "value": m.show(c.ours), "unit": each, "basis": f"{basis}, {standing(c)}"},
        {
            "label": "Median",
            "value": m.show(c.spread(own == Own.IN).median),
            "unit": each,
            "basis": f"of {median_of(b, c, own).rstrip(',')}",
        },
        {
            "label": f"From the {b.whom.short}' median",
            "value": signed(gap),
            "unit": "percentage points" if m.kind == "share" else each,
            "basis": f"{b.ours.name} less the median of the others",
        },
    ]
    if c.distance is not None and b.population and m.kind != "pounds":
        value, at = signed(millions(c.distance)), f"{basis}, at our {b.population.name.lower()}"
        cards.append({"label": "What that is worth", "value": value, "unit": "a year", "basis": at})
    return cards
