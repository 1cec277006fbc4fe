"""The pages that stand on national figures: trend, budget and outturn, plans, timeliness."""

from django.http import HttpRequest, HttpResponse
from django_tables2 import RequestConfig

from apps.benchmarking.forms.pages import PlansForm, TimelinessForm, TrendForm, YearForm
from apps.benchmarking.presenters.budget_outturn import budget_outturn_page
from apps.benchmarking.presenters.plans import plans_page
from apps.benchmarking.presenters.timeliness import timeliness_page
from apps.benchmarking.presenters.trend import trend_page
from apps.benchmarking.selectors.budget_outturn import budget_outturn as read_budget_outturn
from apps.benchmarking.selectors.budget_outturn import years_of_both
from apps.benchmarking.selectors.peers import all_peers
from apps.benchmarking.selectors.plans import plans as read_plans
from apps.benchmarking.selectors.timeliness import requests as read_requests
from apps.benchmarking.selectors.timeliness import timeliness as read_timeliness
from apps.benchmarking.selectors.trend import trend as read_trend
from apps.benchmarking.views.answer import answer, nothing, reads_benchmarks

TREND = "Has our high-needs spend grown faster than others'?"
BUDGET = "Did we spend what we budgeted, line by line?"
PLANS = "Where are children with a plan placed, and where elsewhere?"
TIMELY = "Are plans issued in time while money is saved?"


@reads_benchmarks
def trend(request: HttpRequest) -> HttpResponse:
    known = all_peers()
    form = TrendForm(request.GET.dict(), known) if known else None
    found = read_trend(form.measure, form.peers, form.own_chosen) if form else None
    if form is None or found is None:
        return nothing(request, "trend", TREND, "Section 251 outturn totals")
    page = trend_page(request, form, found)
    RequestConfig(request).configure(page[0]["table"])
    return answer(request, "trend", page)


@reads_benchmarks
def budget_outturn(request: HttpRequest) -> HttpResponse:
    known, years = all_peers(), years_of_both()
    form = YearForm(request.GET.dict(), known, years) if known and years else None
    found = read_budget_outturn(form.year, form.peers) if form else None
    if form is None or found is None:
        kind = "High needs budget and outturn by line group, or a section 251 budget and outturn of one year"
        return nothing(request, "budget_outturn", BUDGET, kind)
    return answer(request, "budget_outturn", budget_outturn_page(request, form, found))


@reads_benchmarks
def plans(request: HttpRequest) -> HttpResponse:
    known = all_peers()
    form = PlansForm(request.GET.dict(), known) if known else None
    found = read_plans(form.peers, form.own_chosen) if form else None
    if form is None or found is None:
        return nothing(request, "plans", PLANS, "SEN2 caseload")
    return answer(request, "plans", plans_page(request, form, found))


@reads_benchmarks
def timeliness(request: HttpRequest) -> HttpResponse:
    known = all_peers()
    form = TimelinessForm(request.GET.dict(), known) if known else None
    found = read_timeliness(form.peers, form.own_chosen, form.valid("counted")) if form else None
    if form is None or found is None:
        return nothing(request, "timeliness", TIMELY, "SEN2 timeliness")
    requests = read_requests(form.peers, form.own_chosen)
    return answer(request, "timeliness", timeliness_page(request, form, found, requests))
