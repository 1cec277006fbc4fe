"""Logging many outcomes from a spreadsheet: template, upload, every row shown, then saved together or not at all."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.core.actor import actor
from apps.core.errors import Refused
from apps.core.exports import downloads, export_if_asked
from apps.core.sheets_in import Line, SheetRefused, read_sheet
from apps.initiatives.forms.outcome_rows import heading_faults, read_rows
from apps.initiatives.forms.outcomes import SheetForm
from apps.initiatives.presenters import outcomes_log as page
from apps.initiatives.selectors.outcome_checks import check_readings
from apps.initiatives.selectors.outcome_readings import measures
from apps.initiatives.services.outcomes_log import log_readings
from apps.initiatives.views.saving import CONFLICT, INVALID

SALT, VALID_SECONDS, MOST_CARRIED = "initiatives.outcome_upload", 60 * 60, 2_000_000
EXPIRED = "The rows that were checked are gone: an hour has passed, or the page was changed. Upload the file again."
TOO_MUCH = "The file holds more text than one upload takes. Split it into smaller files."


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("initiatives.add_outcomereading", raise_exception=True)
def outcome_upload(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        if response := export_if_asked(request, (page.TEMPLATE, page.template(_wanted(request)))):
            return response
        return _upload_page(request, SheetForm())
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload_page(request, form, INVALID)
    file = form.cleaned_data["sheet"]
    try:
        grid = read_sheet(file.name, file.read())
    except SheetRefused as error:
        form.add_error("sheet", str(error))
        return _upload_page(request, form, INVALID)
    if wrong := heading_faults(grid.headings):
        for sentence in wrong:
            form.add_error("sheet", sentence)
        return _upload_page(request, form, INVALID)
    carried = {"headings": grid.headings, "lines": [(line.number, line.cells) for line in grid.lines]}
    return _preview(request, carried, unread=grid.unread)


@require_POST
@permission_required("initiatives.add_outcomereading", raise_exception=True)
def outcome_confirm(request: HttpRequest) -> HttpResponse:
    """The signed rows are checked again, against what stands now: where that changed, they are shown again."""
    try:
        carried = signing.loads(request.POST.get("checked", ""), salt=_salt(request), max_age=VALID_SECONDS)
    except signing.BadSignature:
        form = SheetForm({})
        form.add_error(None, EXPIRED)
        return _upload_page(request, form, INVALID)
    read = read_rows(carried["headings"], [Line(*line) for line in carried["lines"]], measures())
    readings = [row.reading for row in read.rows if row.reading]
    if len(readings) != len(read.rows):
        return _preview(request, carried, status=CONFLICT)
    try:
        logged = log_readings(readings=readings, by=actor(request), at=timezone.now())
    except Refused:
        return _preview(request, carried, status=CONFLICT)
    messages.success(request, page.uploaded_text(logged.new, logged.same))
    return redirect("initiatives:outcome_upload")


def _preview(request: HttpRequest, carried: dict[str, Any], status: int = 200, unread: Any = ()) -> HttpResponse:
    """Every row with what becomes of it. A file with a refused row is not saved in part."""
    read = read_rows(carried["headings"], [Line(*line) for line in carried["lines"]], measures())
    readings = [row.reading for row in read.rows if row.reading]
    told = page.statuses(read.rows, check_readings(readings, timezone.localdate()))
    found = page.counts(told, read.left_empty)
    ready = bool(found.new) and not found.refused
    checked = signing.dumps(carried, salt=_salt(request), compress=True) if ready else ""
    if len(checked) > MOST_CARRIED:
        form = SheetForm({})
        form.add_error(None, TOO_MUCH)
        return _upload_page(request, form, INVALID)
    context = {
        "found": found,
        "message": page.upload_message(found),
        "faults": page.faults_table(told) if found.refused else None,
        "rows": page.rows_table(told) if told else None,
        "checked": checked,
        "changed": status == CONFLICT,
        "unread": ", ".join(unread),
    }
    return render(request, "initiatives/outcome_preview.html", context, status=INVALID if found.refused else status)


def _salt(request: HttpRequest) -> str:
    """The rows are confirmed by the person who uploaded them."""
    return f"{SALT}.{actor(request).pk}"


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
