"""The list of positions, and one position: its lines, whether it ties, and what may be done with it."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from apps.core.actor import actor
from apps.core.exports import downloads, export_if_asked
from apps.core.money import pounds
from apps.deficit import position_words as words
from apps.deficit.filters import PositionFilter
from apps.deficit.forms.position_decisions import PositionDecisionForm
from apps.deficit.models import Position
from apps.deficit.permissions import can_change_position, can_decide_position, can_enter_positions
from apps.deficit.presenters.position_sides import sides_sentences
from apps.deficit.selectors.position_checks import check_lines
from apps.deficit.selectors.position_content import before, content_of, newest_published, positions_seen_by, replaced_by
from apps.deficit.selectors.position_list import listed, waiting_among
from apps.deficit.selectors.projection_page import initiative_names
from apps.deficit.tables import PositionTable
from apps.deficit.views.position_seen import address, seen_or_404
from apps.deficit.vocabulary import PositionDecisionKind, PositionStatus

SHEET, PENCE = "positions", 2
BLOCKS, LINES, TRANSFERS = "position-blocks", "position-lines", "position-transfers"


@require_safe
@permission_required("deficit.view_position", raise_exception=True)
def position_list(request: HttpRequest) -> HttpResponse:
    person = actor(request)
    filters = PositionFilter(request.GET, queryset=listed(positions_seen_by(person)), person=person)
    shown = filters.qs
    table = PositionTable(shown)
    RequestConfig(request).configure(table)
    if "_export" in request.GET and (response := export_if_asked(request, (SHEET, words.listed_rows(table.data.data)))):
        return response
    context = {
        "message": words.list_sentence(table.count, waiting_among(shown)),
        "form": filters.form,
        "table": table,
        "may_enter": can_enter_positions(person),
    }
    return render(request, "deficit/positions/list.html", context)


@require_safe
@permission_required("deficit.view_position", raise_exception=True)
def position_page(request: HttpRequest, pk: int) -> HttpResponse:
    return show_position(request, seen_or_404(pk, actor(request)))


def _corrected(position: Position) -> dict[str, str] | None:
    """What an unpublished version would take the place of."""
    if position.status == PositionStatus.PUBLISHED:
        return None
    old = newest_published(position.financial_year, position.reporting_point)
    if old is None or old.version > position.version:
        return None
    address = f"{reverse('deficit:position_compare')}?{urlencode({'first': old.pk, 'second': position.pk})}"
    return {
        "version": str(old.version),
        "closing": pounds(old.closing, PENCE),
        "then": pounds(position.closing, PENCE),
        "url": address,
    }


def show_position(
    request: HttpRequest,
    position: Position,
    refused: PositionDecisionForm | None = None,
    status: int = 200,
    stale: object = None,
) -> HttpResponse:
    """``refused`` is a decision's form with its errors, shown in its own place."""
    person, content = actor(request), content_of(position)
    checks = check_lines(content, before(position.financial_year, position.pk))
    may_change = can_change_position(person, position)
    lines = words.lines_table(content, address("position_line", position) if may_change else "")
    transfers = words.transfers_table(content, address("position_transfer", position) if may_change else "")
    tables = [(LINES, lines), (BLOCKS, words.blocks_table(content)), (TRANSFERS, transfers)]
    there = [(slug, rows) for slug, rows in tables if rows]
    if response := export_if_asked(request, *there):
        return response
    untied = any(check.difference for check in checks)
    forms = _forms(request, position, untied, refused)
    may_approve = any(form.kind == PositionDecisionKind.APPROVE for form in forms)
    context = {
        "position": position,
        "replaced_by": replaced_by(position),
        "corrects": _corrected(position),
        "message": words.position_sentence(position, checks),
        "tag_kind": words.TAGS[PositionStatus(position.status)],
        "checks": checks,
        "sides": sides_sentences(position, initiative_names()),
        "tables": [(rows, downloads(request, slug)) for slug, rows in there],
        "facts": words.position_facts(position),
        "decisions": words.decision_items(position),
        "may_change": may_change,
        "may_correct": can_enter_positions(person) and position.status == PositionStatus.PUBLISHED,
        "decision_forms": forms,
        "waits_for_another": position.status == PositionStatus.READY and not may_approve,
        "form": refused,
        "stale": stale,
    }
    return render(request, "deficit/positions/page.html", context, status=status)


def _forms(
    request: HttpRequest, position: Position, untied: bool, refused: PositionDecisionForm | None
) -> list[PositionDecisionForm]:
    forms = []
    for kind in PositionDecisionKind:
        if refused and refused.kind == kind:
            forms.append(refused)
        elif can_decide_position(actor(request), position, kind):
            forms.append(PositionDecisionForm(kind, untied=untied, initial={"version": position.edits}))
    return forms
