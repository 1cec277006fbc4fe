"""Guardrails: each money target beside the duty or outcome that must not get worse."""

from uuid import uuid4

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from apps.board.forms.guardrails import MeasureOfFewerForm, TargetForm
from apps.board.permissions import TARGETS, VIEW
from apps.board.presenters import guardrails as page
from apps.board.presenters.within import within
from apps.board.selectors import guardrails as read
from apps.board.services import guardrails as services
from apps.board.views.entered import FormPage, form_view, require
from apps.core.actor import actor
from apps.core.exports import downloads, export_if_asked
from apps.core.selectors.reading import reading_date

BOTH = ["GET", "HEAD", "POST"]


@require_safe
@permission_required(VIEW, raise_exception=True)
def guardrails(request: HttpRequest) -> HttpResponse:
    known = read.measures_known()
    found, of_measures = read.targets(known), read.of_measures(known)
    tables = {
        "targets": page.target_rows(found),
        "guardrails": page.rail_rows(found, of_measures),
        "measures": page.watch_rows(known),
    }
    if response := export_if_asked(request, *tables.items()):
        return response
    context = {
        "within": within("guardrails"),
        "message": page.message(found),
        "read_for": reading_date(),
        **tables,
        "files": {slug: downloads(request, slug) for slug in tables},
        "may_set": actor(request).has_perm(TARGETS),
    }
    return render(request, "board/guardrails.html", context)


@require_http_methods(BOTH)
def target_add(request: HttpRequest) -> HttpResponse:
    require(request, TARGETS)
    known, back = read.measures_known(), reverse("board:guardrails")
    form_page = FormPage(
        "What is the target, and what must not get worse?",
        "A money target stands with its guardrail, or not at all.", "Save the target", (back, "Guardrails"),
    )  # fmt: skip
    named = [(pk, one.name) for pk, one in known.initiatives.items()]
    sent = request.POST if request.method == "POST" else None
    form = TargetForm(named, page.measure_choices(known), uuid4(), sent)

    def save(form: TargetForm) -> tuple[str, str]:
        key = form.cleaned_data["form_key"]
        row = services.add_target(rail=form.rail, form_key=key, by=actor(request), at=timezone.now(), **form.given)
        return back, f"The target is saved: {row}."

    return form_view(request, form_page, form, save)


@require_http_methods(BOTH)
def measure_add(request: HttpRequest) -> HttpResponse:
    require(request, TARGETS)
    known, back = read.measures_known(), reverse("board:guardrails")
    form_page = FormPage(
        "What is counted, of which fewer is better?",
        "Fewer plans or assessments is no good by itself: say what must not get worse meanwhile.", "Save the measure",
        (back, "Guardrails"),
    )  # fmt: skip
    named = [(pk, one.name) for pk, one in known.initiatives.items()]
    sent = request.POST if request.method == "POST" else None
    form = MeasureOfFewerForm(named, page.measure_choices(known), sent)

    def save(form: MeasureOfFewerForm) -> tuple[str, str]:
        row = services.add_measure_of_fewer(rail=form.rail, by=actor(request), at=timezone.now(), **form.given)
        return back, f"The measure “{row}” is saved with its guardrail."

    return form_view(request, form_page, form, save)
