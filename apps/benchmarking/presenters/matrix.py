"""What the matrix of a data set and Appendix 3 show."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from apps.benchmarking.charts import matrix_tables, statistics_table, sums_table
from apps.benchmarking.charts.glance import line_url
from apps.benchmarking.charts.narrative import narrative_rows, said_sentence
from apps.benchmarking.forms import BenchmarkForm, PeersForm
from apps.benchmarking.notes import warnings
from apps.benchmarking.overall_sentences import matrix_message, reproduced_sentence, tie_sentence
from apps.benchmarking.presenters.common import Page, Sheets, above
from apps.benchmarking.presenters.lines import of_benchmark
from apps.benchmarking.selectors.benchmark import Benchmark
from apps.benchmarking.sentences import named
from apps.core.exports import downloads


def matrix_page(request: HttpRequest, form: BenchmarkForm, b: Benchmark) -> Page:
    own = form.own_chosen
    matrix = matrix_tables(b, own, request.GET.get("page", "1"))
    context = of_benchmark("matrix", b, form) | {
        "message": matrix_message(b),
        "crumbs": [*above(), ("Matrix", "")],
        "matrix": matrix,
        "matrix_downloads": downloads(request, "matrix"),
        "warnings": warnings(b, b.lines),
        "line_links": [(named(line), line_url(b, line.slug, own)) for line in b.lines],
    }
    return context, (("matrix", matrix.figures),)


def appendix_page(request: HttpRequest, form: PeersForm, b: Benchmark, may_comment: bool) -> Page:
    own = form.own_chosen
    matrix, statistics, sums, said = matrix_tables(b, own), statistics_table(b), sums_table(b), narrative_rows(b)
    context = of_benchmark("appendix_3", b, form) | {
        "message": matrix_message(b),
        "crumbs": [*above(), ("Appendix 3", "")],
        "matrix": matrix,
        "matrix_downloads": downloads(request, "appendix-3"),
        "said": said,
        "said_sentence": said_sentence(b),
        "narrative_downloads": downloads(request, "narrative"),
        "statistics": statistics,
        "statistics_downloads": downloads(request, "printed-statistics"),
        "reproduced": reproduced_sentence(b),
        "sums": sums,
        "sums_downloads": downloads(request, "printed-sums"),
        "tie": tie_sentence(b),
        "warnings": warnings(b, b.lines),
        "line_links": [_links(b, line.slug, named(line), own, may_comment) for line in b.lines],
    }
    sheets: Sheets = (
        ("appendix-3", matrix.figures),
        ("narrative", said),
        ("printed-statistics", statistics),
        ("printed-sums", sums),
    )
    return context, sheets


def _links(b: Benchmark, slug: str, name: str, own: Any, may_comment: bool) -> tuple[str, str, str]:
    comment = reverse("benchmarking:comment", args=[slug]) if may_comment else ""
    return name, line_url(b, slug, own), comment
