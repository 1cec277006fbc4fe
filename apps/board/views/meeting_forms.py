"""Adding and changing meetings, their agendas and terms of reference."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.board.forms.meetings import BodyForm, CorrectionForm, FrameworkForm, ItemForm, MeetingForm, TermsForm
from apps.board.models import Meeting
from apps.board.permissions import PREPARE
from apps.board.presenters.meetings import asked_rows
from apps.board.selectors import meetings as read
from apps.board.services import meetings as services
from apps.board.services.decisions import add_framework
from apps.board.views.entered import FormPage, form_view, found_or_404, require
from apps.core.actor import actor

BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(BOTH)
def body_add(request: HttpRequest) -> HttpResponse:
    require(request, PREPARE)
    page = FormPage(
        "Which body meets?", "Its meetings, terms of reference and decisions are kept under its name.", "Save the body",
        (reverse("board:board"), "Board"),
    )  # fmt: skip

    def save(form: BodyForm) -> tuple[str, str]:
        row = services.add_body(by=actor(request), at=timezone.now(), **form.cleaned_data)
        return reverse("board:terms", args=[row.slug]), f"{row} is saved. Enter its terms of reference next."

    return form_view(request, page, BodyForm(_sent(request)), save)


@require_http_methods(BOTH)
def meeting_add(request: HttpRequest) -> HttpResponse:
    require(request, PREPARE)
    page = FormPage(
        "Which meeting is to come?",
        "A meeting belongs to a body. Where only its month is known, the month is kept and no day is made up.",
        "Save the meeting", (reverse("board:board"), "Board"),
    )  # fmt: skip
    form = MeetingForm(read.bodies(), None, _sent(request))

    def save(form: MeetingForm) -> tuple[str, str]:
        body = read.body_called(form.cleaned_data["body"])
        row = services.add_meeting(body=body, by=actor(request), at=timezone.now(), **form.given)
        return _at(row), f"{row} is saved. Add its agenda next."

    return form_view(request, page, form, save)


@require_http_methods(BOTH)
def meeting_edit(request: HttpRequest, slug: str) -> HttpResponse:
    require(request, PREPARE)
    meeting = _meeting(slug)
    page = FormPage(
        f"Change the meeting of {meeting.when}", f"{meeting.body}. Once it was held, its agenda is closed for good.",
        "Save the meeting", (_at(meeting), str(meeting)),
        reread=lambda: {"version": read.meeting_called(slug).edits},
    )  # fmt: skip
    form = MeetingForm((), meeting, _sent(request))

    def save(form: MeetingForm) -> tuple[str, str]:
        version = form.cleaned_data["version"]
        row = services.edit_meeting(slug=slug, version=version, by=actor(request), at=timezone.now(), **form.given)
        return _at(row), f"{row} is saved.{' Record what it decided next.' if row.is_held else ''}"

    return form_view(request, page, form, save)


@require_http_methods(BOTH)
def item_add(request: HttpRequest, slug: str) -> HttpResponse:
    require(request, PREPARE)
    meeting = _meeting(slug)
    page = FormPage(
        "What is the meeting asked?", f"A new item on the agenda of {meeting}.", "Save the item",
        (_at(meeting), str(meeting)),
    )  # fmt: skip
    form = ItemForm(read.evidence_choices(), None, _sent(request))

    def save(form: ItemForm) -> tuple[str, str]:
        item = services.add_item(meeting=slug, by=actor(request), at=timezone.now(), **form.given)
        return _at(meeting), f"{item} is on the agenda."

    return form_view(request, page, form, save)


@require_http_methods(BOTH)
def item_edit(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, PREPARE)
    item = found_or_404(lambda: read.item_numbered(pk), f"There is no agenda item numbered {pk}.")
    page = FormPage(
        "Change the item", f"{item.title}, on the agenda of {item.meeting}.", "Save the item",
        (_at(item.meeting), str(item.meeting)), reread=lambda: {"version": read.item_numbered(pk).edits},
    )  # fmt: skip
    form = ItemForm(read.evidence_choices(), item, _sent(request))

    def save(form: ItemForm) -> tuple[str, str]:
        version = form.cleaned_data["version"]
        row = services.edit_item(item_id=pk, version=version, by=actor(request), at=timezone.now(), **form.given)
        return _at(row.meeting), f"{row} is saved."

    return form_view(request, page, form, save)


@require_http_methods(BOTH)
def item_correct(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, PREPARE)
    item = found_or_404(lambda: read.item_numbered(pk), f"There is no agenda item numbered {pk}.")
    page = FormPage(
        "What was wrong in this item?", f"The item of {item.meeting} stays as it was; the correction stands beside it.",
        "Record the correction", (_at(item.meeting), str(item.meeting)), asked_rows(item),
    )  # fmt: skip

    def save(form: CorrectionForm) -> tuple[str, str]:
        services.correct_item(item_id=pk, by=actor(request), at=timezone.now(), **form.cleaned_data)
        return _at(item.meeting), f"The correction of “{item.title}” is recorded."

    return form_view(request, page, CorrectionForm(_sent(request)), save)


@require_http_methods(BOTH)
def terms_add(request: HttpRequest, slug: str) -> HttpResponse:
    require(request, PREPARE)
    body = found_or_404(lambda: read.body_called(slug), f"No body is called {slug}.")
    versions = read.terms_of(body)
    address = reverse("board:terms", args=[slug])
    page = FormPage(
        f"What are the terms of reference of {body}?", "Each version is kept; the newest stands.", "Save the terms",
        (address, "Terms of reference"), reread=lambda: {"version": len(read.terms_of(body))},
    )  # fmt: skip
    newest = versions[0] if versions else None
    start = {name: getattr(newest, name, "") for name in ("text", "agreed_by", "source_reference")}
    form = TermsForm(_sent(request), initial={**start, "version": newest.version if newest else 0})

    def save(form: TermsForm) -> tuple[str, str]:
        row = services.add_terms(body=body, by=actor(request), at=timezone.now(), **form.cleaned_data)
        return address, f"{row} is saved."

    return form_view(request, page, form, save)


@require_http_methods(BOTH)
def framework_add(request: HttpRequest) -> HttpResponse:
    require(request, PREPARE)
    versions = read.framework_versions()
    address = reverse("board:framework")
    page = FormPage(
        "What is the benefits-measurement framework?",
        "A version is approved by a decision of the Board that names it.", "Save the framework",
        (address, "Framework"), reread=lambda: {"version": len(read.framework_versions())},
    )  # fmt: skip
    newest = versions[0][0] if versions else None
    start = {name: getattr(newest, name, "") for name in ("title", "text", "file_sha256")}
    form = FrameworkForm(_sent(request), initial={**start, "version": newest.version if newest else 0})

    def save(form: FrameworkForm) -> tuple[str, str]:
        row = add_framework(by=actor(request), at=timezone.now(), **form.cleaned_data)
        return address, f"{row} is saved. It stands as a proposal until the Board approves it."

    return form_view(request, page, form, save)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _meeting(slug: str) -> Meeting:
    meeting: Meeting = found_or_404(lambda: read.meeting_called(slug), f"No meeting is called {slug}.")
    return meeting


def _at(meeting: Meeting) -> str:
    return reverse("board:meeting", args=[meeting.slug])
