"""Saved what-ifs: the list below the named scenarios, and one of them with its result."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from apps.core.actor import actor
from apps.core.exports import downloads, export_if_asked
from apps.deficit.assumption_permissions import can_save_scenario
from apps.deficit.charts.benefits import benefit_rows
from apps.deficit.charts.trajectory import compare_chart, range_chart
from apps.deficit.forms.what_if_list import ArchiveForm, ListForm
from apps.deficit.models import Scenario
from apps.deficit.presenters import what_ifs as words
from apps.deficit.presenters.projection_page import illustrative, marks
from apps.deficit.presenters.trajectory import RANGE_MEANS, treatment_sentence
from apps.deficit.presenters.what_if_base import base_of
from apps.deficit.presenters.what_if_changes import changes_of, changes_rows
from apps.deficit.run_words import run_text
from apps.deficit.selectors.projection_page import PageFacts, page_facts
from apps.deficit.selectors.projections import published_projection
from apps.deficit.selectors.trajectory import Shown
from apps.deficit.selectors.what_ifs import Worked, what_if_worked, what_ifs
from apps.deficit.tables import WhatIfTable
from apps.deficit.vocabulary import RunState

UNDER_WAY = (RunState.QUEUED, RunState.RUNNING)
SHEET = "what-ifs"


@require_safe
@permission_required("deficit.view_scenario", raise_exception=True)
def what_if_list(request: HttpRequest) -> HttpResponse:
    form, facts, may_make = ListForm(request.GET), page_facts(), can_save_scenario(actor(request))
    published = published_projection()
    known = what_ifs(published)
    listed = [one for one in known if one.revision.archived is form.archived]
    rows = words.listed_rows(listed, facts.assumptions, facts.initiatives)
    named = words.named_rows(published, may_make=may_make)
    table = WhatIfTable(rows)
    if not may_make:
        table.empty_advice = "SEND managers and finance officers make what-ifs; they stand here for everybody."
    RequestConfig(request).configure(table)
    if "_export" in request.GET and (response := export_if_asked(request, (SHEET, words.sheet_rows(rows)))):
        return response
    context = {
        "message": words.list_message(known, may_make=may_make),
        "illustrative": illustrative(published, facts),
        "named": named,
        "form": form,
        "table": table,
        "may_make": may_make,
    }
    return render(request, "deficit/what_ifs.html", context, status=form.status)


@require_safe
@permission_required("deficit.view_scenario", raise_exception=True)
def what_if_page(request: HttpRequest, slug: str) -> HttpResponse:
    return show_what_if(request, slug)


def show_what_if(
    request: HttpRequest, slug: str, refused: ArchiveForm | None = None, status: int = 200, stale: object = None
) -> HttpResponse:
    """``refused`` is the form of archiving with its errors, shown in its own place."""
    worked, facts = worked_or_404(slug), page_facts()
    revision, history = worked.view.revision, worked.history
    changed = changes_rows(changes_of(revision, facts.assumptions, facts.initiatives))
    base = base_of(worked)
    result = _result(request, worked, base.shown, facts)
    if response := export_if_asked(request, *result["sheets"], ("changes", changed)):
        return response
    run = worked.run
    under_way = run is not None and run.state in UNDER_WAY and not revision.archived
    may_change = can_save_scenario(actor(request)) and not revision.archived
    context = {
        **result,
        "what_if": worked.view,
        "revision": revision,
        "message": words.page_message(worked, base.shown),
        "apart": base.sentence,
        "illustrative": illustrative(worked.shown.projected if worked.shown else None, facts),
        "changed": changed,
        "changed_downloads": downloads(request, "changes"),
        "facts": words.facts(revision, history[-1]),
        "versions": words.versions(history, facts.assumptions, facts.initiatives),
        "behind": words.behind_it(worked, facts.positions),
        "run": run,
        "run_text": run_text(run) if run else "",
        "under_way": under_way,
        "progress_url": reverse("deficit:run_progress", args=[run.pk]) if run else "",
        "refresh_seconds": 3 if under_way else None,
        "may_change": may_change,
        "may_copy": can_save_scenario(actor(request)),
        "archive": refused or (ArchiveForm(initial={"version": revision.version}) if may_change else None),
        "form": refused,
        "stale": stale,
    }
    return render(request, "deficit/what_if.html", context, status=status)


def worked_or_404(slug: str) -> Worked:
    try:
        return what_if_worked(slug)
    except Scenario.DoesNotExist as error:
        raise Http404(f"There is no what-if “{slug}”.") from error


def _result(request: HttpRequest, worked: Worked, base: Shown | None, facts: PageFacts) -> dict[str, Any]:
    """Template context of what has been worked out; ``sheets`` alone where nothing has."""
    shown = worked.shown
    if shown is None:
        return {"sheets": []}
    upright = marks(facts)
    ranged = range_chart(shown, upright, downloads(request, "range"))
    compare = compare_chart([shown, base] if base else [shown], upright, downloads(request, "scenarios"))
    stock, flow = words.stock_rows(shown, base), words.flow_rows(shown, base)
    benefits = benefit_rows(shown.projected, facts.initiatives)
    sheets: list[Any] = [ranged, compare, ("stock", stock), ("flow", flow), ("benefits", benefits)]
    return {
        "sheets": sheets,
        "range": ranged,
        "compare": compare,
        "stock": stock,
        "stock_downloads": downloads(request, "stock"),
        "flow": flow,
        "flow_downloads": downloads(request, "flow"),
        "benefits": benefits,
        "benefits_downloads": downloads(request, "benefits"),
        "treatment_sentence": treatment_sentence(shown.projected),
        "range_means": RANGE_MEANS,
        "compare_url": words.compare_url(shown),
    }
