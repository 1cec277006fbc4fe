"""What every form of places does when it is sent: save, say so, go to Places; or show why not."""

from collections.abc import Callable
from typing import cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from apps.core.errors import CONFLICT, INVALID, NotAllowed, Refused, Stale
from apps.initiatives.links import link


def save_and_go(
    request: HttpRequest,
    form: forms.Form,
    *,
    save: Callable[[], str],
    saved_already: Callable[[], str],
    show: Callable[..., HttpResponse],
) -> HttpResponse:
    """``save`` and ``saved_already`` give the sentence of success. A form sent twice ends where it ended first; a
    stale one is shown again as a 409, a refused one as a 422."""
    try:
        said = save()
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except Stale as error:
        if not (said := saved_already()):
            return show(status=CONFLICT, stale=error)
    except Refused as error:
        form.add_error(None, str(error))
        return show(status=INVALID)
    messages.success(request, said)
    return redirect(link("board:places") or request.path)


def reread(form: forms.Form, version: int) -> forms.Form:
    """The reader's own words, against the version that stands now: sending them again is a decision."""
    form.data = cast(QueryDict, form.data).copy()
    form.data["version"] = str(version)
    return form
