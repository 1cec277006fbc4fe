"""One step of an open claim: shown, saved, and on to the next that is not done."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.core.actor import actor
from apps.core.errors import CONFLICT, INVALID, NotAllowed, Refused, Stale
from apps.initiatives.forms.claim_steps import StepForm, form_of
from apps.initiatives.models import BenefitClaim
from apps.initiatives.presenters import claim_step as page
from apps.initiatives.presenters import claim_task as task
from apps.initiatives.selectors.claim_steps import missing
from apps.initiatives.services.claims import steps, units
from apps.initiatives.services.cohorts import draw_on_new_cohort
from apps.initiatives.views.claim_page import claim_of_maker, claim_or_404, closed
from apps.initiatives.views.saving import reread
from apps.initiatives.workflow.steps import ClaimStep

Service = Callable[..., BenefitClaim]
SERVICES: dict[ClaimStep, Service] = {
    ClaimStep.KIND: steps.save_kind,
    ClaimStep.PERIOD: steps.save_period,
    ClaimStep.EXCLUSIONS: units.save_exclusions,
    ClaimStep.COUNTERFACTUAL: steps.save_counterfactual,
    ClaimStep.RATES: steps.save_rates,
    ClaimStep.SHARES: steps.save_shares,
    ClaimStep.COST: steps.save_cost,
    ClaimStep.EVIDENCE: steps.save_evidence,
    ClaimStep.DECLARATION: steps.save_declaration,
}
# What is counted depends on the kind of unit: by an answer that only its form gives.
COUNTED: dict[str, Service] = {
    "places": units.save_places,
    "numbers": units.save_children,
    "cohort": units.save_draw,
    "name": draw_on_new_cohort,
}


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("initiatives.view_benefitclaim", raise_exception=True)
def claim_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    found, one = claim_of_maker(request, pk), _step_or_404(step)
    if request.method != "POST" and not found.is_open_to_change:
        return closed(request, found)
    kind = form_of(found, one)
    if kind is None:
        messages.warning(request, "First choose what kind of benefit it is: the other steps follow from it.")
        return redirect("initiatives:claim_step", pk, ClaimStep.KIND)
    if request.method != "POST":
        return _page(request, one, kind(found))
    form = kind(found, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, one, form, INVALID)
    return _save_and_go(request, one, form)


def _save_and_go(request: HttpRequest, step: ClaimStep, form: StepForm) -> HttpResponse:
    pk = form.claim.pk
    try:
        _save(request, step, form)
    except NotAllowed as error:
        form.add_error(None, str(error))
        return _page(request, step, form, CONFLICT)
    except Stale as error:
        now = claim_or_404(request, pk)
        if not _sent_twice(request, step, form, now):
            return _page(request, step, form, CONFLICT, error, now)
    except (Refused, ValidationError) as error:
        for sentence in error.messages if isinstance(error, ValidationError) else [str(error)]:
            form.add_error(None, sentence)
        return _page(request, step, form, INVALID)
    return _go_on(request, pk, step)


def _save(request: HttpRequest, step: ClaimStep, form: StepForm) -> None:
    """Nothing to save where a list of children is kept as it is."""
    asked = form.answers()
    if not asked:
        return
    service = SERVICES.get(step) or next(s for name, s in COUNTED.items() if name in asked)
    service(
        claim_id=form.claim.pk, read_version=form.cleaned_data["version"], by=actor(request), at=timezone.now(), **asked
    )


def _sent_twice(request: HttpRequest, step: ClaimStep, form: StepForm, now: BenefitClaim) -> bool:
    """The same form sent again by the same person, with nothing in between, ends where it ended first."""
    kind, read = form_of(now, step), form.cleaned_data["version"]
    mine = now.edited_by_id == actor(request).pk and now.version == read + 1
    return mine and kind is type(form) and form.says_the_same_as(kind(now))


def _go_on(request: HttpRequest, pk: int, step: ClaimStep) -> HttpResponse:
    now, today = claim_or_404(request, pk), timezone.localdate()
    messages.success(request, task.saved_text(now, step))
    if lacks := missing(now, today).get(step):
        messages.warning(request, task.lacking_text(step, lacks))
    following = task.next_step(now, step, today)
    if following is None or request.GET.get("from") == "check":
        return redirect("initiatives:claim_check", pk)
    return redirect("initiatives:claim_step", pk, following)


def _page(
    request: HttpRequest,
    step: ClaimStep,
    form: StepForm,
    status: int = 200,
    stale: Stale | None = None,
    now: BenefitClaim | None = None,
) -> HttpResponse:
    claim: BenefitClaim = now or form.claim
    context: dict[str, Any] = {
        "claim": claim,
        "step": step,
        "number": list(ClaimStep).index(step) + 1,
        "steps": len(ClaimStep),
        "question": page.question(claim, step),
        "why": page.WHY[step],
        "form": reread(form, claim.version) if stale else form,
        "stale": stale,
        **page.beside(claim, step),
    }
    return render(request, "initiatives/claim_step.html", context, status=status)


def _step_or_404(step: str) -> ClaimStep:
    try:
        return ClaimStep(step)
    except ValueError as error:
        raise Http404(f"“{step}” is not a step of a claim.") from error
