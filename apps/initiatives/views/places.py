"""A tranche's places. Everybody may read the page; its form is for those who may change it."""

from django import forms
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.core.actor import actor
from apps.core.errors import INVALID, Stale
from apps.initiatives.forms.places import PlaceCountForm
from apps.initiatives.links import link
from apps.initiatives.models import PlaceTranche
from apps.initiatives.permissions import can_change_places
from apps.initiatives.presenters import places as page
from apps.initiatives.selectors import changes
from apps.initiatives.selectors import places as read
from apps.initiatives.services.places import change_place_count
from apps.initiatives.views.saving import reread, save_and_go

FOR_THE_FEW = "Places and exclusions are changed by SEND managers and finance officers."


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("initiatives.view_initiative", raise_exception=True)
def place_edit(request: HttpRequest, pk: int) -> HttpResponse:
    tranche = tranche_or_404(pk)
    if request.method != "POST":
        newest = read.current_count(tranche)
        now = {"places": newest.places, "opening_month": newest.opening_month, "version": newest.version}
        return _page(request, tranche, PlaceCountForm(initial=now))
    check_may_change(request)
    form = PlaceCountForm(request.POST)
    if not form.is_valid():
        return _page(request, tranche, form, INVALID)
    asked = {**form.cleaned_data, "by": actor(request)}
    asked["read_version"] = asked.pop("version")

    def saved_already() -> str:
        saved = changes.saved_count(tranche, **asked)
        return page.count_saved(saved) if saved else ""

    return save_and_go(
        request,
        form,
        save=lambda: page.count_saved(change_place_count(tranche_id=pk, at=timezone.now(), **asked)),
        saved_already=saved_already,
        show=lambda **more: _page(request, tranche, form, **more),
    )


def tranche_or_404(pk: int) -> PlaceTranche:
    try:
        return read.tranche(pk)
    except (PlaceTranche.DoesNotExist, OverflowError) as error:
        raise Http404(f"There are no places numbered {pk}.") from error


def check_may_change(request: HttpRequest) -> None:
    if not can_change_places(actor(request)):
        raise PermissionDenied(FOR_THE_FEW)


def _page(
    request: HttpRequest, tranche: PlaceTranche, form: forms.Form, status: int = 200, stale: Stale | None = None
) -> HttpResponse:
    counts, exclusions = read.place_history(tranche)
    current = page.newest_of_each(exclusions)
    may_change = can_change_places(actor(request))
    context = {
        "tranche": tranche,
        "message": page.tranche_message(tranche, counts[0], current),
        "form": reread(form, counts[0].version) if stale else form,
        "stale": stale,
        "may_change": may_change,
        "for_the_few": FOR_THE_FEW,
        "exclusions": page.exclusion_rows(tranche, current, may_change),
        "history": page.history_items(counts, exclusions),
        "version": counts[0].version,
        "back": link("board:places"),
    }
    return render(request, "initiatives/place_edit.html", context, status=status)
