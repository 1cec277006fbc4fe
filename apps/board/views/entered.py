"""What every form of the Board's work does when it is sent: save, say so, go on; or show why not."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from apps.board.permissions import WHO
from apps.core.actor import actor
from apps.core.errors import CONFLICT, INVALID, NotAllowed, Refused, Stale

PAGE = "board/form.html"


@dataclass(frozen=True, slots=True)
class FormPage:
    """``back``: address and text of the page above. ``reread`` gives what stands now, for a stale form's hidden
    fields. ``rows`` stand above the form."""

    title: str
    lead: str
    button: str
    back: tuple[str, str]
    rows: list[dict[str, Any]] = field(default_factory=list)
    reread: Callable[[], dict[str, Any]] | None = None


def form_view(
    request: HttpRequest, page: FormPage, form: forms.Form, save: Callable[[Any], tuple[str, str]]
) -> HttpResponse:
    """``save`` takes the valid form, and gives the address to go to and the sentence of success."""
    if request.method != "POST":
        return _show(request, page, form)
    if not form.is_valid():
        return _show(request, page, form, INVALID)
    try:
        address, said = save(form)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except Stale as error:
        return _show(request, page, _against_now(form, page), CONFLICT, error)
    except Refused as error:
        form.add_error(None, str(error))
        return _show(request, page, form, INVALID)
    except ValidationError as error:
        for sentence in error.messages:
            form.add_error(None, sentence)
        return _show(request, page, form, INVALID)
    messages.success(request, said)
    return redirect(address)


def require(request: HttpRequest, right: str) -> None:
    """Raises with the sentence that says who may."""
    if not actor(request).has_perm(right):
        raise PermissionDenied(WHO[right])


def found_or_404(read: Callable[[], Any], sentence: str) -> Any:
    try:
        return read()
    except (ObjectDoesNotExist, OverflowError) as error:
        raise Http404(sentence) from error


def _against_now(form: forms.Form, page: FormPage) -> forms.Form:
    """The reader's own words, against what stands now: sending them again is a decision."""
    data = cast(QueryDict, form.data).copy()
    for name, value in (page.reread() if page.reread else {}).items():
        data[name] = "" if value is None else str(value)
    form.data = data
    return form


def _show(
    request: HttpRequest, page: FormPage, form: forms.Form, status: int = 200, stale: Stale | None = None
) -> HttpResponse:
    return render(request, PAGE, {"page": page, "form": form, "stale": stale}, status=status)
