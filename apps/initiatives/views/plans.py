"""An initiative's measurement plan: read by everybody, drafted by SEND managers and finance, agreed by finance."""

from typing import TypeVar, cast

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core.actor import actor
from apps.core.errors import CONFLICT, FORBIDDEN, INVALID, NotAllowed, Refused, Stale
from apps.initiatives.forms.plans import AgreeForm, PlanForm, plan_initial
from apps.initiatives.models import Initiative, MeasurementPlan
from apps.initiatives.permissions import can_draft_plan, check_can_agree_plan
from apps.initiatives.presenters import plan_page as page
from apps.initiatives.selectors.changes import saved_plan
from apps.initiatives.selectors.claim_gate import why_no_claim
from apps.initiatives.selectors.initiatives import initiative_alone
from apps.initiatives.selectors.plans import agreed_plan, content_of, latest_plan, measures_of, plan_versions
from apps.initiatives.services.plans import PlanRead, agree_plan, draft_plan
from apps.initiatives.vocabulary import MeasurementPlanState

F = TypeVar("F", PlanForm, AgreeForm)


@require_safe
@permission_required("initiatives.view_initiative", raise_exception=True)
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    return plan_page(request, initiative_or_404(slug))


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("initiatives.add_measurementplan", raise_exception=True)
def plan_draft(request: HttpRequest, slug: str) -> HttpResponse:
    subject = initiative_or_404(slug)
    latest = latest_plan(subject)
    number, edits = _to_write(latest)
    measures = measures_of(subject)
    if request.method != "POST":
        initial = plan_initial(content_of(latest) if latest else None, latest.reason if latest and edits else "")
        form = PlanForm(measures, number, initial={**initial, "number": number, "version": edits})
        return _draft_page(request, subject, form)
    form = PlanForm(measures, number, request.POST)
    if not form.is_valid():
        return _draft_page(request, subject, form, INVALID)
    try:
        saved = _save(request, subject, form)
    except Stale as error:
        read = _read(form)
        found = saved_plan(
            subject, by=actor(request), version=read.version, read_edits=read.edits, content=form.content()
        )
        if not found:
            return _draft_page(request, subject, _reread(form, number, edits), CONFLICT, error)
        saved = found
    except Refused as error:
        form.add_error(None, str(error))
        return _draft_page(request, subject, form, INVALID)
    messages.success(request, page.drafted_text(saved))
    return redirect("initiatives:plan", slug)


@require_POST
@permission_required("initiatives.agree_measurementplan", raise_exception=True)
def plan_agree(request: HttpRequest, slug: str) -> HttpResponse:
    subject = initiative_or_404(slug)
    form = AgreeForm(request.POST)
    if not form.is_valid():
        return plan_page(request, subject, form, INVALID)
    given = form.cleaned_data
    agreed = agreed_plan(subject)
    if agreed and agreed.version == given["number"] and agreed.agreed_by == actor(request):
        return redirect("initiatives:plan", slug)
    try:
        agreed = agree_plan(
            initiative_id=subject.pk, version=given["number"], read_edits=given["version"], reason=given["reason"],
            by=actor(request), at=timezone.now(),
        )  # fmt: skip
    except MeasurementPlan.DoesNotExist as error:
        raise Http404(f"{subject} has no version {given['number']} of a plan.") from error
    except Stale as error:
        return plan_page(request, subject, form, CONFLICT, error)
    except NotAllowed as error:
        form.add_error(None, f"You cannot agree it. {error}")
        return plan_page(request, subject, form, FORBIDDEN)
    except Refused as error:
        form.add_error(None, str(error))
        return plan_page(request, subject, form, INVALID)
    messages.success(request, page.agreed_text(agreed))
    return redirect("initiatives:plan", slug)


def plan_page(
    request: HttpRequest,
    subject: Initiative,
    refused: AgreeForm | None = None,
    status: int = 200,
    stale: Stale | None = None,
) -> HttpResponse:
    plans = plan_versions(subject)
    draft = plans[0] if plans and plans[0].state == MeasurementPlanState.DRAFTED else None
    agreed = next((p for p in plans if p.state == MeasurementPlanState.AGREED), None)
    read = {"number": draft.version, "version": draft.edits} if draft else {}
    why_not = _why_not(request, draft) if draft else ""
    context = {
        "initiative": subject,
        "answer": page.answer(subject, plans),
        "message": page.message(plans),
        "status": page.status(plans),
        "versions": page.versions(plans),
        "barriers": why_no_claim(subject, agreed or draft),
        "draft": draft,
        "draft_link": page.draft_link(subject, plans) if can_draft_plan(actor(request)) else None,
        "stale": stale,
        "why_not": why_not,
        "agree_form": None if why_not or not draft else (refused or AgreeForm(initial=read)),
        "form": refused,
    }
    if stale and draft and refused:
        context["agree_form"] = _reread(refused, draft.version, draft.edits)
    return render(request, "initiatives/plan.html", context, status=status)


def initiative_or_404(slug: str) -> Initiative:
    try:
        return initiative_alone(slug)
    except Initiative.DoesNotExist as error:
        raise Http404(f"No initiative is called “{slug}”.") from error


def _save(request: HttpRequest, subject: Initiative, form: PlanForm) -> MeasurementPlan:
    return draft_plan(
        initiative_id=subject.pk,
        content=form.content(),
        reason=form.cleaned_data.get("reason", ""),
        read=_read(form),
        by=actor(request),
        at=timezone.now(),
    )


def _read(form: PlanForm) -> PlanRead:
    return PlanRead(form.cleaned_data["number"], form.cleaned_data["version"])


def _to_write(latest: MeasurementPlan | None) -> tuple[int, int]:
    """Which version a draft is, and how often it has been saved."""
    if latest is None:
        return 1, 0
    return (latest.version, latest.edits) if latest.state == MeasurementPlanState.DRAFTED else (latest.version + 1, 0)


def _why_not(request: HttpRequest, draft: MeasurementPlan) -> str:
    try:
        check_can_agree_plan(actor(request), draft)
    except NotAllowed as error:
        return str(error)
    return ""


def _reread(form: F, number: int, edits: int) -> F:
    """The reader's own words, against what stands now: sending them again is a decision."""
    form.data = cast(QueryDict, form.data).copy()
    form.data["number"], form.data["version"] = str(number), str(edits)
    return form


def _draft_page(
    request: HttpRequest, subject: Initiative, form: PlanForm, status: int = 200, stale: Stale | None = None
) -> HttpResponse:
    context = {"initiative": subject, "form": form, "stale": stale, "number": form.of_version}
    return render(request, "initiatives/plan_draft.html", context, status=status)
