"""Finance decides a submitted claim, on the version that was read."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.core.actor import actor
from apps.core.errors import CONFLICT, FORBIDDEN, INVALID, NotAllowed, Refused, Stale
from apps.initiatives.forms.claim_decision import ClaimDecisionForm
from apps.initiatives.presenters.claim_decision import (
    decide_message,
    decided_text,
    effect_table,
    effect_words,
    why_not_decide,
)
from apps.initiatives.presenters.claim_queue import flag_items
from apps.initiatives.presenters.claim_read import history_items
from apps.initiatives.selectors.claim_effects import effects_of
from apps.initiatives.selectors.claim_flags import flags_of
from apps.initiatives.selectors.claims import ClaimDossier
from apps.initiatives.services.claims.decide import decide_claim
from apps.initiatives.views.claim_read import figures, found_or_404
from apps.initiatives.views.saving import reread

PAGE = "initiatives/claim_decide.html"


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("initiatives.decide_benefitclaim", raise_exception=True)
def claim_decide(request: HttpRequest, pk: int) -> HttpResponse:
    found = found_or_404(request, pk)
    if request.method != "POST":
        return _page(request, found, ClaimDecisionForm(found.claim))
    form = ClaimDecisionForm(found.claim, request.POST)
    if not form.is_valid():
        return _page(request, found, form, FORBIDDEN if why_not_decide(actor(request), found.claim) else INVALID)
    try:
        made = decide_claim(claim_id=pk, by=actor(request), at=timezone.now(), **form.answers)
    except Stale as error:
        found = found_or_404(request, pk)
        reread(form, found.claim.version)
        return _page(request, found, form, CONFLICT, error)
    except NotAllowed as error:
        form.add_error(None, str(error))
        return _page(request, found, form, FORBIDDEN)
    except Refused as error:
        form.add_error(None, str(error))
        return _page(request, found, form, INVALID)
    messages.success(request, decided_text(made))
    return redirect("initiatives:claim", pk)


def _page(
    request: HttpRequest, found: ClaimDossier, form: ClaimDecisionForm, status: int = 200, stale: Stale | None = None
) -> HttpResponse:
    claim, why_not = found.claim, why_not_decide(actor(request), found.claim)
    known = bool(claim.calculation)
    flags = flags_of([claim], actor(request).pk, timezone.localdate())[claim.pk] if known else []
    context: dict[str, Any] = {
        **(figures(request, found) if known else {"claim": claim}),
        "message": decide_message(claim, flags) if known else why_not,
        "flags": flag_items(flags),
        "effect": effect_table(effects_of(claim)) if known and not why_not else None,
        "effect_words": effect_words(claim),
        "history": history_items(found),
        "form": form,
        "why_not": why_not,
        "stale": stale,
        "written": form.data.get("reason", "") if form.is_bound else "",
    }
    return render(request, PAGE, context, status=status)
