"""Stating demand for places (SEND managers), and agreeing it (finance)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.core.actor import actor
from apps.core.errors import CONFLICT, INVALID, NotAllowed, Refused, Stale
from apps.initiatives.forms.demand import AgreeDemandForm, DemandForm
from apps.initiatives.links import link
from apps.initiatives.models import PlaceDemand
from apps.initiatives.permissions import AGREE_DEMAND, check_can_change_places
from apps.initiatives.presenters.demand import agreed_sentence, demand_rows, stated_sentence
from apps.initiatives.selectors import demand_rows as read
from apps.initiatives.services.demand import agree_demand, record_demand
from apps.initiatives.views.saving import reread

VIEW = "initiatives.view_initiative"


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(VIEW, raise_exception=True)
def demand_add(request: HttpRequest) -> HttpResponse:
    """A first statement, or a new version of one: ``?from=`` names the statement that it starts from."""
    _check(request)
    if request.method != "POST":
        return _page(request, DemandForm(initial=_start(request)))
    form = DemandForm(request.POST)
    if not form.is_valid():
        return _page(request, form, INVALID)
    asked = {**form.cleaned_data, "by": actor(request)}
    asked["read_version"] = asked.pop("version")
    try:
        saved = record_demand(at=timezone.now(), **asked)
    except Stale as error:
        newest = read.newest_demand(asked["phase"], asked["need"], asked["financial_year"])
        if newest is None or not read.is_just_this(newest, **asked):
            version = newest.version if newest else 0
            return _page(request, reread(form, version), CONFLICT, stale=error)
        saved = newest
    except Refused as error:
        form.add_error(None, str(error))
        return _page(request, form, INVALID)
    messages.success(request, stated_sentence(saved))
    return redirect(link("board:place_demand") or request.path)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(VIEW, raise_exception=True)
def demand_agree(request: HttpRequest, pk: int) -> HttpResponse:
    demand = _demand_or_404(pk)
    if not actor(request).has_perm(AGREE_DEMAND):
        raise PermissionDenied("Demand for places is agreed by a finance officer.")
    form = AgreeDemandForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _agree_page(request, demand, form, INVALID if request.method == "POST" else 200)
    try:
        agreed = agree_demand(demand_id=pk, reason=form.cleaned_data["reason"], by=actor(request), at=timezone.now())
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except Stale as error:
        return _agree_page(request, demand, form, CONFLICT, stale=error)
    messages.success(request, agreed_sentence(agreed))
    return redirect(link("board:place_demand") or request.path)


def _check(request: HttpRequest) -> None:
    try:
        check_can_change_places(actor(request))
    except NotAllowed as error:
        raise PermissionDenied("Demand for places is stated by SEND managers and finance officers.") from error


def _start(request: HttpRequest) -> dict[str, Any]:
    """The values of the statement that the reader wants to change."""
    asked = request.GET.get("from", "")
    if not asked.isdecimal():
        return {"version": 0}
    demand = _demand_or_404(int(asked))
    newest = read.newest_of(demand)
    names = ("phase", "need", "low", "central", "high", "source_reference", "version")
    return {name: getattr(newest, name) for name in names} | {"financial_year": str(newest.financial_year)}


def _demand_or_404(pk: int) -> PlaceDemand:
    try:
        return read.demand_row(pk)
    except (PlaceDemand.DoesNotExist, OverflowError) as error:
        raise Http404(f"There is no demand numbered {pk}.") from error


def _page(request: HttpRequest, form: forms.Form, status: int = 200, stale: Stale | None = None) -> HttpResponse:
    context = {"form": form, "stale": stale, "back": link("board:place_demand")}
    return render(request, "initiatives/demand_add.html", context, status=status)


def _agree_page(
    request: HttpRequest, demand: PlaceDemand, form: forms.Form, status: int, stale: Stale | None = None
) -> HttpResponse:
    context = {
        "form": form, "stale": stale, "demand": demand, "rows": demand_rows(demand), "back": link("board:place_demand"),
    }  # fmt: skip
    return render(request, "initiatives/demand_agree.html", context, status=status)
