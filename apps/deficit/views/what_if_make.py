"""Making a what-if by copying, seeing its effect before it is saved, revising and archiving one."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.core.actor import actor
from apps.core.errors import CONFLICT, INVALID, NotAllowed, Refused, Stale
from apps.deficit.forms.what_if import SEE, ReviseForm, WhatIfForm
from apps.deficit.forms.what_if_ground import ground, started_with
from apps.deficit.forms.what_if_list import ArchiveForm
from apps.deficit.inputs import WhatIf
from apps.deficit.models import Scenario, ScenarioRevision
from apps.deficit.presenters.what_if_effect import effect_context
from apps.deficit.presenters.what_if_words import archived_text, overtaken, saved_text
from apps.deficit.selectors.scenarios import WhatIfView
from apps.deficit.selectors.what_ifs import made_with, names_taken, what_if
from apps.deficit.services.scenarios import archive_scenario, create_scenario, revise_scenario
from apps.deficit.views.what_ifs import show_what_if
from apps.deficit.vocabulary import BaseScenario

PAGE = "deficit/what_if_form.html"


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("deficit.add_scenario", raise_exception=True)
def what_if_make(request: HttpRequest) -> HttpResponse:
    slug = request.GET.get("copy") or BaseScenario.APPROVED_AND_PIPELINE.value
    copied, start = _copied(slug)
    context: dict[str, Any] = {"copied": copied}
    try:
        stands_on = ground()
    except Refused as error:
        return render(request, "deficit/what_if_missing.html", {"why": str(error)}, status=CONFLICT)
    if request.method != "POST":
        initial = {**started_with(stands_on, *start), "start_key": uuid4()}
        return render(request, PAGE, {**context, "form": WhatIfForm(stands_on, initial=initial)})
    again = made_with(request.POST.get("start_key", ""))
    form = WhatIfForm(stands_on, request.POST, names={} if again else names_taken())
    return _answer(request, form, context, _create)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("deficit.add_scenario", raise_exception=True)
def what_if_revise(request: HttpRequest, slug: str) -> HttpResponse:
    view = _view_or_404(slug)
    if view.revision.archived:
        return show_what_if(request, slug, status=CONFLICT)
    context: dict[str, Any] = {"what_if": view}
    try:
        stands_on = ground()
    except Refused as error:
        return render(request, "deficit/what_if_missing.html", {"why": str(error)}, status=CONFLICT)
    if request.method != "POST":
        r = view.revision
        initial = {
            **started_with(stands_on, r.based_on, r.changes, r.toggles),
            "name": r.name, "version": r.version, "start_key": view.scenario.start_key,
        }  # fmt: skip
        return render(request, PAGE, {**context, "form": ReviseForm(stands_on, initial=initial)})
    form = ReviseForm(stands_on, request.POST, names=names_taken(but=slug))
    return _answer(request, form, context, lambda request, form: _revise(request, form, slug))


@require_POST
@permission_required("deficit.add_scenario", raise_exception=True)
def what_if_archive(request: HttpRequest, slug: str) -> HttpResponse:
    _view_or_404(slug)
    form = ArchiveForm(request.POST)
    if not form.is_valid():
        return show_what_if(request, slug, form, INVALID)
    given = form.cleaned_data
    try:
        revision = archive_scenario(
            slug=slug, reason=given["reason"], read_version=given["version"], by=actor(request), at=timezone.now()
        )
    except Stale as error:
        return show_what_if(request, slug, _reread(form, what_if(slug).revision.version), CONFLICT, error)
    messages.success(request, archived_text(revision))
    return redirect("deficit:what_if", slug)


def _view_or_404(slug: str) -> WhatIfView:
    try:
        return what_if(slug)
    except Scenario.DoesNotExist as error:
        raise Http404(f"There is no what-if “{slug}”.") from error


def _copied(slug: str) -> tuple[str, tuple[str, Any, Any]]:
    """The name of what is copied, and its base, changes and switches."""
    if slug in BaseScenario.values:
        return BaseScenario(slug).label, (slug, {}, {})
    try:
        revision = what_if(slug).revision
    except Scenario.DoesNotExist as error:
        raise Http404(f"“{slug[:60]}” is no scenario that can be copied.") from error
    return revision.name, (revision.based_on, revision.changes, revision.toggles)


def _answer(request: HttpRequest, form: WhatIfForm, context: dict[str, Any], save: Any) -> HttpResponse:
    """The effect, the saved what-if, or the form again with what is wrong."""
    if not form.is_valid():
        return render(request, PAGE, {**context, "form": form}, status=INVALID)
    if stale := overtaken(form.cleaned_data["read"], form.ground.rows):
        return _conflict(request, form, context, stale)
    try:
        if form.asked == SEE:
            asked = WhatIf(form.changes, form.toggles)
            return render(request, PAGE, {**context, "form": form,
                                          **effect_context(form.cleaned_data["name"], form.base, asked)})  # fmt: skip
        revision: ScenarioRevision = save(request, form)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except Stale as error:
        return _conflict(request, form, context, error)
    except Refused as error:
        form.add_error(None, str(error))
        return render(request, PAGE, {**context, "form": form}, status=INVALID)
    messages.success(request, saved_text(revision))
    return redirect("deficit:what_if", revision.scenario.slug)


def _create(request: HttpRequest, form: WhatIfForm) -> ScenarioRevision:
    given = form.cleaned_data
    return create_scenario(
        name=given["name"], based_on=form.base, changes=form.changes, toggles=form.toggles,
        start_key=given["start_key"], by=actor(request), at=timezone.now(),
    )  # fmt: skip


def _revise(request: HttpRequest, form: WhatIfForm, slug: str) -> ScenarioRevision:
    given = form.cleaned_data
    return revise_scenario(
        slug=slug, name=given["name"], based_on=form.base, changes=form.changes, toggles=form.toggles,
        reason=given["reason"], read_version=given["version"], by=actor(request), at=timezone.now(),
    )  # fmt: skip


def _conflict(request: HttpRequest, form: WhatIfForm, context: dict[str, Any], stale: Stale) -> HttpResponse:
    """The reader's own entries against what stands now: sending them again is a decision."""
    view: WhatIfView | None = context.get("what_if")
    version = what_if(view.slug).revision.version if view else None
    return render(request, PAGE, {**context, "form": _reread(form, version), "stale": stale}, status=CONFLICT)


def _reread(form: Any, version: int | None) -> Any:
    form.data = form.data.copy()
    if version is not None:
        form.data["version"] = str(version)
    elif isinstance(form, WhatIfForm):
        form.data["start_key"] = str(uuid4())  # sent again it makes one of its own
    if isinstance(form, WhatIfForm):
        form.data["read"] = form.ground.versions
    return form
