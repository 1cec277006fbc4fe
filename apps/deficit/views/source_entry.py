"""Entering what a source states, explaining a difference, taking an explanation back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.core.actor import actor
from apps.core.errors import CONFLICT, INVALID, Refused, Stale
from apps.deficit.forms.source_keys import asked_key
from apps.deficit.forms.sources import ExplanationForm, FigureForm, WithdrawForm, key_of, new_key
from apps.deficit.models import DifferenceExplanation
from apps.deficit.presenters import reconciliation as page
from apps.deficit.selectors import reconciliation as selector
from apps.deficit.services.sources import enter_figure, explain_difference, withdraw_explanation


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("deficit.add_sourcefigure", raise_exception=True)
def figure(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _figure_page(request, FigureForm(initial=_initial(request)))
    form = FigureForm(request.POST)
    if not form.is_valid():
        return _figure_page(request, form, INVALID)
    content = form.content()
    try:
        saved = enter_figure(content=content, read_version=form.read_version(), by=actor(request), at=timezone.now())
    except Stale as error:
        stands = selector.current(content.key)
        data = request.POST.copy()  # the reader's own words, against what stands now: sending them again is a decision
        data["read"] = f"{content.key}|{stands.version if stands else 0}"
        form.data = data
        return _figure_page(request, form, CONFLICT, error)
    except Refused as error:
        form.add_error(None, str(error))
        return _figure_page(request, form, INVALID)
    messages.success(request, page.entered_text(saved))
    return redirect("deficit:reconciliation")


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("deficit.add_sourcefigure", raise_exception=True)
def explain(request: HttpRequest) -> HttpResponse:
    """Of the pair that the address names: year, block, measure, higher and lower source."""
    higher, lower = (asked_key(request.GET, side) for side in ("higher", "lower"))
    if higher is None or lower is None:
        raise Http404("There is no such pair of sources. Choose a difference on the reconciliation page.")
    found = selector.comparison(higher.year, higher.block, higher.measure)
    gap = found.between(higher.source, lower.source) if found else None
    form = ExplanationForm(request.POST if request.method == "POST" else None, initial={"key": new_key()})
    context = {"form": form, "gap": gap, "title": page.title(found) if found else "", "higher": higher.source.label,
               "lower": lower.source.label}  # fmt: skip
    if request.method != "POST":
        return render(request, "deficit/source_explain.html", context)
    if form.is_valid():
        try:
            row = explain_difference(
                explained=form.explained(higher, lower), key=form.cleaned_data["key"], by=actor(request),
                at=timezone.now(),
            )  # fmt: skip
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, page.explained_text(row))
            return redirect("deficit:reconciliation")
    return render(request, "deficit/source_explain.html", context, status=INVALID)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("deficit.add_sourcefigure", raise_exception=True)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        old = selector.explanation(pk)
    except (DifferenceExplanation.DoesNotExist, OverflowError) as error:
        raise Http404(f"There is no explanation {pk}.") from error
    form = WithdrawForm(request.POST if request.method == "POST" else None, initial={"key": new_key()})
    context = {"form": form, "old": old}
    if request.method != "POST":
        return render(request, "deficit/source_withdraw.html", context)
    if form.is_valid():
        try:
            row = withdraw_explanation(
                pk=pk, reason=form.cleaned_data["reason"], key=form.cleaned_data["key"], by=actor(request),
                at=timezone.now(),
            )  # fmt: skip
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, page.withdrawn_text(row))
            return redirect("deficit:reconciliation")
    return render(request, "deficit/source_withdraw.html", context, status=INVALID)


def _initial(request: HttpRequest) -> dict[str, Any]:
    """What stands of the figure that the address names; nothing where it names none."""
    key = asked_key(request.GET)
    if key is None:
        return {}
    start: dict[str, Any] = {"year": key.year.slug, "source": key.source, "block": key.block, "measure": key.measure}
    stands = selector.current(key)
    if stands is None:
        return start | {"read": f"{key}|0"}
    start |= {"amount": stands.amount, "reference": stands.reference, "includes": stands.includes}
    return start | {"read": f"{key}|{stands.version}"}


def _figure_page(request: HttpRequest, form: FigureForm, status: int = 200, stale: Stale | None = None) -> HttpResponse:
    key = key_of(form.cleaned_data) if form.is_bound and form.is_valid() else asked_key(request.GET)
    stands = selector.current(key) if key else None
    context = {"form": form, "stale": stale, "stands": stands, "facts": page.facts(stands) if stands else []}
    return render(request, "deficit/source_figure.html", context, status=status)
