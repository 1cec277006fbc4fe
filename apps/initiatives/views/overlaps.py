"""The overlap register: which initiatives meet, and who settled whose the effect is."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from apps.core.actor import actor
from apps.core.errors import CONFLICT, INVALID, NotAllowed, Refused, Stale
from apps.core.exports import downloads, export_if_asked
from apps.initiatives.forms.overlaps import SettleForm
from apps.initiatives.permissions import can_settle_overlap, check_can_settle_overlap
from apps.initiatives.presenters import overlaps as page
from apps.initiatives.selectors.overlap_register import OverlapLine, overlap_line, overlap_lines
from apps.initiatives.services.overlaps import settle_overlap
from apps.initiatives.views.saving import reread


@require_safe
@permission_required("initiatives.view_initiative", raise_exception=True)
def overlap_list(request: HttpRequest) -> HttpResponse:
    lines = overlap_lines()
    table = page.register_table(lines)
    if response := export_if_asked(request, ("overlaps", table)):
        return response
    context = {
        "message": page.register_message(lines),
        "table": table,
        "downloads": downloads(request, "overlaps"),
    }
    return render(request, "initiatives/overlaps.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("initiatives.view_initiative", raise_exception=True)
def overlap_detail(request: HttpRequest, first: str, second: str) -> HttpResponse:
    line = _line(first, second)
    if request.method != "POST":
        return _page(request, line, SettleForm(line))
    _check_may_settle(request)
    form = SettleForm(line, request.POST)
    if not form.is_valid():
        return _page(request, line, form, INVALID)
    given = form.cleaned_data
    said = {"outcome": given["outcome"], "reason": given["reason"]}
    try:
        settled = settle_overlap(
            first=first, second=second, read_settlements=given["version"], by=actor(request), at=timezone.now(), **said
        )
    except Stale as error:
        line = _line(first, second)
        newest = line.settlement
        if newest is None or (newest.by, newest.outcome, newest.reason) != (actor(request), *said.values()):
            return _page(request, line, reread(form, len(line.settlements)), CONFLICT, error)
        settled = newest
    except Refused as error:
        form.add_error(None, str(error))
        return _page(request, line, form, INVALID)
    messages.success(request, page.settled_text(settled))
    return redirect("initiatives:overlap", *line.slugs)


def _check_may_settle(request: HttpRequest) -> None:
    try:
        check_can_settle_overlap(actor(request))
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error


def _line(first: str, second: str) -> OverlapLine:
    line = overlap_line(first, second)
    if line is None:
        raise Http404("These two are not known to meet.")
    return line


def _page(
    request: HttpRequest, line: OverlapLine, form: object, status: int = 200, stale: Stale | None = None
) -> HttpResponse:
    table = page.claims_table(line)
    if response := export_if_asked(request, ("claims", table)):
        return response
    may_settle = can_settle_overlap(actor(request)) and not line.is_one_initiative
    context = {
        "first": line.names[0],
        "recorded": line.recorded,
        "second": line.names[1],
        "message": page.line_message(line),
        "note": line.recorded.note if line.recorded else "",
        "source": line.recorded.source_reference if line.recorded else "Claims",
        "table": table,
        "files": downloads(request, "claims"),
        "history": page.history(line),
        "form": form if may_settle else None,
        "stale": stale,
    }
    return render(request, "initiatives/overlap.html", context, status=status)
