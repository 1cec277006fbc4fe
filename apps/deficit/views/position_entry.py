"""Changing a draft: its balances, one line, its blocks, one transfer. Each form is a whole save."""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.core.actor import actor
from apps.core.errors import CONFLICT, INVALID, NotAllowed, Refused, Stale
from apps.deficit.calculations.positions import PositionContent
from apps.deficit.forms.positions import BlocksForm, LineForm, RemoveForm, SavedBalancesForm, TransferForm
from apps.deficit.models import Position
from apps.deficit.permissions import check_can_change_position
from apps.deficit.position_words import said_of
from apps.deficit.selectors.position_content import content_of
from apps.deficit.services.positions import save_position
from apps.deficit.views.position_form import show_form
from apps.deficit.views.position_seen import seen_or_404
from apps.deficit.vocabulary import LineKind

ANOTHER = "another"
entering = permission_required("deficit.add_position", raise_exception=True)
form_methods = require_http_methods(["GET", "HEAD", "POST"])


@form_methods
@entering
def balances(request: HttpRequest, pk: int) -> HttpResponse:
    position, content = _draft(request, pk)
    form = SavedBalancesForm(request.POST or None, initial=_initial(position, content))
    return _save(request, position, form, "Which balances does it state?", lambda: form.content(content))


@form_methods
@entering
def line_add(request: HttpRequest, pk: int) -> HttpResponse:
    position, content = _draft(request, pk)
    places = len(content.lines) + 1
    first = {"version": position.edits, "place": places, "kind": LineKind.IN_YEAR_GAP, "block": "high_needs"}
    form = LineForm(places, _posted(request), initial=first)

    def change() -> PositionContent:
        return replace(content, lines=_with(content.lines, form.line(), form.cleaned_data["place"]))

    def there() -> bool:
        return form.line() in content.lines

    return _save(request, position, form, "What moves the deficit?", change, there=there, add_another=True)


@form_methods
@entering
def line_change(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    position, content = _draft(request, pk)
    line = _part(content.lines, place)
    form = LineForm(
        len(content.lines), _posted(request), initial={"version": position.edits, "place": place, **asdict(line)}
    )

    def change() -> PositionContent:
        return replace(content, lines=_with(_without(content.lines, place), form.line(), form.cleaned_data["place"]))

    remove = ("deficit:position_line_remove", place, "Remove this line")
    return _save(request, position, form, f"Line {place}: what moves the deficit?", change, remove=remove)


@require_POST
@entering
def line_remove(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    position, content = _draft(request, pk)
    form = RemoveForm(request.POST)
    if request.POST.get("version") == str(position.edits):
        _part(content.lines, place)

    def change() -> PositionContent:
        return replace(content, lines=_without(content.lines, place))

    return _save(request, position, form, f"Remove line {place}?", change)


@form_methods
@entering
def blocks(request: HttpRequest, pk: int) -> HttpResponse:
    position, content = _draft(request, pk)
    first: dict[str, Any] = {"version": position.edits}
    for b in content.blocks:
        first |= {f"{b.block}_{name}": getattr(b, name) for name, *_ in BlocksForm.FIGURES}
    form = BlocksForm(_posted(request), initial=first)
    question = "What are the blocks’ own figures?"
    return _save(request, position, form, question, lambda: replace(content, blocks=form.blocks()))


@form_methods
@entering
def transfer_add(request: HttpRequest, pk: int) -> HttpResponse:
    position, content = _draft(request, pk)
    first = {"version": position.edits, "to_block": "high_needs"}
    form = TransferForm(_posted(request), initial=first)

    def change() -> PositionContent:
        return replace(content, transfers=(*content.transfers, form.transfer()))

    def there() -> bool:
        return form.transfer() in content.transfers

    return _save(request, position, form, "What is moved between blocks?", change, there=there)


@form_methods
@entering
def transfer_change(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    position, content = _draft(request, pk)
    transfer = _part(content.transfers, place)
    form = TransferForm(_posted(request), initial={"version": position.edits, **asdict(transfer)})

    def change() -> PositionContent:
        return replace(content, transfers=_with(_without(content.transfers, place), form.transfer(), place))

    remove = ("deficit:position_transfer_remove", place, "Remove this transfer")
    return _save(request, position, form, "What is moved between blocks?", change, remove=remove)


@require_POST
@entering
def transfer_remove(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    position, content = _draft(request, pk)
    form = RemoveForm(request.POST)
    if request.POST.get("version") == str(position.edits):
        _part(content.transfers, place)

    def change() -> PositionContent:
        return replace(content, transfers=_without(content.transfers, place))

    return _save(request, position, form, f"Remove transfer {place}?", change)


def _draft(request: HttpRequest, pk: int) -> tuple[Position, PositionContent]:
    position = seen_or_404(pk, actor(request))
    try:
        check_can_change_position(actor(request), position)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    return position, content_of(position)


def _initial(position: Position, content: PositionContent) -> dict[str, Any]:
    return {"version": position.edits, **asdict(content)}


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _save(
    request: HttpRequest,
    position: Position,
    form: forms.Form,
    question: str,
    change: Callable[[], PositionContent],
    there: Callable[[], bool] | None = None,
    **more: Any,
) -> HttpResponse:
    """Saves what the form says. A form sent twice ends where it ended first: ``there`` says whether the position holds
    what it asks for, and without it whether nothing would change."""
    if request.method != "POST":
        return show_form(request, position, form, question, **more)
    if not form.is_valid():
        return show_form(request, position, form, question, status=INVALID, **more)
    try:
        saved = save_position(
            position_id=position.pk, content=change(), read_edits=form.cleaned_data["version"], by=actor(request),
            at=timezone.now(),
        )  # fmt: skip
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except Stale as error:
        again = position.edits == form.cleaned_data["version"] + 1 and position.edited_by_id == actor(request).pk
        if again and (there() if there else change() == content_of(position)):
            return redirect("deficit:position_page", position.pk)
        return show_form(request, position, form, question, status=CONFLICT, stale=error, **more)
    except Refused as error:
        form.add_error(None, str(error))
        return show_form(request, position, form, question, status=INVALID, **more)
    messages.success(request, said_of(saved, "is saved"))
    if more.get("add_another") and ANOTHER in request.POST:
        return redirect("deficit:position_line_add", saved.pk)
    return redirect("deficit:position_page", saved.pk)


def _part(parts: tuple[Any, ...], place: int) -> Any:
    if not 1 <= place <= len(parts):
        raise Http404(f"There is no part {place}.")
    return parts[place - 1]


def _without(parts: tuple[Any, ...], place: int) -> tuple[Any, ...]:
    return parts[: place - 1] + parts[place:]


def _with(parts: tuple[Any, ...], part: Any, place: int) -> tuple[Any, ...]:
    return (*parts[: place - 1], part, *parts[place - 1 :])
