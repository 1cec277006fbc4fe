"""Logging many outcomes from a spreadsheet: template, upload, every row shown, then saved together or not at all."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.core.actor import actor
from apps.core.errors import CONFLICT, INVALID, Refused
from apps.core.exports import downloads, export_if_asked
from apps.core.sheets_in import SheetRefused
from apps.core.sheets_in.checked import Carried, SheetForm, as_carried, lines_of, read_back, signed
from apps.initiatives.forms.outcome_rows import COLUMNS, read_rows
from apps.initiatives.presenters import outcomes_log as page
from apps.initiatives.selectors.outcome_checks import check_readings
from apps.initiatives.selectors.outcome_readings import measures
from apps.initiatives.services.outcomes_log import log_readings

SALT = "initiatives.outcome_upload"


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("initiatives.add_outcomereading", raise_exception=True)
def outcome_upload(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        if response := export_if_asked(request, (page.TEMPLATE, page.template(_wanted(request)))):
            return response
        return _upload_page(request, SheetForm())
    form = SheetForm(request.POST, request.FILES)
    grid = form.grid(COLUMNS)
    if grid is None:
        return _upload_page(request, form, INVALID)
    return _preview(request, as_carried(grid), unread=grid.unread)


@require_POST
@permission_required("initiatives.add_outcomereading", raise_exception=True)
def outcome_confirm(request: HttpRequest) -> HttpResponse:
    """The signed rows are checked again, against what stands now: where that changed, they are shown again."""
    try:
        carried = read_back(request.POST, SALT, actor(request))
    except SheetRefused as error:
        return _upload_page(request, SheetForm.saying(error), INVALID)
    read = read_rows(carried["headings"], lines_of(carried), measures())
    readings = [row.reading for row in read.rows if row.reading]
    if len(readings) != len(read.rows):
        return _preview(request, carried, status=CONFLICT)
    try:
        logged = log_readings(readings=readings, by=actor(request), at=timezone.now())
    except Refused:
        return _preview(request, carried, status=CONFLICT)
    messages.success(request, page.uploaded_text(logged.new, logged.same))
    return redirect("initiatives:outcome_upload")


def _preview(request: HttpRequest, carried: Carried, status: int = 200, unread: Any = ()) -> HttpResponse:
    """Every row with what becomes of it. A file with a refused row is not saved in part."""
    read = read_rows(carried["headings"], lines_of(carried), measures())
    readings = [row.reading for row in read.rows if row.reading]
    told = page.statuses(read.rows, check_readings(readings, timezone.localdate()))
    found = page.counts(told, read.left_empty)
    ready = bool(found.new) and not found.refused
    try:
        checked = signed(carried, SALT, actor(request)) if ready else ""
    except SheetRefused as error:
        return _upload_page(request, SheetForm.saying(error), INVALID)
    context = {
        "found": found,
        "message": page.upload_message(found),
        "faults": page.refusals(told) if found.refused else None,
        "rows": page.rows_table(told) if told else None,
        "checked": checked,
        "changed": status == CONFLICT,
        "unread": ", ".join(unread),
    }
    return render(request, "initiatives/outcome_preview.html", context, status=INVALID if found.refused else status)


def _wanted(request: HttpRequest) -> list[Any]:
    """The measures of the initiative that the address names; all where it names none."""
    slug = request.GET.get("initiative", "")
    return [m for m in measures() if slug in ("", m.initiative.slug)]


def _upload_page(request: HttpRequest, form: SheetForm, status: int = 200) -> HttpResponse:
    found = _wanted(request)
    initiative = found[0].initiative if found and request.GET.get("initiative") else None
    context = {
        "form": form,
        "initiative": initiative,
        "count": len(found),
        "downloads": downloads(request, page.TEMPLATE),
        "of": f"template of {initiative}" if initiative else "template of every initiative",
    }
    return render(request, "initiatives/outcome_upload.html", context, status=status)
