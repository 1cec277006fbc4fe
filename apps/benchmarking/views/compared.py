"""Two authorities side by side, and what neighbours without a deficit do differently."""

from django.http import HttpRequest, HttpResponse

from apps.benchmarking.calculations.measures import PRINTED
from apps.benchmarking.forms.pages import DeficitForm, PairForm
from apps.benchmarking.presenters.side_by_side import side_by_side_page
from apps.benchmarking.presenters.without_deficit import without_deficit_page
from apps.benchmarking.selectors.read import benchmark_of, offered
from apps.benchmarking.views.answer import PER_HEAD, answer, nothing, reads_benchmarks

SIDE = "How do two authorities differ, line by line?"
WITHOUT = "What do neighbours without a deficit do differently?"
LEAST = 2


@reads_benchmarks
def side_by_side(request: HttpRequest) -> HttpResponse:
    known = offered()
    form = PairForm(request.GET.dict(), known) if known else None
    if form is None or form.benchmark is None or len(form.places) < LEAST:
        return nothing(request, "side_by_side", SIDE, PER_HEAD)
    return answer(request, "side_by_side", side_by_side_page(request, form, form.benchmark))


@reads_benchmarks
def without_deficit(request: HttpRequest) -> HttpResponse:
    known = offered()
    form = DeficitForm(request.GET.dict(), known.peers) if known.printed else None
    benchmark = benchmark_of(known.printed, form.chosen, PRINTED) if form and form.peers and known.printed else None
    if form is None or benchmark is None:
        return nothing(request, "without_deficit", WITHOUT, "Section 251 budget per head")
    return answer(request, "without_deficit", without_deficit_page(request, form, benchmark))
