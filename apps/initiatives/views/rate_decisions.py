"""Drafting, approving and withdrawing a version of the rate card."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST

from apps.core.actor import actor
from apps.core.errors import CONFLICT, FORBIDDEN, INVALID, NotAllowed, Refused, Stale
from apps.initiatives.forms.rates import APPROVE, WITHDRAW, DecisionForm, RateDraftForm
from apps.initiatives.links import link
from apps.initiatives.models import RateCard
from apps.initiatives.presenters.rate_words import approved_text, drafted_text, withdrawn_text
from apps.initiatives.selectors import changes
from apps.initiatives.selectors.rate_cards import is_to_come
from apps.initiatives.selectors.rates import draft_rate_card as draft_waiting
from apps.initiatives.selectors.rates import newest_sheet, rate_card
from apps.initiatives.services.rates import approve_rate_card, draft_rate_card, withdraw_rate_card
from apps.initiatives.views.rates import version_page
from apps.initiatives.views.saving import reread
from apps.initiatives.vocabulary import RateCardStatus

DRAFT_PAGE = "initiatives/rate_card_draft.html"


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("initiatives.add_ratecard", raise_exception=True)
def rate_card_draft(request: HttpRequest) -> HttpResponse:
    try:
        sheet = newest_sheet()
    except Refused:
        return render(request, "initiatives/no_rate_card.html", status=CONFLICT)
    context = {"in_force": sheet.version, "draft": draft_waiting()}
    if request.method != "POST":
        return render(request, DRAFT_PAGE, {**context, "form": RateDraftForm(sheet)})
    form = RateDraftForm(sheet, request.POST)
    if not form.is_valid():
        return render(request, DRAFT_PAGE, {**context, "form": form}, status=INVALID)
    try:
        card = _draft(request, form)
    except Stale as error:
        return render(
            request, DRAFT_PAGE, {**context, "form": reread(form, sheet.version), "stale": error}, status=CONFLICT
        )
    except Refused as error:
        saved = _saved(request, form)
        if saved is None:
            form.add_error(None, str(error))
            return render(request, DRAFT_PAGE, {**context, "form": form}, status=INVALID)
        card = saved
    messages.success(request, drafted_text(card))
    return redirect("initiatives:rate_card_version", card.version)


@require_POST
@permission_required("initiatives.approve_ratecard", raise_exception=True)
def rate_card_approve(request: HttpRequest, version: int) -> HttpResponse:
    card = _card(version)
    form = DecisionForm(APPROVE, request.POST)
    if not form.is_valid():
        return version_page(request, version, form, INVALID)
    if card.status == RateCardStatus.APPROVED and card.approved_by == actor(request):
        return redirect("initiatives:rate_card_version", version)
    try:
        card = approve_rate_card(
            version=version, reason=form.cleaned_data["reason"], by=actor(request), at=timezone.now()
        )
    except NotAllowed as error:
        return _not_allowed(request, version, form, error)
    messages.success(request, approved_text(card, localdate()))
    if is_to_come(card, localdate()):
        return redirect("initiatives:rate_card_version", version)
    return redirect(link("board:places") or link("initiatives:rate_card"))


@require_POST
@permission_required("initiatives.add_ratecard", raise_exception=True)
def rate_card_withdraw(request: HttpRequest, version: int) -> HttpResponse:
    card = _card(version)
    form = DecisionForm(WITHDRAW, request.POST)
    if not form.is_valid():
        return version_page(request, version, form, INVALID)
    if card.status == RateCardStatus.WITHDRAWN:
        return redirect("initiatives:rate_card_version", version)
    try:
        withdraw_rate_card(version=version, reason=form.cleaned_data["reason"], by=actor(request), at=timezone.now())
    except Refused as error:
        return _not_allowed(request, version, form, error)
    messages.success(request, withdrawn_text(card))
    return redirect("initiatives:rate_card")


def _saved(request: HttpRequest, form: RateDraftForm) -> RateCard | None:
    given = form.cleaned_data
    return changes.saved_draft(
        by=actor(request), amounts=form.amounts, reason=given["reason"], in_force_from=given["in_force_from"]
    )


def _draft(request: HttpRequest, form: RateDraftForm) -> RateCard:
    given = form.cleaned_data
    return draft_rate_card(
        amounts=form.amounts,
        source_reference=given["source_reference"],
        reason=given["reason"],
        in_force_from=given["in_force_from"],
        read_version=given["version"],
        by=actor(request),
        at=timezone.now(),
    )


def _not_allowed(request: HttpRequest, version: int, form: DecisionForm, error: Refused) -> HttpResponse:
    form.add_error(None, f"You cannot decide this. {error}")
    return version_page(request, version, form, FORBIDDEN)


def _card(version: int) -> RateCard:
    try:
        return rate_card(version)
    except (RateCard.DoesNotExist, OverflowError) as error:
        raise Http404(f"There is no version {version} of the rate card.") from error
