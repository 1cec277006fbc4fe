"""A claim's page: its steps while it is open, what was submitted afterwards. And the answers before submission."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from apps.core.actor import actor
from apps.core.errors import CONFLICT, INVALID, NotAllowed, Refused, Stale
from apps.initiatives.forms.claim_start import SubmitForm
from apps.initiatives.models import BenefitClaim
from apps.initiatives.permissions import can_change_claim, can_see_claim, check_can_make_claims
from apps.initiatives.presenters import claim_check as check
from apps.initiatives.presenters import claim_task as page
from apps.initiatives.presenters.claim_lines import illustrative_words
from apps.initiatives.presenters.claim_read import unsettled_items
from apps.initiatives.selectors.claim_inputs import with_parts
from apps.initiatives.selectors.claim_options import decisions_of
from apps.initiatives.selectors.claim_steps import missing
from apps.initiatives.selectors.overlaps import overlapping_claims
from apps.initiatives.selectors.unsettled_overlaps import unsettled_overlaps
from apps.initiatives.services.claims.submit import in_the_way, submit_claim
from apps.initiatives.views.claim_read import claim_read
from apps.initiatives.views.saving import reread

LAST_NUMBER = 2**63 - 1


@require_safe
@permission_required("initiatives.view_benefitclaim", raise_exception=True)
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    found = claim_or_404(request, pk)
    if found.calculation and not found.is_open_to_change:
        return claim_read(request, pk)
    may_change = can_change_claim(actor(request), found)
    lacks, decisions = missing(found, timezone.localdate()), decisions_of(found)
    context = {
        "claim": found,
        "answer": page.answer(found, lacks),
        "message": page.message(found),
        "question": page.question(found, decisions),
        "items": page.task_items(found, lacks, may_change),
        "may_change": may_change,
        "decisions": page.decision_items(decisions),
    }
    return render(request, "initiatives/claim_task_list.html", context)


@require_safe
@permission_required("initiatives.view_benefitclaim", raise_exception=True)
def claim_check(request: HttpRequest, pk: int) -> HttpResponse:
    found = claim_of_maker(request, pk)
    if not found.is_open_to_change:
        return closed(request, found)
    return _check_page(request, found, SubmitForm(initial={"version": found.version}))


@require_POST
@permission_required("initiatives.view_benefitclaim", raise_exception=True)
def claim_submit(request: HttpRequest, pk: int) -> HttpResponse:
    found = claim_of_maker(request, pk)
    form = SubmitForm(request.POST)
    if not form.is_valid():
        return _check_page(request, found, form, INVALID)
    try:
        done = submit_claim(
            claim_id=pk, read_version=form.cleaned_data["version"], by=actor(request), at=timezone.now()
        )
    except NotAllowed as error:
        form.add_error(None, str(error))
        return _check_page(request, found, form, CONFLICT)
    except Stale as error:
        return _check_page(request, claim_or_404(request, pk), form, CONFLICT, error)
    except Refused as error:
        form.add_error(None, str(error))
        return _check_page(request, found, form, INVALID)
    messages.success(request, check.submitted_text(done))
    return redirect("initiatives:claim", pk)


def claim_or_404(request: HttpRequest, pk: int) -> BenefitClaim:
    """With its parts. A claim that this person may not see is not there for them."""
    found = with_parts([pk]) if pk <= LAST_NUMBER else []
    if not found or not can_see_claim(actor(request), found[0]):
        raise Http404(f"There is no claim C-{pk:04d}.")
    return found[0]


def claim_of_maker(request: HttpRequest, pk: int) -> BenefitClaim:
    """For those who make claims, whatever its state."""
    found = claim_or_404(request, pk)
    try:
        check_can_make_claims(actor(request))
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    return found


def closed(request: HttpRequest, found: BenefitClaim) -> HttpResponse:
    """To the claim itself, with the sentence that says why it does not change."""
    messages.warning(request, f"{found} is {found.get_status_display().lower()}, so it does not change.")
    return redirect("initiatives:claim", found.pk)


def _check_page(
    request: HttpRequest, found: BenefitClaim, form: SubmitForm, status: int = 200, stale: Stale | None = None
) -> HttpResponse:
    obstacles, worked_out = in_the_way(found, timezone.now()), check.worked_out(found)
    if worked_out.lacks and not obstacles:
        obstacles = [worked_out.lacks]
    context = {
        "claim": found,
        "heading": check.heading(found, worked_out, obstacles),
        "message": check.message(found, worked_out),
        "obstacles": obstacles,
        "answers": check.answers(found),
        "table": worked_out.table,
        "illustrative": illustrative_words(found.plan) if worked_out.table else "",
        "overlaps": overlapping_claims(found),
        "unsettled": unsettled_items(unsettled_overlaps([found])[found.pk]),
        "form": reread(form, found.version) if stale else form,
        "stale": stale,
    }
    return render(request, "initiatives/claim_check.html", context, status=status)
