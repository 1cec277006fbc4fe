"""After an approval: the Board's noting, and the claim that supersedes it."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from apps.core.actor import actor
from apps.core.errors import CONFLICT, FORBIDDEN, INVALID, NotAllowed, Refused
from apps.initiatives.forms.claim_decision import NotingForm, SupersedeForm
from apps.initiatives.permissions import can_make_claims
from apps.initiatives.presenters.claim_decided import provenance
from apps.initiatives.presenters.claim_decision import why_not_note, why_not_supersede
from apps.initiatives.presenters.claim_read import message
from apps.initiatives.selectors.claims import ClaimDossier
from apps.initiatives.selectors.quarters import closed_quarter_of
from apps.initiatives.services.claims.decide import note_claim
from apps.initiatives.services.claims.start import KeyUsed, start_claim
from apps.initiatives.views.claim_read import found_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("initiatives.note_benefitclaim", raise_exception=True)
def claim_noting(request: HttpRequest, pk: int) -> HttpResponse:
    found = found_or_404(request, pk)
    decided = localdate(found.claim.decided_at) if found.claim.decided_at else localdate()
    form = NotingForm(decided, localdate(), request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _noting_page(request, found, form)
    if not form.is_valid():
        return _noting_page(request, found, form, INVALID)
    try:
        noted = note_claim(claim_id=pk, by=actor(request), at=timezone.now(), **form.cleaned_data)
    except Refused as error:
        form.add_error(None, str(error))
        return _noting_page(request, found, form, FORBIDDEN if isinstance(error, NotAllowed) else INVALID)
    messages.success(request, f"{found.claim}: the Board’s noting is recorded (reference: noting {noted.pk}).")
    return redirect("initiatives:claim", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("initiatives.view_benefitclaim", raise_exception=True)
def claim_supersede(request: HttpRequest, pk: int) -> HttpResponse:
    found = found_or_404(request, pk)
    if not can_make_claims(actor(request)):
        raise PermissionDenied("A claim is superseded by SEND managers.")
    claim = found.claim
    closed = closed_quarter_of(localdate(claim.decided_at)) if claim.decided_at else None
    form = SupersedeForm(closed is not None, request.POST if request.method == "POST" else None)
    why_not = why_not_supersede(found)
    context = {
        "claim": claim, **provenance(found), "message": message(found) if claim.calculation else why_not,
        "closed": closed, "form": form, "why_not": why_not,
    }  # fmt: skip
    page = "initiatives/claim_supersede.html"
    if request.method != "POST":
        return render(request, page, context)
    if not form.is_valid():
        return render(request, page, context, status=INVALID)
    try:
        new = start_claim(
            initiative=claim.initiative.slug, supersedes=pk, by=actor(request), at=timezone.now(), **form.cleaned_data
        )
    except Refused as error:
        form.add_error(None, str(error))
        return render(request, page, context, status=CONFLICT if isinstance(error, KeyUsed) else INVALID)
    messages.success(
        request,
        f"{new} is started as a copy of {claim}. {claim} counts until {new} is approved.",
    )
    return redirect("initiatives:claim", new.pk)


def _noting_page(request: HttpRequest, found: ClaimDossier, form: NotingForm, status: int = 200) -> HttpResponse:
    context = {
        "claim": found.claim,
        **provenance(found),
        "message": message(found) if found.claim.calculation else why_not_note(actor(request), found),
        "why_not": why_not_note(actor(request), found),
        "form": form,
    }
    return render(request, "initiatives/claim_noting.html", context, status=status)
