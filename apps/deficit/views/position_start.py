"""Beginning a position: first which year and reporting point, then its balances and what it starts with."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from apps.core.actor import actor
from apps.core.errors import CONFLICT, INVALID, NotAllowed, Refused, Stale
from apps.core.periods import FinancialYear
from apps.deficit.forms.positions import BALANCES, BeginForm, ChoosePositionForm
from apps.deficit.models import Position
from apps.deficit.position_words import said_of
from apps.deficit.presenters import day
from apps.deficit.selectors.position_content import Before, before, newest_published, open_version
from apps.deficit.selectors.position_list import published
from apps.deficit.services.positions import Beginning, begin_position
from apps.deficit.vocabulary import ReportingPoint


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("deficit.add_position", raise_exception=True)
def position_start(request: HttpRequest) -> HttpResponse:
    choose = ChoosePositionForm(request.GET) if {"year", "point"} & set(request.GET) else ChoosePositionForm()
    if not choose.is_valid():
        status = INVALID if request.method == "POST" else 200
        if request.method == "POST" and not choose.is_bound:
            choose = ChoosePositionForm({})
            choose.is_valid()
        return render(request, "deficit/positions/choose.html", {"form": choose}, status=status)
    year, point = choose.cleaned_data["year"], ReportingPoint(choose.cleaned_data["point"])
    corrected, last = newest_published(year, point), before(year)
    context = {
        "year": year, "point": point, "corrected": corrected, "last": last, "waiting": open_version(year, point),
    }  # fmt: skip
    copies = published()
    offered: dict[str, Any] = {"copies": [(str(p.pk), str(p)) for p in copies], "corrects": corrected is not None}
    if request.method != "POST":
        form = BeginForm(initial=_offered(year, point, corrected, last), **offered)
        return render(request, "deficit/positions/begin.html", {**context, "form": form})
    form = BeginForm(request.POST, **offered)
    if form.is_valid():
        copy = next((p for p in copies if str(p.pk) == form.cleaned_data["copy"]), None)
        try:
            position = _begin(request, form, Beginning(year, point, form.cleaned_data["key"]), copy)
        except Stale as error:
            form.data = {**request.POST.dict(), "key": str(uuid4())}  # sent again it begins one of its own
            context |= {"form": form, "stale": error}
            return render(request, "deficit/positions/begin.html", context, status=CONFLICT)
        if position:
            messages.success(request, said_of(position, "is a draft: enter its lines, then send it for approval"))
            return redirect("deficit:position_page", position.pk)
    return render(request, "deficit/positions/begin.html", {**context, "form": form}, status=INVALID)


def _begin(request: HttpRequest, form: BeginForm, beginning: Beginning, copy: Position | None) -> Position | None:
    try:
        return begin_position(
            beginning=beginning, content=form.content(), copy=copy, reason=form.cleaned_data.get("reason", ""),
            by=actor(request), at=timezone.now(),
        )  # fmt: skip
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except Stale:
        raise
    except Refused as error:
        form.add_error(None, str(error))
        return None


def _offered(
    year: FinancialYear, point: ReportingPoint, corrected: Position | None, last: Before | None
) -> dict[str, Any]:
    """A correction starts from what it corrects, any other position from the last one's closing."""
    given: dict[str, Any] = {"key": uuid4(), "copy": "none"}
    if corrected:
        stated_on = corrected.stated_on or (corrected.source.date if corrected.source else localdate())
        balances = {name: getattr(corrected, name) for name in BALANCES}
        return given | balances | {"copy": str(corrected.pk), "stated_on": stated_on}
    stated = "Accumulated" if point == ReportingPoint.OUTTURN else "Projected accumulated"
    return given | {
        "stated_on": localdate(),
        "opening": last.amount if last else None,
        "opening_label": f"Accumulated deficit {day(year.first_day)}",
        "closing_label": f"{stated} deficit {day(year.last_day)}",
    }
