"""Check a report: its tables and words are given, what does not follow is said, nothing is stored."""

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.board.calculations.reconciler import Given, reconcile
from apps.board.forms.reconcile import ReconcileForm
from apps.board.presenters import reconcile as page
from apps.board.selectors.printed_report import printed_report
from apps.core.errors import INVALID
from apps.core.exports import downloads, export_if_asked

GONE = "The findings are gone: an hour has passed, or the page was changed. Give the report again."


@require_http_methods(["GET", "HEAD", "POST"])
def reconcile_report(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "board/reconcile.html", {"form": ReconcileForm()})
    form = ReconcileForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "board/reconcile.html", {"form": form}, status=INVALID)
    context = found_in(form.given(), form.name)
    context["listed"] = page.signed(context["rows"])
    return render(request, "board/reconciled.html", context)


@require_safe
def reconcile_printed(request: HttpRequest) -> HttpResponse:
    """The source report, against itself."""
    context = found_in(printed_report(), "Report of 27 January 2026, as printed")
    if response := export_if_asked(request, (page.SHEET, page.sheet(context["rows"]))):
        return response
    context["downloads"] = downloads(request, page.SHEET)
    return render(request, "board/reconciled.html", context)


@require_POST
def reconcile_file(request: HttpRequest) -> HttpResponse:
    """The findings of a page as CSV, ODS or XLSX."""
    try:
        rows = page.read_back(request.POST.get("listed", ""))
    except signing.BadSignature:
        form = ReconcileForm({})
        form.full_clean()
        form.errors.clear()
        form.add_error(None, GONE)
        return render(request, "board/reconcile.html", {"form": form}, status=INVALID)
    return export_if_asked(request, (page.SHEET, page.sheet(rows))) or redirect("board:reconcile")


def found_in(given: Given, name: str) -> dict[str, Any]:
    outcome = reconcile(given)
    return {
        "name": name,
        "message": page.message(given, outcome),
        "sections": page.sections(outcome),
        "roundings": page.roundings(outcome),
        "checked": page.checked_table(outcome),
        "read": page.read_tables(given),
        "paragraphs": len(given.texts),
        "rows": page.sheet_rows(outcome),
    }
