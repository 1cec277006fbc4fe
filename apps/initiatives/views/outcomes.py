"""Logging outcomes one by one: an initiative's readings, a new one, a restated one, a new measure."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from apps.core.actor import actor
from apps.core.errors import CONFLICT, INVALID, Refused, Stale
from apps.core.exports import downloads, export_if_asked
from apps.initiatives.forms.outcomes import MeasureForm, ReadingForm, RestateForm
from apps.initiatives.models import OutcomeReading
from apps.initiatives.permissions import can_log_outcomes
from apps.initiatives.presenters import outcomes_log as page
from apps.initiatives.selectors.changes import saved_restatement
from apps.initiatives.selectors.outcome_readings import measures, reading_of, readings_of
from apps.initiatives.selectors.outcome_readings import reading as find_reading
from apps.initiatives.services.outcomes_log import add_measure, log_reading, restate_reading
from apps.initiatives.views.plans import initiative_or_404
from apps.initiatives.vocabulary import Better, MeasureUnit


@require_safe
@permission_required("initiatives.view_initiative", raise_exception=True)
def outcome_list(request: HttpRequest, slug: str) -> HttpResponse:
    subject = initiative_or_404(slug)
    readings, may_log = readings_of(subject), can_log_outcomes(actor(request))
    if response := export_if_asked(request, ("readings", page.readings_table(subject, readings, may_log=False))):
        return response
    context = {
        "initiative": subject,
        "message": page.readings_message(subject, readings),
        "readings": page.readings_table(subject, readings, may_log) if readings else None,
        "downloads": downloads(request, "readings"),
        "measures": measures(subject),
        "may_log": may_log,
    }
    return render(request, "initiatives/outcome_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("initiatives.add_outcomereading", raise_exception=True)
def outcome_log(request: HttpRequest, slug: str) -> HttpResponse:
    subject = initiative_or_404(slug)
    own = measures(subject)
    form = ReadingForm(own, request.POST if request.method == "POST" else None)
    context = {"initiative": subject, "form": form, "has_measures": bool(own)}
    if request.method != "POST":
        return render(request, "initiatives/outcome_log.html", context)
    if form.is_valid():
        try:
            logged = log_reading(reading=form.reading(), by=actor(request), at=timezone.now())
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, page.logged_text(logged))
            return redirect("initiatives:outcomes", slug)
    return render(request, "initiatives/outcome_log.html", context, status=INVALID)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("initiatives.add_outcomereading", raise_exception=True)
def outcome_restate(request: HttpRequest, pk: int) -> HttpResponse:
    old = _reading_or_404(pk)
    was = reading_of(old)
    if request.method != "POST":
        start = {name: getattr(was, name) for name in ("value", "at_least", "n", "source", "note")}
        return _restate_page(request, old, RestateForm(initial=start))
    form = RestateForm(request.POST)
    if not form.is_valid():
        return _restate_page(request, old, form, INVALID)
    asked = {"reading": form.reading(was), "reason": form.cleaned_data["reason"], "by": actor(request)}
    try:
        new = restate_reading(reading_id=pk, at=timezone.now(), **asked)
    except Stale as error:
        saved = saved_restatement(old, **asked)
        if not saved:
            return _restate_page(request, old, form, CONFLICT, error)
        new = saved
    except Refused as error:
        form.add_error(None, str(error))
        return _restate_page(request, old, form, INVALID)
    messages.success(request, page.restated_text(new))
    return redirect("initiatives:outcomes", old.measure.initiative.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("initiatives.add_outcomemeasure", raise_exception=True)
def outcome_measure(request: HttpRequest, slug: str) -> HttpResponse:
    subject = initiative_or_404(slug)
    form = MeasureForm(request.POST if request.method == "POST" else None)
    context = {"initiative": subject, "form": form, "measures": measures(subject)}
    if request.method != "POST":
        return render(request, "initiatives/outcome_measure.html", context)
    if form.is_valid():
        given = form.cleaned_data
        try:
            added = add_measure(
                initiative_id=subject.pk, name=given["name"], unit=MeasureUnit(given["unit"]),
                better=Better(given["better"]), by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, page.measure_text(added))
            return redirect("initiatives:outcome_log", slug)
    return render(request, "initiatives/outcome_measure.html", context, status=INVALID)


def _restate_page(
    request: HttpRequest, old: OutcomeReading, form: RestateForm, status: int = 200, stale: Stale | None = None
) -> HttpResponse:
    context = {
        "reading": old,
        "initiative": old.measure.initiative,
        "facts": page.reading_facts(old),
        "later": getattr(old, "restated_by", None),
        "form": form,
        "stale": stale,
    }
    return render(request, "initiatives/outcome_restate.html", context, status=status)


def _reading_or_404(pk: int) -> OutcomeReading:
    try:
        return find_reading(pk)
    except (OutcomeReading.DoesNotExist, OverflowError) as error:
        raise Http404(f"There is no reading numbered {pk}.") from error
