"""Starting a claim, once for each form; withdrawing one that is not wanted."""

import uuid

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.core.actor import actor
from apps.core.errors import CONFLICT, INVALID, NotAllowed, Refused, Stale
from apps.initiatives.forms.claim_start import StartForm, WithdrawForm
from apps.initiatives.models import BenefitClaim
from apps.initiatives.presenters.claim_check import withdrawn_text
from apps.initiatives.presenters.claim_task import Barred, barred_by_reason, started_text
from apps.initiatives.selectors.claim_gate import gates
from apps.initiatives.services.claims.start import KeyUsed, start_claim, withdraw_claim
from apps.initiatives.views.claim_page import claim_of_maker, claim_or_404, closed
from apps.initiatives.views.saving import reread


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("initiatives.add_benefitclaim", raise_exception=True)
def claim_start(request: HttpRequest) -> HttpResponse:
    every = gates()
    choices = [(subject.slug, subject.name) for subject, lacks in every if not lacks]
    barred = barred_by_reason(every)
    if request.method != "POST":
        return _start_page(request, StartForm(choices, initial={"key": uuid.uuid4()}), barred)
    form = StartForm(choices, request.POST)
    if not form.is_valid():
        return _start_page(request, form, barred, INVALID)
    try:
        claim = start_claim(by=actor(request), at=timezone.now(), **form.cleaned_data)
    except KeyUsed as error:
        form.add_error(None, str(error))
        return _start_page(request, _with_new_key(form), barred, CONFLICT)
    except Refused as error:
        form.add_error(None, str(error))
        return _start_page(request, form, barred, INVALID)
    messages.success(request, started_text(claim))
    return redirect("initiatives:claim", claim.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("initiatives.view_benefitclaim", raise_exception=True)
def claim_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = claim_of_maker(request, pk)
    if request.method != "POST":
        if not found.is_open_to_change:
            return closed(request, found)
        return _withdraw_page(request, found, WithdrawForm(initial={"version": found.version}))
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _withdraw_page(request, found, form, INVALID)
    try:
        done = withdraw_claim(
            claim_id=pk, read_version=form.cleaned_data["version"], reason=form.cleaned_data["reason"],
            by=actor(request), at=timezone.now(),
        )  # fmt: skip
    except NotAllowed as error:
        form.add_error(None, str(error))
        return _withdraw_page(request, found, form, CONFLICT)
    except Stale as error:
        now = claim_or_404(request, pk)
        return _withdraw_page(request, now, reread(form, now.version), CONFLICT, error)
    messages.success(request, withdrawn_text(done))
    return redirect("initiatives:claim", pk)


def _with_new_key(form: StartForm) -> StartForm:
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["key"] = str(uuid.uuid4())  # type: ignore[index]
    return form


def _start_page(request: HttpRequest, form: StartForm, barred: list[Barred], status: int = 200) -> HttpResponse:
    return render(request, "initiatives/claim_start.html", {"form": form, "barred": barred}, status=status)


def _withdraw_page(
    request: HttpRequest, found: BenefitClaim, form: forms.Form, status: int = 200, stale: Stale | None = None
) -> HttpResponse:
    context = {"claim": found, "form": form, "stale": stale}
    return render(request, "initiatives/claim_withdraw.html", context, status=status)
