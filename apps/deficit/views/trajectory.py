"""Where the deficit ends, how sure that is, and what of the gap the initiatives cover."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.core.errors import Refused
from apps.core.exports import downloads, export_if_asked
from apps.core.periods import FinancialYear
from apps.deficit.charts.benefits import benefit_rows
from apps.deficit.charts.bridge import bridge_chart, reported_rows
from apps.deficit.charts.trajectory import compare_chart, gap_rows, range_chart, sensitivity_chart
from apps.deficit.forms.trajectory import TrajectoryForm, YearForm
from apps.deficit.inputs.gap import effect_year
from apps.deficit.presenters import bridge as bridge_words
from apps.deficit.presenters import trajectory as words
from apps.deficit.presenters.projection_page import labels, marks, provenance
from apps.deficit.presenters.what_if_base import apart_rows
from apps.deficit.presenters.what_if_changes import beside_rows
from apps.deficit.selectors.avoidance import projection
from apps.deficit.selectors.positions import outlook, reported_outlook
from apps.deficit.selectors.projection_page import page_facts
from apps.deficit.selectors.projections import published_projection
from apps.deficit.selectors.trajectory import scenario_names, scenarios_shown


@require_safe
@permission_required("deficit.view_projectionrun", raise_exception=True)
def trajectory(request: HttpRequest) -> HttpResponse:
    offered = scenario_names(request.GET.getlist("scenario"))
    if not offered:
        return _none(request, "Where does the deficit end, and how sure are we?")
    form = TrajectoryForm(request.GET, offered)
    shown, facts = scenarios_shown(form.scenarios), page_facts()
    first, upright = shown[0], marks(facts)
    compare = compare_chart(shown, upright, downloads(request, "scenarios"))
    ranged = range_chart(first, upright, downloads(request, "range")) if words.has_range(first) else None
    measured = _measured(first.projected.years[0])
    effects = downloads(request, "sensitivity")
    sensitivity = sensitivity_chart(first, labels(facts), measured, effects) if measured else None
    gaps, benefits = gap_rows(shown), benefit_rows(first.projected, facts.initiatives)
    differ = beside_rows(shown, facts.assumptions, facts.initiatives)
    sheets: list[Any] = [compare, ("gaps", gaps), ("benefits", benefits), *filter(None, (ranged, sensitivity))]
    sheets += [("differ", differ)] if differ else []
    if form.status == 200 and (response := export_if_asked(request, *sheets)):
        return response
    context = {
        **provenance(first.projected, facts),
        **words.page_words(first, shown, facts),
        "form": form,
        "compare": compare,
        "differ": differ,
        "apart": apart_rows(shown),
        "differ_downloads": downloads(request, "differ"),
        "range": ranged,
        "first": first,
        "gaps": gaps,
        "gaps_downloads": downloads(request, "gaps"),
        "benefits": benefits,
        "benefits_downloads": downloads(request, "benefits"),
        "sensitivity": sensitivity,
        "measured": measured,
    }
    return render(request, "deficit/trajectory.html", context, status=form.status)


@require_safe
@permission_required("deficit.view_projectionrun", raise_exception=True)
def bridge(request: HttpRequest) -> HttpResponse:
    projected = published_projection()
    if projected is None:
        return _none(request, "How much of the gap do the initiatives cover?")
    form = YearForm(request.GET, projected.years, projected.held[-1])
    year, facts = form.chosen, page_facts()
    steps = bridge_words.bridge_steps(projected, year, facts.initiatives)
    chart = bridge_chart(steps, year, downloads(request, "bridge"))
    benefits = benefit_rows(projected, facts.initiatives)
    reported = reported_rows(projection(), reported_outlook(), outlook())
    sheets: list[Any] = [chart, ("benefits", benefits), *([("reported", reported)] if reported else [])]
    if form.status == 200 and (response := export_if_asked(request, *sheets)):
        return response
    context = {
        **provenance(projected, facts),
        "form": form,
        "year": year,
        "message": bridge_words.bridge_message(projected, year),
        "coverage": bridge_words.coverage_sentence(projected, year),
        "chart": chart,
        "benefits": benefits,
        "benefits_downloads": downloads(request, "benefits"),
        "reported": reported,
        "reported_downloads": downloads(request, "reported"),
    }
    return render(request, "deficit/bridge.html", context, status=form.status)


def _measured(base: FinancialYear) -> FinancialYear | None:
    """The year at whose end the override ends, where that is known."""
    try:
        return effect_year(base)
    except Refused:
        return None


def _none(request: HttpRequest, question: str) -> HttpResponse:
    return render(request, "deficit/no_projection.html", {"question": question})
