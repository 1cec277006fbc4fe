"""Imports of national files: the list, a new one checked and then saved, one record, and undoing it."""

from dataclasses import replace
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from django_tables2 import RequestConfig

from apps.benchmarking.forms.imports import ImportForm, ImportsForm, UndoForm
from apps.benchmarking.models import NationalImport
from apps.benchmarking.permissions import can_import, can_undo_imports
from apps.benchmarking.presenters import imports as page
from apps.benchmarking.presenters.common import within
from apps.benchmarking.selectors.imports import imports, national_import
from apps.benchmarking.services.importing.carried import (
    Carried,
    carried_file,
    carried_problems,
    sign_file,
    sign_problems,
)
from apps.benchmarking.services.importing.changes import moved
from apps.benchmarking.services.importing.kinds.registry import FILE_KINDS
from apps.benchmarking.services.importing.run import Outcome, import_file, state_of_imports
from apps.benchmarking.services.importing.undo import undo_import
from apps.benchmarking.tables import ImportTable
from apps.benchmarking.views.answer import reads_benchmarks
from apps.benchmarking.vocabulary import ImportKind
from apps.core import stored_files
from apps.core.actor import actor
from apps.core.errors import CONFLICT, INVALID, Refused
from apps.core.exports import downloads, export_if_asked

EXPIRED = "The file that was checked is gone: an hour has passed, or the page was changed. Upload the file again."


