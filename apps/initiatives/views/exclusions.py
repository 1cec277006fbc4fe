"""Which of a tranche's places are not counted, and why."""

from django import forms
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.core.actor import actor
from apps.core.errors import INVALID, Stale
from apps.initiatives.forms.places import ExclusionForm, NewExclusionForm
from apps.initiatives.models import PlaceTranche
from apps.initiatives.presenters import places as page
from apps.initiatives.selectors import changes
from apps.initiatives.selectors import places as read
from apps.initiatives.services.places import change_exclusion
from apps.initiatives.views.places import check_may_change, tranche_or_404
from apps.initiatives.views.saving import reread, save_and_go


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("initiatives.view_initiative", raise_exception=True)
def exclusion_edit(request: HttpRequest, pk: int, number: int | None = None) -> HttpResponse:
    """Without ``number`` a new exclusion."""
    tranche = tranche_or_404(pk)
    check_may_change(request)
    kind = NewExclusionForm if number is None else ExclusionForm
    if request.method != "POST":
        return _page(request, tranche, number, kind(initial=_as_it_stands(tranche, number)))
    form = kind(request.POST)
    if not form.is_valid():
        return _page(request, tranche, number, form, INVALID)
    asked = {"number": number, "by": actor(request), **form.cleaned_data}
    asked["read_version"] = asked.pop("version")

    def saved_already() -> str:
        saved = changes.saved_exclusion(tranche, **asked)
        return page.exclusion_saved(saved) if saved else ""

    return save_and_go(
        request,
        form,
        save=lambda: page.exclusion_saved(change_exclusion(tranche_id=pk, at=timezone.now(), **asked)),
        saved_already=saved_already,
        show=lambda **more: _page(request, tranche, number, form, **more),
    )


def _as_it_stands(tranche: PlaceTranche, number: int | None) -> dict[str, object]:
    """What the form starts from; a new exclusion's version is the number of the last one."""
    existing = {e.number: e for e in read.current_exclusions(tranche)}
    if number is None:
        return {"version": max(existing, default=0)}
    if number not in existing:
        raise Http404(f"{tranche} has no exclusion {number}.")
    old = existing[number]
    return {"places": old.places, "reason": old.reason, "version": old.version}


def _page(
    request: HttpRequest,
    tranche: PlaceTranche,
    number: int | None,
    form: forms.Form,
    status: int = 200,
    stale: Stale | None = None,
) -> HttpResponse:
    counts, exclusions = read.place_history(tranche)
    current = {e.number: e for e in page.newest_of_each(exclusions)}
    if number is not None and number not in current:
        raise Http404(f"{tranche} has no exclusion {number}.")
    version = max(current, default=0) if number is None else current[number].version
    context = {
        "tranche": tranche,
        "number": number,
        "message": page.tranche_message(tranche, counts[0], list(current.values())),
        "form": reread(form, version) if stale else form,
        "stale": stale,
        "history": page.history_items([], [e for e in exclusions if number in (None, e.number)]),
        "back": reverse("initiatives:place_edit", args=[tranche.pk]),
    }
    return render(request, "initiatives/exclusion_edit.html", context, status=status)
