"""Packs: which there are, what one holds, what has changed since, and freezing one."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from apps.board.figures.restatements import entered_restatements, figures_of, moved_since
from apps.board.forms.packs import FreezeForm, MovedFilterForm, RestatementForm
from apps.board.models import Meeting, Pack
from apps.board.paper_permissions import can
from apps.board.presenters import packs as page
from apps.board.presenters.within import within
from apps.board.selectors.late import late_words, recorded_between
from apps.board.selectors.packs import all_packs, figures_in, meeting_called, pack_called, packs_of
from apps.board.selectors.papers import paper_of_meeting
from apps.board.services.packs import enter_restatement, freeze_pack
from apps.board.tables.at_work import listed
from apps.board.tables.packs import PackFigureFilter, PackFigureTable
from apps.core.actor import actor
from apps.core.errors import CONFLICT, INVALID, Stale
from apps.core.exports import downloads, export_if_asked

FIGURES = PackFigureTable.sheet
MOVED, ENTERED, ENTRIES, PACKS = "moved", "restatements", "entries", "packs"
BETWEEN = "between"
NOTHING_MOVED = ("No figure matches", "Change or clear the filters.")


@require_safe
@permission_required("board.view_pack", raise_exception=True)
def pack_list(request: HttpRequest) -> HttpResponse:
    table = page.packs_table(all_packs())
    if response := export_if_asked(request, (PACKS, table)):
        return response
    return render(
        request, "board/packs.html", {"table": table, "downloads": downloads(request, PACKS), "within": within("packs")}
    )


@require_safe
@permission_required("board.view_pack", raise_exception=True)
def pack(request: HttpRequest, slug: str) -> HttpResponse:
    found = pack_or_404(slug)
    filters = PackFigureFilter(request.GET, queryset=figures_in(found.pk))
    table = PackFigureTable(filters.qs)
    RequestConfig(request).configure(table)
    entries = recorded_between(found)
    between = page.between_table(entries)
    if "_export" in request.GET and (
        response := export_if_asked(request, (FIGURES, page.figures_file(filters.qs)), (BETWEEN, between))
    ):
        return response
    context = {
        "pack": found, "message": page.pack_message(found, len(figures_of(found.pk))),
        "record": page.record_rows(found), "form": filters.form, "table": table,
        "late": page.between_words(found, entries) if late_words(found) else "", "between": between,
        "between_files": downloads(request, BETWEEN),
        "paper": paper_of_meeting(found.meeting_id),
    }  # fmt: skip
    return render(request, "board/pack.html", context)


@require_safe
@permission_required("board.view_pack", raise_exception=True)
def restatements(request: HttpRequest, slug: str) -> HttpResponse:
    found = pack_or_404(slug)
    moved, entered = moved_since(found.pk), entered_restatements(found.pk)
    entries = page.entries_of(moved)
    form = MovedFilterForm([one.figure.group for one in moved], request.GET)
    table, rows = listed(request, MOVED, page.moved_table(form.narrowed(moved), entries), NOTHING_MOVED)
    tables = {ENTERED: page.entered_table(entered), ENTRIES: page.entries_table(entries)}
    if response := export_if_asked(request, (MOVED, page.moved_file(rows)), *tables.items()):
        return response
    context = {
        "pack": found, "message": page.moved_message(found, moved, entered, len(figures_of(found.pk))), "table": table,
        "entered": tables[ENTERED], "entered_files": downloads(request, ENTERED), "form": form,
        "entries": tables[ENTRIES], "entries_files": downloads(request, ENTRIES), "moved": bool(moved),
        "may_restate": can(actor(request), "restate_pack"),
    }  # fmt: skip
    return render(request, "board/restatements.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("board.freeze_pack", raise_exception=True)
def freeze(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_called(slug)
    if meeting is None:
        raise Http404
    form = FreezeForm(len(packs_of(meeting.pk)), request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _freeze_page(request, meeting, form)
    if not form.is_valid():
        return _freeze_page(request, meeting, form, INVALID)
    given = form.cleaned_data
    try:
        made = freeze_pack(
            meeting=meeting, read_packs=given["version"], reason=given.get("reason", ""), by=actor(request),
            at=timezone.now(),
        )  # fmt: skip
    except Stale as stale:
        again = FreezeForm(meeting.packs.count(), request.POST)
        return _freeze_page(request, meeting, again, CONFLICT, stale)
    messages.success(request, f"The pack is frozen (reference {made.content_hash[:12]}). The paper is written from it.")
    return redirect("board:pack", made.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("board.restate_pack", raise_exception=True)
def restate(request: HttpRequest, slug: str) -> HttpResponse:
    found = pack_or_404(slug)
    form = RestatementForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = INVALID if request.method == "POST" else 200
        return render(request, "board/restate.html", {"pack": found, "form": form}, status=status)
    made = enter_restatement(pack=found, by=actor(request), at=timezone.now(), **form.cleaned_data)
    messages.success(request, f"The restatement is entered (reference: restatement {made.pk}).")
    return redirect("board:restatements", slug)


def pack_or_404(slug: str) -> Pack:
    found = pack_called(slug)
    if found is None:
        raise Http404
    return found


def _freeze_page(
    request: HttpRequest, meeting: Meeting, form: FreezeForm, status: int = 200, stale: Stale | None = None
) -> HttpResponse:
    context = {
        "meeting": meeting, "packs": page.pack_lines(packs_of(meeting.pk)), "form": form, "stale": stale,
        "late": page.would_be_late(meeting, timezone.now()),
    }  # fmt: skip
    return render(request, "board/freeze.html", context, status=status)
