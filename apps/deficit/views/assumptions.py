"""What the projection assumes: the list, one assumption with its versions, changing it and deciding a change."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core.actor import actor
from apps.core.errors import CONFLICT, FORBIDDEN, INVALID, NotAllowed, Refused, Stale
from apps.core.exports import downloads, export_if_asked
from apps.core.memory import remembered
from apps.deficit.assumption_permissions import can_agree_assumption, can_draft_assumption, can_withdraw_assumption
from apps.deficit.calculations.projection.results import Projection
from apps.deficit.forms.assumptions import AssumptionForm, DecisionForm
from apps.deficit.inputs import WhatIf
from apps.deficit.models import Assumption
from apps.deficit.presenters.assumptions import (
    assumption_table,
    assumptions_message,
    effect_table,
    proposal_text,
    version_table,
)
from apps.deficit.presenters.measured import measured_sentence
from apps.deficit.runs import preview
from apps.deficit.selectors import assumptions as read
from apps.deficit.selectors.measured import measured
from apps.deficit.services.assumptions import agree_assumption, draft_assumption, withdraw_assumption

SEE, FEW_DRAWS = "see", 100  # the page shows central values, which do not depend on the draws


@require_safe
@permission_required("deficit.view_assumption", raise_exception=True)
def assumption_list(request: HttpRequest) -> HttpResponse:
    rows = read.assumptions_in_force()
    table = assumption_table(rows)
    if response := export_if_asked(request, ("assumptions", table)):
        return response
    context = {
        "message": assumptions_message(rows.values()),
        "table": table,
        "downloads": downloads(request, "assumptions"),
        "drafts": read.assumption_drafts(),
    }
    return render(request, "deficit/assumptions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("deficit.view_assumption", raise_exception=True)
def assumption(request: HttpRequest, key: str) -> HttpResponse:
    row = _in_force_or_404(key)
    if request.method != "POST":
        return _page(request, row)
    if not can_draft_assumption(actor(request)):
        raise PermissionDenied("An assumption is changed by finance officers.")
    form = AssumptionForm(row, request.POST)
    if not form.is_valid():
        return _page(request, row, form, status=INVALID)
    try:
        if SEE in request.POST:
            return _page(request, row, form, effect=_effect(key, form.changes))
        draft = _draft(request, key, form)
    except Stale as error:
        form = AssumptionForm(row, {**request.POST.dict(), "version": str(row.version)})
        return _page(request, row, form, stale=error, status=CONFLICT)
    except Refused as error:
        form.add_error(None, str(error))
        return _page(request, row, form, status=INVALID)
    messages.success(request, f"{draft} is drafted. It counts once another finance officer has agreed it.")
    return redirect("deficit:assumption", key)


@require_POST
@permission_required("deficit.agree_assumption", raise_exception=True)
def assumption_agree(request: HttpRequest, key: str, version: int) -> HttpResponse:
    return _decide(request, key, version, "agree")


@require_POST
@permission_required("deficit.add_assumption", raise_exception=True)
def assumption_withdraw(request: HttpRequest, key: str, version: int) -> HttpResponse:
    return _decide(request, key, version, "withdraw")


def _decide(request: HttpRequest, key: str, version: int, action: str) -> HttpResponse:
    row = _in_force_or_404(key)
    form = DecisionForm(action, request.POST)
    if not form.is_valid():
        return _page(request, row, None, INVALID, **{f"{action}_form": form})
    decide = agree_assumption if action == "agree" else withdraw_assumption
    try:
        done = decide(
            key=key, version=version, reason=form.cleaned_data["reason"], by=actor(request), at=timezone.now()
        )
    except Assumption.DoesNotExist as error:
        raise Http404(f"There is no version {version} of it.") from error
    except Refused as error:
        form.add_error(None, str(error))
        status = FORBIDDEN if isinstance(error, NotAllowed) else CONFLICT
        return _page(request, row, None, status, **{f"{action}_form": form})
    messages.success(request, f"{done} is {'agreed' if action == 'agree' else 'withdrawn'}.")
    return redirect("deficit:assumption", key)


def _draft(request: HttpRequest, key: str, form: AssumptionForm) -> Assumption:
    given = form.cleaned_data
    return draft_assumption(
        key=key, **form.values, source_reference=given["source_reference"], reason=given["reason"],
        read_version=given["version"], by=actor(request), at=timezone.now(),
    )  # fmt: skip


def _effect(key: str, changes: dict[str, str]) -> Any:
    return effect_table(*_with_and_without(key, tuple(changes.items())))


@remembered
def _with_and_without(key: str, changes: tuple[tuple[str, str], ...]) -> tuple[Projection, Projection]:
    """The projection as it stands, and with the assumption changed."""
    return preview(draws=FEW_DRAWS), preview(WhatIf({key: dict(changes)}, agreed=True), draws=FEW_DRAWS)


def _page(
    request: HttpRequest, row: Assumption, form: AssumptionForm | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    known, person = read.assumption_versions(row.key), actor(request)
    versions = version_table(known, read.agreers_words(known))
    if response := export_if_asked(request, ("versions", versions)):
        return response
    draft = read.assumption_draft(row.key)
    if draft:
        changes = {name: str(getattr(draft, name)) for name in ("low", "central", "high")}
        try:
            more.setdefault("effect", _effect(row.key, changes))
        except Refused as error:
            more["unprojected"] = str(error)
        if can_agree_assumption(person, draft):
            more.setdefault("agree_form", DecisionForm("agree"))
        if can_withdraw_assumption(person, draft):
            more.setdefault("withdraw_form", DecisionForm("withdraw"))
    elif can_draft_assumption(person):
        more["change_form"] = form or AssumptionForm(row)
    decisions = [more[name] for name in ("agree_form", "withdraw_form") if name in more]
    context = {
        "row": row,
        "draft": draft,
        "proposed": proposal_text(row, draft) if draft else "",
        "measured": measured_sentence(row.key, measured()),
        "versions": versions,
        "versions_downloads": downloads(request, "versions"),
        "form": form or next((f for f in decisions if f.is_bound), None),  # whose errors the summary lists
        **more,
    }
    return render(request, "deficit/assumption.html", context, status=status)


def _in_force_or_404(key: str) -> Assumption:
    if not key.isprintable():  # the database takes no NUL
        raise Http404("There is no such assumption.")
    try:
        return read.assumption_in_force(key)
    except Assumption.DoesNotExist as error:
        raise Http404(f"There is no assumption “{key}”.") from error
