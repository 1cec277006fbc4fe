"""Which benefits finance's forecast holds already: read by everybody, said by finance."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.core.actor import actor
from apps.core.errors import CONFLICT, INVALID, Refused, Stale
from apps.core.exports import downloads, export_if_asked
from apps.deficit.assumption_permissions import can_treat_benefits
from apps.deficit.forms.treatments import IN, TreatmentForm
from apps.deficit.presenters.treatments import held_rows, history_rows, named, treatments_message
from apps.deficit.runs.preview import benefits_held
from apps.deficit.selectors.projection_page import page_facts
from apps.deficit.selectors.treatments import treatment_history
from apps.deficit.services.treatments import treat_benefits


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("deficit.view_position", raise_exception=True)
def treatments(request: HttpRequest) -> HttpResponse:
    try:
        held = benefits_held()
    except Refused as error:
        return render(request, "deficit/treatments_none.html", {"why": str(error)})
    names, said = page_facts().initiatives, treatment_history()
    choices = [(one.slug, named(one, names)) for one in held]
    form, stale, status = TreatmentForm(choices, read=len(said)), None, 200
    if request.method == "POST":
        if not can_treat_benefits(actor(request)):
            raise PermissionDenied("Finance says what its forecast holds.")
        form = TreatmentForm(choices, request.POST)
        try:
            if form.is_valid():
                return _say(request, form)
            status = INVALID
        except Stale as error:
            form, stale, status = TreatmentForm(choices, {**request.POST.dict(), "read": len(said)}), error, CONFLICT
        except Refused as error:
            form.add_error(None, str(error))
            status = INVALID
    rows, history = held_rows(held, names, said), history_rows(said)
    if request.method != "POST" and (response := export_if_asked(request, ("benefits", rows), ("said", history))):
        return response
    context = {
        "message": treatments_message(held),
        "rows": rows,
        "rows_downloads": downloads(request, "benefits"),
        "history": history,
        "history_downloads": downloads(request, "said"),
        "form": form if can_treat_benefits(actor(request)) else None,
        "stale": stale,
    }
    return render(request, "deficit/treatments.html", context, status=status)


def _say(request: HttpRequest, form: TreatmentForm) -> HttpResponse:
    initiative, kind = form.subject
    row = treat_benefits(
        initiative=initiative,
        kind=kind,
        in_forecast=form.cleaned_data["where"] == IN,
        reason=form.cleaned_data["reason"],
        read=form.cleaned_data["read"],
        by=actor(request),
        at=timezone.now(),
    )
    messages.success(request, f"{row}. A recompute was asked for; the pages change when finance publishes its run.")
    return redirect("deficit:treatments")
