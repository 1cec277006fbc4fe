"""The register of schemes: everybody reads it; SEND managers and finance officers enter and change schemes."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from apps.core.actor import actor
from apps.core.errors import CONFLICT, INVALID, NotAllowed, Refused, Stale
from apps.core.exports import downloads, export_if_asked
from apps.initiatives.forms.scheme_filter import SchemeFilterForm
from apps.initiatives.forms.schemes import SchemeChangeForm, SchemeForm
from apps.initiatives.links import link
from apps.initiatives.models import PlaceScheme
from apps.initiatives.permissions import can_change_places, check_can_change_places
from apps.initiatives.presenters import scheme_page
from apps.initiatives.presenters import schemes as page
from apps.initiatives.selectors.initiatives import programmes
from apps.initiatives.selectors.occupancy import reading_versions, readings, readings_of
from apps.initiatives.selectors.places import tranches
from apps.initiatives.selectors.scheme_changes import saved_scheme
from apps.initiatives.selectors.scheme_places import claims_on_scheme, itemised
from apps.initiatives.selectors.schemes import SchemeContent, SchemeView, scheme_view, schemes, versions_of
from apps.initiatives.services.schemes.register import change_scheme, register_scheme
from apps.initiatives.tables import SCHEMES_SHEET, SchemeTable
from apps.initiatives.views.saving import reread
from apps.initiatives.vocabulary import Counting

VIEW = "initiatives.view_initiative"
CHECKS, OCCUPANCY, CLAIMS = "itemised", "occupancy", "claims"


@require_safe
@permission_required(VIEW, raise_exception=True)
def scheme_list(request: HttpRequest) -> HttpResponse:
    every = schemes()
    form = SchemeFilterForm(every, request.GET)
    rows = page.scheme_rows(form.narrowed(), page.newest_of_each(readings()))
    table = SchemeTable(rows)
    table.totals = page.totals(rows)
    RequestConfig(request).configure(table)
    found = itemised(tranches(), every)
    checks = page.checks_table(found)
    if response := export_if_asked(request, (SCHEMES_SHEET, page.export(table.records)), (CHECKS, checks)):
        return response
    context = {
        "message": page.register_message(every),
        "form": form,
        "table": table,
        "any": bool(every),
        "checks": checks,
        "checks_sentence": page.checks_sentence(found),
        "checks_downloads": downloads(request, CHECKS),
        "may_change": can_change_places(actor(request)),
        "back": link("board:places"),
    }
    return render(request, "initiatives/schemes.html", context)


@require_safe
@permission_required(VIEW, raise_exception=True)
def scheme_detail(request: HttpRequest, pk: int) -> HttpResponse:
    scheme = scheme_or_404(pk)
    may_change = can_change_places(actor(request))
    found = readings_of(pk)
    tables = {
        OCCUPANCY: scheme_page.occupancy_table(found, may_change),
        CLAIMS: scheme_page.claims_table(claims_on_scheme(scheme)),
    }
    if response := export_if_asked(request, *tables.items()):
        return response
    context = {
        "scheme": scheme,
        "message": scheme_page.scheme_message(scheme, found),
        "facts": scheme_page.facts(scheme),
        "occupancy": tables[OCCUPANCY],
        "origins": scheme_page.origins_table(found[0]) if found else None,
        "origins_sentence": scheme_page.origins_sentence(found[0]) if found else "",
        "claims": tables[CLAIMS],
        "downloads": {name: downloads(request, name) for name in tables},
        "history": scheme_page.history_items(versions_of(pk), reading_versions(pk)),
        "may_change": may_change,
    }
    return render(request, "initiatives/scheme.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(VIEW, raise_exception=True)
def scheme_add(request: HttpRequest) -> HttpResponse:
    check_may_change(request)
    offered = programmes()
    if request.method != "POST":
        start = {"key": uuid4(), "initiative": offered[0][0] if offered else "", "counting": Counting.PART.value}
        return _form_page(request, SchemeForm(offered, initial=start))
    form = SchemeForm(offered, request.POST)
    if not form.is_valid():
        return _form_page(request, form, status=INVALID)
    given = {name: form.cleaned_data[name] for name in ("initiative", "setting", "name", "key")}
    try:
        made = register_scheme(content=form.said, counting=form.counted, by=actor(request), at=timezone.now(), **given)
    except Refused as error:
        form.add_error(None, str(error))
        return _form_page(request, form, status=INVALID)
    messages.success(request, scheme_page.scheme_saved(scheme_view(made.pk)))
    return redirect("initiatives:scheme", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(VIEW, raise_exception=True)
def scheme_change(request: HttpRequest, pk: int) -> HttpResponse:
    check_may_change(request)
    scheme = scheme_or_404(pk)
    if request.method != "POST":
        return _form_page(request, SchemeChangeForm(initial=_now(scheme)), scheme)
    form = SchemeChangeForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form, scheme, INVALID)
    asked: dict[str, Any] = {
        "setting": form.cleaned_data["setting"], "name": form.cleaned_data["name"],
        "content": form.said, "reason": form.cleaned_data["reason"], "read_version": form.cleaned_data["version"],
        "by": actor(request),
    }  # fmt: skip
    try:
        change_scheme(scheme_id=pk, counting=form.counted, at=timezone.now(), **asked)
    except Stale as error:
        if not saved_scheme(pk, **asked):
            return _form_page(request, form, scheme, CONFLICT, error)
    except Refused as error:
        form.add_error(None, str(error))
        return _form_page(request, form, scheme, INVALID)
    messages.success(request, scheme_page.scheme_saved(scheme_view(pk)))
    return redirect("initiatives:scheme", pk)


def scheme_or_404(pk: int) -> SchemeView:
    try:
        return scheme_view(pk)
    except (PlaceScheme.DoesNotExist, OverflowError) as error:
        raise Http404(f"There is no scheme numbered {pk}.") from error


def check_may_change(request: HttpRequest) -> None:
    try:
        check_can_change_places(actor(request))
    except NotAllowed as error:
        raise PermissionDenied("Schemes are entered and changed by SEND managers and finance officers.") from error


def _now(scheme: SchemeView) -> dict[str, Any]:
    names = ("name", "setting", *SchemeContent.__dataclass_fields__)
    return {**{n: getattr(scheme, n) for n in names}, "version": scheme.version, "counting": Counting.PART.value}


def _form_page(
    request: HttpRequest,
    form: SchemeForm | SchemeChangeForm,
    scheme: SchemeView | None = None,
    status: int = 200,
    stale: Stale | None = None,
) -> HttpResponse:
    shown = reread(form, scheme.version) if scheme and stale else form
    context = {"form": shown, "scheme": scheme, "stale": stale}
    return render(request, "initiatives/scheme_form.html", context, status=status)
