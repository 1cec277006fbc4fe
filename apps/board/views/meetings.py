"""What was decided, what is due: the Board's own page, its meetings, terms of reference and framework."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.board.permissions import ACTIONS, DECIDE, PREPARE, VIEW
from apps.board.presenters import meetings as page
from apps.board.presenters import work
from apps.board.presenters.overview import change_rows
from apps.board.presenters.packs import packs_table
from apps.board.presenters.papers import paper_rows
from apps.board.presenters.terms import framework_message, framework_rows, terms_message, terms_rows
from apps.board.presenters.within import within
from apps.board.selectors import actions, risks
from apps.board.selectors import meetings as read
from apps.board.selectors.overview import changes_since
from apps.board.selectors.packs import all_packs
from apps.board.selectors.papers import all_papers
from apps.board.views.entered import found_or_404
from apps.board.views.meeting_packs import packs_of_meeting
from apps.board.vocabulary import ActionState
from apps.core.actor import actor
from apps.core.exports import downloads, export_if_asked
from apps.core.world import today

FEW, MOST_CHANGES = 10, 40


@require_safe
@permission_required(VIEW, raise_exception=True)
def board(request: HttpRequest) -> HttpResponse:
    read_for = today()
    decided, known, register = read.standing_decisions(), actions.actions(), risks.risks()
    standing = [one for one in known if one.state == ActionState.OPEN]
    tables = {
        "meetings": page.meeting_rows(read.meetings()),
        "decisions": page.decision_rows(decided),
        "open-actions": work.action_rows(standing, read_for, "Open actions, by due date"),
        "risks": work.risk_rows(register),
        "packs": packs_table(all_packs()),
        "papers": paper_rows(all_papers()),
    }
    if response := export_if_asked(request, *tables.items()):
        return response
    context = {
        "message": page.board_message(decided, work.actions_message(known, read_for)),
        "within": within("board"),
        "read_for": read_for,
        "decisions_shown": page.decision_rows(decided[:FEW]),
        "tables": tables,
        "files": {slug.replace("-", "_"): downloads(request, slug) for slug in tables},
        "meetings": tables["meetings"],
        "actions": tables["open-actions"],
        "risks": tables["risks"],
        "packs": tables["packs"],
        "papers": tables["papers"],
        "risks_message": work.risks_message(register),
        "bodies": read.bodies(),
        "may_prepare": actor(request).has_perm(PREPARE),
    }
    return render(request, "board/board.html", context)


@require_safe
@permission_required(VIEW, raise_exception=True)
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    found = found_or_404(lambda: read.meeting_read(slug), f"No meeting is called {slug}.")
    read_for, person = today(), actor(request)
    set_here = work.action_rows(actions.actions_of(found.meeting.pk), read_for, "Actions that this meeting set")
    if response := export_if_asked(request, ("actions", set_here)):
        return response
    context = {
        "meeting": found.meeting,
        "message": page.meeting_message(found),
        "source": page.source_words(found.meeting),
        "facts": page.meeting_facts(found.meeting),
        "agenda": page.agenda(found),
        "no_outcome": page.no_outcome(found),
        "previous": found.previous,
        "next": found.next,
        "since": page.since_words(found),
        "changes": change_rows(changes_since(found.previous.date, MOST_CHANGES, found.meeting.date))
        if found.previous
        else [],
        "set_here": set_here,
        "files": downloads(request, "actions"),
        **packs_of_meeting(person, found.meeting),
        "may_prepare": person.has_perm(PREPARE),
        "may_decide": person.has_perm(DECIDE),
        "may_act": person.has_perm(ACTIONS),
    }
    return render(request, "board/meeting.html", context)


@require_safe
@permission_required(VIEW, raise_exception=True)
def terms(request: HttpRequest, slug: str) -> HttpResponse:
    body = found_or_404(lambda: read.body_called(slug), f"No body is called {slug}.")
    versions = read.terms_of(body)
    table = terms_rows(versions)
    if response := export_if_asked(request, ("terms", table)):
        return response
    context = {
        "body": body,
        "newest": versions[0] if versions else None,
        "message": terms_message(versions),
        "agreed": table.rows[0]["agreed"] if versions else "",
        "table": table,
        "files": downloads(request, "terms"),
        "add_url": reverse("board:terms_add", args=[slug]) if actor(request).has_perm(PREPARE) else "",
    }
    return render(request, "board/terms.html", context)


@require_safe
@permission_required(VIEW, raise_exception=True)
def framework(request: HttpRequest) -> HttpResponse:
    versions = read.framework_versions()
    table = framework_rows(versions)
    if response := export_if_asked(request, ("framework", table)):
        return response
    context = {
        "within": within("framework"),
        "newest": versions[0][0] if versions else None,
        "message": framework_message(versions),
        "status": table.rows[0]["status"] if versions else "",
        "table": table,
        "files": downloads(request, "framework"),
        "add_url": reverse("board:framework_add") if actor(request).has_perm(PREPARE) else "",
    }
    return render(request, "board/framework.html", context)
