"""One form of a draft as a page; a stale one with what changed meanwhile and the reader's own words."""

from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from apps.core.errors import Stale
from apps.deficit.forms.positions import BlocksForm
from apps.deficit.models import Position


def show_form(
    request: HttpRequest,
    position: Position,
    form: forms.Form,
    question: str,
    *,
    status: int = 200,
    stale: Stale | None = None,
    add_another: bool = False,
    remove: tuple[str, int, str] | None = None,
) -> HttpResponse:
    if stale:
        form = reread(form, position.edits)
    context: dict[str, Any] = {
        "position": position,
        "form": form,
        "groups": form.groups if isinstance(form, BlocksForm) else None,
        "question": question,
        "stale": stale,
        "add_another": add_another,
    }
    if remove:
        name, place, words = remove
        context |= {"remove_url": reverse(name, args=[position.pk, place]), "remove_text": words}
    return render(request, "deficit/positions/form.html", context, status=status)


def reread(form: forms.Form, edits: int) -> forms.Form:
    """The reader's own words, against what stands now: sending them again is a decision."""
    form.data = cast(QueryDict, form.data).copy()
    form.data["version"] = str(edits)
    return form
