"""Actions and the risk register: lists, single pages and their forms."""

from uuid import uuid4

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from apps.board.forms.lists import ActionFilterForm, RiskFilterForm
from apps.board.forms.work import ActionForm, RiskForm, UpdateForm
from apps.board.permissions import ACTIONS, RISKS, VIEW
from apps.board.presenters import work as page
from apps.board.presenters.within import within
from apps.board.selectors import actions, meetings, risks
from apps.board.services import actions as act
from apps.board.services import risks as register
from apps.board.tables.at_work import listed
from apps.board.views.entered import FormPage, form_view, found_or_404, require
from apps.core.actor import actor
from apps.core.exports import downloads, export_if_asked
from apps.core.world import today

BOTH = ["GET", "HEAD", "POST"]
NO_ACTION = ("No action matches", "Actions are set from a meeting’s page. Change or clear the filters to see others.")
NO_RISK = ("No risk matches", "Change or clear the filters to see other risks.")


@require_safe
@permission_required(VIEW, raise_exception=True)
def action_list(request: HttpRequest) -> HttpResponse:
    read_for, known = today(), actions.actions()
    form = ActionFilterForm(known, read_for, request.GET)
    table, rows = listed(request, "actions", page.action_rows(form.narrowed(), read_for), NO_ACTION)
    if response := export_if_asked(request, ("actions", rows)):
        return response
    message = page.actions_message(known, read_for)
    context = {"message": message, "filters": form, "form": form, "table": table, "read_for": read_for}
    context["within"] = within("actions")
    return render(request, "board/actions.html", context)


@require_http_methods(BOTH)
def action_add(request: HttpRequest, slug: str) -> HttpResponse:
    require(request, ACTIONS)
    meeting = found_or_404(lambda: meetings.meeting_called(slug), f"No meeting is called {slug}.")
    decided = [row for row in meetings.standing_decisions() if row.item.meeting_id == meeting.pk]
    back = (reverse("board:meeting", args=[slug]), str(meeting))
    page_ = FormPage(
        "What is to be done, by whom and by when?", f"An action that {meeting} set.", "Save the action", back
    )
    sent = request.POST if request.method == "POST" else None
    form = ActionForm(decided, uuid4(), sent, request.GET.get("decision", ""))

    def save(form: ActionForm) -> tuple[str, str]:
        row = act.add_action(meeting=meeting, by=actor(request), at=timezone.now(), **form.given)
        return reverse("board:action", args=[row.pk]), f"Action {row.pk} is saved. It is due on {page.day(row.due)}."

    return form_view(request, page_, form, save)


@require_safe
@permission_required(VIEW, raise_exception=True)
def action_page(request: HttpRequest, pk: int) -> HttpResponse:
    found, read_for = found_or_404(lambda: actions.action_now(pk), f"There is no action numbered {pk}."), today()
    context = {
        "one": found,
        "message": page.action_message(found, read_for),
        "facts": page.action_facts(found, read_for),
        "timeline": page.action_timeline(found),
        "may_act": actor(request).has_perm(ACTIONS),
        "read_for": read_for,
    }
    return render(request, "board/action.html", context)


@require_http_methods(BOTH)
def action_update(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, ACTIONS)
    found, read_for = found_or_404(lambda: actions.action_now(pk), f"There is no action numbered {pk}."), today()
    address = reverse("board:action", args=[pk])
    page_ = FormPage(
        "What became of this action?", found.action.words, "Save the report", (address, f"Action {pk}"),
        page.action_facts(found, read_for), lambda: {"version": actions.action_now(pk).version},
    )  # fmt: skip
    form = UpdateForm(found, request.POST if request.method == "POST" else None)

    def save(form: UpdateForm) -> tuple[str, str]:
        row = act.update_action(action_id=pk, by=actor(request), at=timezone.now(), **form.cleaned_data)
        return address, f"The report is saved: {row.get_state_display().lower()}, due on {page.day(row.due)}."

    return form_view(request, page_, form, save)


@require_safe
@permission_required(VIEW, raise_exception=True)
def risk_list(request: HttpRequest) -> HttpResponse:
    known = risks.risks()
    form = RiskFilterForm(known, request.GET)
    table, rows = listed(request, "risks", page.risk_rows(form.narrowed()), NO_RISK)
    matrix = page.matrix(known)
    if response := export_if_asked(request, ("risks", rows), ("matrix", matrix)):
        return response
    context = {
        "message": page.risks_message(known),
        "within": within("risks"),
        "filters": form,
        "form": form,
        "table": table,
        "matrix": matrix,
        "matrix_downloads": downloads(request, "matrix"),
        "unscored": page.unscored(known),
        "add_url": reverse("board:risk_add") if actor(request).has_perm(RISKS) else "",
    }
    return render(request, "board/risks.html", context)


@require_safe
@permission_required(VIEW, raise_exception=True)
def risk_page(request: HttpRequest, slug: str) -> HttpResponse:
    found = found_or_404(lambda: risks.risk_called(slug), f"No risk is called {slug}.")
    versions = page.risk_versions(found)
    if response := export_if_asked(request, ("versions", versions)):
        return response
    context = {
        "one": found,
        "facts": page.risk_facts(found.now),
        "message": page.risk_message(found),
        "changed": page.who_and_when(found.now),
        "versions": versions,
        "files": downloads(request, "versions"),
        "change_url": reverse("board:risk_change", args=[slug]) if actor(request).has_perm(RISKS) else "",
    }
    return render(request, "board/risk.html", context)


@require_http_methods(BOTH)
def risk_add(request: HttpRequest) -> HttpResponse:
    require(request, RISKS)
    page_ = FormPage(
        "What is the risk?", "Likelihood and impact may wait until somebody scores them.", "Save the risk",
        (reverse("board:risks"), "Risks"),
    )  # fmt: skip
    form = RiskForm(None, uuid4(), request.POST if request.method == "POST" else None)

    def save(form: RiskForm) -> tuple[str, str]:
        key = form.cleaned_data["form_key"]
        row = register.add_risk(form_key=key, by=actor(request), at=timezone.now(), **form.given)
        return reverse("board:risk", args=[row.risk.slug]), f"“{row.title}” is registered."

    return form_view(request, page_, form, save)


@require_http_methods(BOTH)
def risk_change(request: HttpRequest, slug: str) -> HttpResponse:
    require(request, RISKS)
    found = found_or_404(lambda: risks.risk_called(slug), f"No risk is called {slug}.")
    address = reverse("board:risk", args=[slug])
    page_ = FormPage(
        "What has changed about this risk?", "It is kept as a new version, with your reason.", "Save the change",
        (address, found.now.title), reread=lambda: {"version": risks.risk_called(slug).now.version},
    )  # fmt: skip
    form = RiskForm(found, None, request.POST if request.method == "POST" else None)

    def save(form: RiskForm) -> tuple[str, str]:
        said = {name: form.cleaned_data[name] for name in ("version", "reason")}
        row = register.change_risk(slug=slug, by=actor(request), at=timezone.now(), **said, **form.given)
        return address, f"Version {row.version} of “{row.title}” is saved."

    return form_view(request, page_, form, save)
