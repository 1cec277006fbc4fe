"""What each page shows, put together from one reading of the database."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from apps.benchmarking.charts import (
    glance_table,
    line_chart,
    matrix_tables,
    statistics_table,
    sums_table,
    working_table,
)
from apps.benchmarking.charts.glance import line_url
from apps.benchmarking.forms import LineForm, MedianForm
from apps.benchmarking.notes import source_rows, warnings
from apps.benchmarking.overall_sentences import glance_sentence, matrix_message, reproduced_sentence, tie_sentence
from apps.benchmarking.selectors.benchmark import Benchmark, Line
from apps.benchmarking.sentences import (
    line_message,
    median_of,
    named,
    per_head,
    standing,
)
from apps.benchmarking.vocabulary import Own
from apps.core.charts import Chart, Rows
from apps.core.exports import downloads
from apps.core.money import millions, signed

Sheets = tuple[Chart | tuple[str, Rows], ...]
Page = tuple[dict[str, Any], Sheets]


def lines_page(request: HttpRequest, b: Benchmark) -> Page:
    """The chosen line's chart and every line at a glance; without a choice, the line furthest above the median."""
    form = LineForm(request.GET.dict(), lines=b.lines, default=b.widest())
    line, own = form.line_chosen, form.own_chosen
    chart, table = line_chart(b, line, own, downloads(request, f"line-{line.slug}")), glance_table(b, own)
    context = _common(b, form) | {
        "message": line_message(b, line, own),
        "line": line,
        "line_url": line_url(line.slug, own),
        "how_url": f"{line_url(line.slug, own)}#how",
        "chart": chart,
        "table": table,
        "glance": glance_sentence(b),
        "table_downloads": downloads(request, "every-line"),
        "warnings": warnings(b, b.lines),
    }
    return context, (chart, ("every-line", table))


def line_page(request: HttpRequest, b: Benchmark, line: Line) -> Page:
    form = MedianForm(request.GET.dict())
    own = form.own_chosen
    chart, working = line_chart(b, line, own, downloads(request, f"line-{line.slug}")), working_table(b, line)
    context = _common(b, form) | {
        "message": line_message(b, line, own),
        "crumbs": [*_above(), (line.short_title, "")],
        "line": line,
        "cards": _cards(b, line, own),
        "chart": chart,
        "working": working,
        "working_downloads": downloads(request, "working"),
        "narrative": b.narratives.get(line.slug, ""),
        "warnings": warnings(b, [line]),
        "parts": [(part.short_title, line_url(part.slug, own)) for part in b.lines if part.slug in line.parts],
    }
    return context, (chart, ("working", working))


def matrix_page(request: HttpRequest, b: Benchmark) -> Page:
    form = MedianForm(request.GET.dict())
    own = form.own_chosen
    matrix, statistics, sums = matrix_tables(b, own), statistics_table(b), sums_table(b)
    context = _common(b, form) | {
        "message": matrix_message(b),
        "crumbs": [*_above(), ("Appendix 3", "")],
        "matrix": matrix,
        "matrix_downloads": downloads(request, "appendix-3"),
        "narrative_downloads": downloads(request, "narrative"),
        "statistics": statistics,
        "statistics_downloads": downloads(request, "printed-statistics"),
        "reproduced": reproduced_sentence(b),
        "sums": sums,
        "sums_downloads": downloads(request, "printed-sums"),
        "tie": tie_sentence(b),
        "warnings": warnings(b, b.lines),
        "line_links": [(named(line), line_url(line.slug, own)) for line in b.lines],
    }
    sheets: Sheets = (
        ("appendix-3", matrix.figures),
        ("narrative", matrix.narrative),
        ("printed-statistics", statistics),
        ("printed-sums", sums),
    )
    return context, sheets


def _common(b: Benchmark, form: MedianForm) -> dict[str, Any]:
    return {
        "benchmark": b,
        "form": form,
        "status": form.status,
        "source": f"{b.origin.title}, {b.origin.reference}",
        "sources": source_rows(b),
        "heading_basis": f"£ a head, {b.financial_year} {b.kind.label.lower()}",
    }


def _above() -> list[tuple[str, str]]:
    return [("Benchmarking", reverse("benchmarking:lines"))]


def _cards(b: Benchmark, line: Line, own: Own) -> list[dict[str, str]]:
    c = b.comparison(line)
    basis = f"net {b.kind.label.lower()}, {b.financial_year}"
    cards = [
        {"label": b.ours.name, "value": per_head(c.ours), "unit": "a head", "basis": f"{basis}, {standing(c)}"},
        {
            "label": "Median",
            "value": per_head(c.spread(own == Own.IN).median),
            "unit": "a head",
            "basis": f"of {median_of(b, c, own).rstrip(',')}",
        },
        {
            "label": "From the neighbours' median",
            "value": signed(per_head(c.distance_per_head)),
            "unit": "a head",
            "basis": f"{b.ours.name} less the median of the others",
        },
    ]
    if c.distance is not None and b.population:
        value, at = signed(millions(c.distance)), f"{basis}, at our population"
        cards.append({"label": "What that is worth", "value": value, "unit": "a year", "basis": at})
    return cards
