"""Quarters: what is due and from whom, what stood as each was closed, and what changed since."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from apps.core import periods
from apps.core.actor import actor
from apps.core.errors import CONFLICT, INVALID, NotAllowed, Refused, Stale
from apps.core.exports import downloads, export_if_asked
from apps.core.world import today
from apps.initiatives.forms.quarters import CloseQuarterForm
from apps.initiatives.presenters import quarter_page, quarters_restated
from apps.initiatives.presenters import quarters as page
from apps.initiatives.selectors.quarters import QuarterOn, quarter_on, quarters
from apps.initiatives.selectors.quarters_restated import restatements
from apps.initiatives.services.quarters import QuarterRead, close_quarter, send_reminders


@require_safe
@permission_required("initiatives.view_initiative", raise_exception=True)
def quarter_list(request: HttpRequest) -> HttpResponse:
    found = quarters(today())
    table = page.quarter_table(found)
    if response := export_if_asked(request, ("quarters", table)):
        return response
    context = {"table": table, "downloads": downloads(request, "quarters"), "read_on": today()}
    if found:
        context["message"] = page.list_message(found)
    return render(request, "initiatives/quarters.html", context)


@require_safe
@permission_required("initiatives.view_initiative", raise_exception=True)
def quarter_detail(request: HttpRequest, year: str, number: int) -> HttpResponse:
    return _page(request, _quarter(year, number))


@require_POST
@permission_required("initiatives.close_quarter", raise_exception=True)
def quarter_close(request: HttpRequest, year: str, number: int) -> HttpResponse:
    quarter = _quarter(year, number)
    form = CloseQuarterForm(quarter, 0, request.POST)
    if not form.is_valid():
        return _page(request, quarter, form, INVALID)
    if quarter.row and quarter.row.closed_by == actor(request):
        return redirect(page.address("quarter", quarter.period))
    read = QuarterRead(form.measures, form.cleaned_data["waiting"])
    try:
        close_quarter(
            period=quarter.period, note=form.cleaned_data["note"], read=read, by=actor(request), at=timezone.now()
        )
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except Stale as error:
        return _page(request, quarter, form, CONFLICT, error)
    except Refused as error:
        form.add_error(None, str(error))
        return _page(request, quarter, form, INVALID)
    messages.success(request, f"{quarter.period} is closed. What changes in it from now on is shown as restated.")
    return redirect(page.address("quarter", quarter.period))


@require_POST
@permission_required("initiatives.close_quarter", raise_exception=True)
def quarter_remind(request: HttpRequest, year: str, number: int) -> HttpResponse:
    quarter = _quarter(year, number)
    try:
        people = send_reminders(period=quarter.period, by=actor(request), at=timezone.now())
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Reminders for {quarter.period} are sent: {page.told(people)}.")
    return redirect(page.address("quarter", quarter.period))


@require_safe
@permission_required("initiatives.view_initiative", raise_exception=True)
def restatement_list(request: HttpRequest) -> HttpResponse:
    found = restatements()
    table = quarters_restated.restated_table(found)
    if response := export_if_asked(request, ("restatements", table)):
        return response
    context = {
        "message": quarters_restated.restated_message(found),
        "table": table,
        "downloads": downloads(request, "restatements"),
    }
    return render(request, "initiatives/restatements.html", context)


def _quarter(year: str, number: int) -> QuarterOn:
    try:
        period = periods.Quarter(periods.FinancialYear.parse(year), number)
    except ValueError as error:
        raise Http404(str(error)) from error
    found = quarter_on(period, today())
    if found is None:
        raise Http404(f"Nothing is reported for {period}.")
    return found


def _page(
    request: HttpRequest,
    quarter: QuarterOn,
    form: CloseQuarterForm | None = None,
    status: int = 200,
    stale: Stale | None = None,
) -> HttpResponse:
    context: dict[str, Any] = quarter_page.context(
        quarter, actor(request), timezone.now(), request.GET.dict(), form, stale
    )
    tables = [(slug, context[slug]) for slug in quarter_page.TABLES]
    if response := export_if_asked(request, *tables):
        return response
    context["files"] = {slug: downloads(request, slug) for slug, _ in tables}
    return render(request, "initiatives/quarter.html", context, status=status)
