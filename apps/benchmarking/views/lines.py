"""Every line, one line, the matrix of a data set, and Appendix 3."""

from django.http import Http404, HttpRequest, HttpResponse

from apps.benchmarking.calculations.measures import PRINTED
from apps.benchmarking.forms import BenchmarkForm, LineForm, PeersForm
from apps.benchmarking.permissions import can_comment
from apps.benchmarking.presenters.lines import line_page, lines_page
from apps.benchmarking.presenters.matrix import appendix_page, matrix_page
from apps.benchmarking.selectors.read import benchmark_of, offered
from apps.benchmarking.views.answer import PER_HEAD, answer, nothing, reads_benchmarks
from apps.core.actor import actor

LINES = "Where do we budget more than councils like us?"
MATRIX = "What does each council spend, line by line?"


@reads_benchmarks
def lines(request: HttpRequest) -> HttpResponse:
    known = offered()
    form = LineForm(request.GET.dict(), known) if known else None
    benchmark = form.benchmark() if form else None
    if form is None or benchmark is None:
        return nothing(request, "lines", LINES, PER_HEAD)
    return answer(request, "lines", lines_page(request, form, benchmark))


@reads_benchmarks
def line(request: HttpRequest, slug: str) -> HttpResponse:
    known = offered()
    form = BenchmarkForm(request.GET.dict(), known) if known else None
    benchmark = form.benchmark() if form else None
    chosen = benchmark.line(slug) if benchmark else None
    if form is None or benchmark is None or chosen is None:
        raise Http404(f"There is no line “{slug}” in this data set. The Benchmarking page lists every line.")
    return answer(request, "line", line_page(request, form, benchmark, chosen))


@reads_benchmarks
def matrix(request: HttpRequest) -> HttpResponse:
    known = offered()
    form = BenchmarkForm(request.GET.dict(), known) if known else None
    benchmark = form.benchmark() if form else None
    if form is None or benchmark is None:
        return nothing(request, "matrix", MATRIX, PER_HEAD)
    return answer(request, "matrix", matrix_page(request, form, benchmark))


@reads_benchmarks
def appendix_3(request: HttpRequest) -> HttpResponse:
    known = offered()
    form = PeersForm(request.GET.dict(), known.peers) if known.printed and known.peers else None
    benchmark = benchmark_of(known.printed, form.peers, PRINTED) if form and known.printed else None
    if form is None or benchmark is None:
        return nothing(request, "appendix_3", MATRIX, "Section 251 budget per head")
    return answer(request, "appendix_3", appendix_page(request, form, benchmark, can_comment(actor(request))))
