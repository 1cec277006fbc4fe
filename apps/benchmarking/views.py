"""Benchmarking: every line, one line, and Appendix 3. Each page is a read of one published table of rates."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.benchmarking.presenters import Page, line_page, lines_page, matrix_page
from apps.benchmarking.selectors.read import current_benchmark
from apps.core.exports import export_if_asked

NOTHING = "benchmarking/nothing_loaded.html"


@require_safe
@permission_required("benchmarking.view_benchmarkreturn", raise_exception=True)
def lines(request: HttpRequest) -> HttpResponse:
    benchmark = current_benchmark()
    if benchmark is None:
        return render(request, NOTHING)
    return _answer(request, "benchmarking/lines.html", lines_page(request, benchmark))


@require_safe
@permission_required("benchmarking.view_benchmarkreturn", raise_exception=True)
def line(request: HttpRequest, slug: str) -> HttpResponse:
    benchmark = current_benchmark()
    chosen = benchmark.line(slug) if benchmark else None
    if benchmark is None or chosen is None:
        raise Http404(f"There is no line “{slug}”. The Benchmarking page lists every line.")
    return _answer(request, "benchmarking/line.html", line_page(request, benchmark, chosen))


@require_safe
@permission_required("benchmarking.view_benchmarkreturn", raise_exception=True)
def matrix(request: HttpRequest) -> HttpResponse:
    benchmark = current_benchmark()
    if benchmark is None:
        return render(request, NOTHING)
    return _answer(request, "benchmarking/appendix_3.html", matrix_page(request, benchmark))


def _answer(request: HttpRequest, template: str, page: Page) -> HttpResponse:
    """The page, or one of its tables as a file; a choice that is not offered is said above the default."""
    context, sheets = page
    if context["status"] == 200 and (response := export_if_asked(request, *sheets)):
        return response
    return render(request, template, context, status=context["status"])
