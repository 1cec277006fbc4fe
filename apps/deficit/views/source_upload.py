"""Sources' figures from a spreadsheet: template, upload, every row shown, then saved together or not at all."""

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
from apps.core.periods import FinancialYear
from apps.core.sheets_in import SheetRefused
from apps.core.sheets_in.checked import Carried, SheetForm, as_carried, lines_of, read_back, signed
from apps.deficit.forms.source_rows import COLUMNS, read_rows
from apps.deficit.presenters import source_rows as page
from apps.deficit.selectors.reconciliation import newest_day, years
from apps.deficit.services.sources import enter_figures

SALT = "deficit.source_upload"


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("deficit.add_sourcefigure", raise_exception=True)
def upload(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        if response := export_if_asked(request, (page.TEMPLATE, page.template(_year()))):
            return response
        return _upload_page(request, SheetForm())
    form = SheetForm(request.POST, request.FILES)
    grid = form.grid(COLUMNS)
    if grid is None:
        return _upload_page(request, form, INVALID)
    return _preview(request, as_carried(grid), unread=grid.unread)


@require_POST
@permission_required("deficit.add_sourcefigure", raise_exception=True)
def confirm(request: HttpRequest) -> HttpResponse:
    """The signed rows are checked again: where what stands is not what they were checked against, they are shown again.

    Sent twice, the second time finds every row there already.
    """
    try:
        carried = read_back(request.POST, SALT, actor(request))
    except SheetRefused as error:
        return _upload_page(request, SheetForm.saying(error), INVALID)
    said = page.told(_read(carried).rows)
    new = [t for t in said if t.status in (page.NEW, page.CHANGED)]
    seen = carried["seen"]
    if any(t.status == page.REFUSED for t in said) or any(seen.get(str(t.row.line)) != t.version for t in new):
        return _preview(request, carried, status=CONFLICT)
    contents = [(t.row.content, t.version) for t in new if t.row.content]
    try:
        entered = enter_figures(contents=contents, by=actor(request), at=timezone.now())
    except Refused:
        return _preview(request, carried, status=CONFLICT)
    messages.success(request, page.saved_text(entered, len(said) - entered))
    return redirect("deficit:reconciliation")


def _read(carried: Carried) -> Any:
    return read_rows(carried["headings"], lines_of(carried))


def _preview(request: HttpRequest, carried: Carried, status: int = 200, unread: Any = ()) -> HttpResponse:
    """Every row with what becomes of it. A file with a refused row is not saved in part."""
    read = _read(carried)
    said = page.told(read.rows)
    refused = any(t.status == page.REFUSED for t in said)
    ready = not refused and any(t.status in (page.NEW, page.CHANGED) for t in said)
    seen = {str(t.row.line): t.version for t in said}
    try:
        checked = signed({**carried, "seen": seen}, SALT, actor(request)) if ready else ""
    except SheetRefused as error:
        return _upload_page(request, SheetForm.saying(error), INVALID)
    context = {
        "message": page.message(said),
        "refused": refused,
        "faults": page.refusals(said) if refused else None,
        "rows": page.rows_table(said) if said else None,
        "left_empty": read.left_empty,
        "checked": checked,
        "changed": status == CONFLICT,
        "unread": ", ".join(unread),
    }
    return render(request, "deficit/source_preview.html", context, status=INVALID if refused else status)


def _year() -> FinancialYear:
    """The newest year of which a source states anything, else the one that the newest paper falls in."""
    known, day = years(), newest_day()
    return known[0] if known else FinancialYear.containing(day or timezone.localdate())


def _upload_page(request: HttpRequest, form: SheetForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "year": _year(),
        "downloads": downloads(request, page.TEMPLATE),
        "count": len(page.template(_year())),
    }
    return render(request, "deficit/source_upload.html", context, status=status)