@reads_benchmarks
def import_list(request: HttpRequest) -> HttpResponse:
    form = ImportsForm(request.GET.dict())
    wanted = {name: form.valid(name) for name in ("kind", "state")}
    shown = imports(**{name: "" if value == "all" else value for name, value in wanted.items()})
    table = ImportTable(shown)
    RequestConfig(request).configure(table)
    wanted_file = form.status == 200 and "_export" in request.GET  # the whole list is read for its file alone
    if wanted_file and (answer := export_if_asked(request, (page.SHEET, page.imports_sheet(list(shown))))):
        return answer
    context = {
        "within": within("imports"),
        "message": page.imports_message(table.count),
        "form": form,
        "table": table,
        "may_import": can_import(actor(request)),
    }
    return render(request, "benchmarking/imports.html", context, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("benchmarking.add_nationalimport", raise_exception=True)
def new(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        kinds = page.kinds_table()
        return export_if_asked(request, ("kinds-of-file", kinds)) or _new_page(request, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _new_page(request, form, INVALID)
    name, by, seen = form.cleaned_data["national"].name, actor(request), state_of_imports()
    outcome = import_file(
        kind=form.file_kind, name=name, stream=form.stream, by=by, at=timezone.now(), stated=form.stated(),
        check_only=True,
    )  # fmt: skip
    carried = ""
    if outcome.sound and (outcome.counts.new or outcome.counts.changed):
        form.stream.seek(0)
        kept = stored_files.keep(form.stream.read())
        carried = sign_file(Carried(form.file_kind, name, kept, form.stated(), seen), by)
    return _check_page(request, outcome, name, carried)


@require_POST
@permission_required("benchmarking.add_nationalimport", raise_exception=True)
def confirm(request: HttpRequest) -> HttpResponse:
    """The kept file is checked once more as it is saved. Sent twice, the second time every figure stands already; where
    another import was saved or undone since the check, the file is shown again with what it would do now."""
    by = actor(request)
    try:
        carried = carried_file(request.POST.get("checked", ""), by)
        content = stored_files.read(carried.sha256)
    except (signing.BadSignature, stored_files.FileLost):
        messages.error(request, EXPIRED)
        return _new_page(request, ImportForm(), INVALID)
    outcome = import_file(
        kind=carried.kind, name=carried.name, stream=BytesIO(content), by=by, at=timezone.now(), stated=carried.stated,
        seen=carried.seen,
    )  # fmt: skip
    if not outcome.sound:
        return _check_page(request, outcome, carried.name, "", CONFLICT)
    if outcome.moved and (outcome.counts.new or outcome.counts.changed):
        again = sign_file(replace(carried, seen=state_of_imports()), by)
        return _check_page(request, outcome, carried.name, again, CONFLICT)
    if outcome.import_id is None:
        messages.success(request, "Every figure of the file stands already: nothing was changed.")
        return redirect("benchmarking:imports")
    messages.success(request, f"The file is imported (reference: import {outcome.import_id}). The pages show it now.")
    return redirect("benchmarking:import", outcome.import_id)


@require_POST
@permission_required("benchmarking.add_nationalimport", raise_exception=True)
def problems(request: HttpRequest) -> HttpResponse:
    """What was refused, as a file; the problems come signed from the page that listed them."""
    try:
        listed = carried_problems(request.POST.get("listed", ""), actor(request))
    except signing.BadSignature:
        messages.error(request, EXPIRED)
        return _new_page(request, ImportForm(), INVALID)
    return export_if_asked(request, (page.PROBLEMS, page.problems_table(listed))) or redirect("benchmarking:import_new")


@reads_benchmarks
def record(request: HttpRequest, pk: int) -> HttpResponse:
    found = _import_or_404(pk)
    totals = page.totals_table(found.totals)
    return export_if_asked(request, (page.TOTALS, totals)) or _record_page(request, found)


@require_POST
@permission_required("benchmarking.undo_nationalimport", raise_exception=True)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = _import_or_404(pk), UndoForm(request.POST)
    if not form.is_valid():
        return _record_page(request, found, form, INVALID)
    try:
        undo_import(import_id=pk, reason=form.cleaned_data["reason"], by=actor(request), at=timezone.now())
    except Refused as error:
        form.add_error(None, str(error))
        return _record_page(request, _import_or_404(pk), form, CONFLICT)
    messages.success(request, f"Import {pk} is undone: its figures are gone, and what it had replaced is back.")
    return redirect("benchmarking:import", pk)


def _import_or_404(pk: int) -> NationalImport:
    try:
        return national_import(pk)
    except (NationalImport.DoesNotExist, OverflowError) as error:
        raise Http404(f"There is no import {pk}. The list of imports has each.") from error


def _new_page(request: HttpRequest, form: ImportForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "within": within("imports"),
        "kinds": page.kinds_table(),
        "downloads": downloads(request, "kinds-of-file"),
    }
    return render(request, "benchmarking/import_new.html", context, status=status)


def _check_page(request: HttpRequest, outcome: Outcome, name: str, checked: str, status: int = 200) -> HttpResponse:
    totals: list[dict[str, Any]] = [total.as_json() for total in outcome.totals]
    context = {
        "within": within("imports"),
        "kind": outcome.kind.label,
        "name": name,
        "message": page.check_message(outcome),
        "refused": not outcome.sound,
        "counts": page.counts_rows(outcome.counts.as_json()),
        "problems": None if outcome.sound else page.problems_table(outcome.problems.listed),
        "listed": "" if outcome.sound else sign_problems(outcome.problems.listed, actor(request)),
        "not_listed": page.not_listed(outcome),
        "totals": page.totals_table(totals) if totals else None,
        "totals_sentence": page.totals_sentence(totals),
        "changes": page.changes_table(moved(outcome.changes)) if outcome.sound and outcome.changes else None,
        "changes_sentence": page.changes_sentence(outcome),
        "checked": checked,
    }
    return render(request, "benchmarking/import_check.html", context, status=status if outcome.sound else INVALID)


def _record_page(
    request: HttpRequest, found: NationalImport, form: UndoForm | None = None, status: int = 200
) -> HttpResponse:
    stands = found.state == "saved" and FILE_KINDS[ImportKind(found.kind)].undone
    context = {
        "within": within("imports"),
        "record": found,
        "message": page.record_message(found),
        "rows": page.record_rows(found),
        "totals": page.totals_table(found.totals) if found.totals else None,
        "totals_sentence": page.totals_sentence(found.totals),
        "downloads": downloads(request, page.TOTALS),
        "form": form,
        "undo": form or (UndoForm() if stands and can_undo_imports(actor(request)) else None),
    }
    return render(request, "benchmarking/import.html", context, status=status)
