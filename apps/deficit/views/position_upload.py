"""A draft from a spreadsheet: template, upload, every row shown, then all of it saved or nothing."""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.core.actor import actor
from apps.core.errors import CONFLICT, INVALID, NotAllowed, Refused, Stale
from apps.core.exports import downloads, export_if_asked
from apps.core.sheets_in import SheetRefused
from apps.core.sheets_in.checked import Carried, as_carried, lines_of, read_back, signed
from apps.core.sheets_in.rows import faults_table
from apps.deficit import position_sheet as page
from apps.deficit.calculations.position_differences import position_differences
from apps.deficit.forms.position_rows import COLUMNS, Read, read_rows
from apps.deficit.forms.position_sheet import PositionSheetForm
from apps.deficit.models import Position
from apps.deficit.permissions import check_can_change_position
from apps.deficit.position_words import said_of
from apps.deficit.selectors.position_checks import check_lines
from apps.deficit.selectors.position_content import before, content_of
from apps.deficit.services.positions import save_position
from apps.deficit.views.position_seen import seen_or_404

SALT = "deficit.position_upload"
REMEDY = "Take out what is not of the template."


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("deficit.add_position", raise_exception=True)
def position_upload(request: HttpRequest, pk: int) -> HttpResponse:
    position = _draft(request, pk)
    if request.method != "POST":
        if response := export_if_asked(request, (page.TEMPLATE, page.template(content_of(position)))):
            return response
        return _upload_page(request, position, PositionSheetForm())
    form = PositionSheetForm(request.POST, request.FILES)
    grid = form.grid(COLUMNS)
    if grid is None:
        return _upload_page(request, position, form, INVALID)
    return _preview(request, position, as_carried(grid) | {"edits": position.edits}, unread=grid.unread)


@require_POST
@permission_required("deficit.add_position", raise_exception=True)
def position_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed rows are checked again, against what stands now: where that changed, they are shown again."""
    position = _draft(request, pk)
    try:
        carried = read_back(request.POST, _salt(position), actor(request))
    except SheetRefused as error:
        return _upload_page(request, position, PositionSheetForm.saying(error), INVALID)
    read = _read(position, carried)
    if read.content is None:
        return _preview(request, position, carried, status=CONFLICT)
    if read.content == content_of(position):  # sent twice
        return redirect("deficit:position_page", position.pk)
    try:
        saved = save_position(
            position_id=position.pk, content=read.content, read_edits=carried["edits"], by=actor(request),
            at=timezone.now(),
        )  # fmt: skip
    except Stale as error:
        return _preview(request, position, carried | {"edits": position.edits}, status=CONFLICT, stale=error)
    except Refused as error:
        return _upload_page(request, position, PositionSheetForm.saying(error), INVALID)
    messages.success(request, said_of(saved, "is saved as the spreadsheet says"))
    return redirect("deficit:position_page", saved.pk)


def _preview(
    request: HttpRequest,
    position: Position,
    carried: Carried,
    *,
    status: int = 200,
    stale: Stale | None = None,
    unread: Any = (),
) -> HttpResponse:
    """Every row with what becomes of it. A file with a fault is not saved in part."""
    read = _read(position, carried)
    differences = position_differences(content_of(position), read.content) if read.content else []
    try:
        checked = signed(carried, _salt(position), actor(request), REMEDY) if differences else ""
    except SheetRefused as error:
        return _upload_page(request, position, PositionSheetForm.saying(error), INVALID)
    last = before(position.financial_year, position.pk)
    context = {
        "position": position,
        "message": page.upload_message(len(read.rows), len(read.faults), len(differences)),
        "faults": faults_table(read.faults) if read.faults else None,
        "rows": page.rows_table(read.rows, read.faults) if read.rows else None,
        "checks": check_lines(read.content, last) if read.content else [],
        "differences": differences,
        "checked": checked,
        "stale": stale,
        "unread": ", ".join(unread),
    }
    answer = INVALID if read.faults and status != CONFLICT else status
    return render(request, "deficit/positions/preview.html", context, status=answer)


def _read(position: Position, carried: dict[str, Any]) -> Read:
    """What the rows say; the day on which it was stated is entered in the form and stays."""
    read = read_rows(carried["headings"], lines_of(carried))
    return replace(read, content=replace(read.content, stated_on=position.stated_on)) if read.content else read


def _salt(position: Position) -> str:
    """The rows are confirmed for the position that they were checked for."""
    return f"{SALT}.{position.pk}"


def _draft(request: HttpRequest, pk: int) -> Position:
    position = seen_or_404(pk, actor(request))
    try:
        check_can_change_position(actor(request), position)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    return position


def _upload_page(request: HttpRequest, position: Position, form: forms.Form, status: int = 200) -> HttpResponse:
    links = downloads(request, page.TEMPLATE)
    context = {"position": position, "form": form, "downloads": links, "of": f"template of {position}"}
    return render(request, "deficit/positions/upload.html", context, status=status)
