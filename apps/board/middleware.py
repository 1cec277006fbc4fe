"""Any dashboard as at a past meeting: its address after ``/as-at/<pack>``, read from the pack with a reader's rights.

What is no dashboard answers as it is today: its address is given without the prefix. Nothing is changed in the past.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, get_script_prefix, resolve, set_script_prefix

from apps.board.models import Pack
from apps.board.selectors.as_at import reading_as_at
from apps.board.selectors.packs import pack_called, world_of

ADDRESS = re.compile(r"^(?P<prefix>/as-at/(?P<slug>[-a-z0-9]+))(?P<path>/.*)$")
NOT_IN_A_PACK = "This page is not part of a pack: it is shown as it is today."
LEADING = re.compile(r"^[/\\]+")
# By namespace: the views that read stored data alone.
READABLE = {
    "board": {
        "overview", "places", "place_occupancy", "place_capital", "place_demand", "how_index", "how", "differences",
    },
    "deficit": {
        "position", "positions", "position_page", "position_compare", "trajectory", "bridge", "initiative",
        "treatments", "forecasts", "reconciliation", "displacement", "requests", "assumptions", "assumption",
        "what_ifs", "what_if", "runs", "run",
    },
    "initiatives": {
        "list", "detail", "plan", "outcomes", "claims", "rate_card", "rate_card_version", "quarters", "quarter",
        "restatements", "overlaps", "overlap", "schemes", "scheme",
    },
    "benchmarking": {
        "lines", "line", "matrix", "appendix_3", "trend", "budget_outturn", "plans", "timeliness", "side_by_side",
        "without_deficit", "sets", "set",
    },
}  # fmt: skip


def read_as_at(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: after sign-in and what remembers, before what needs a right."""

    def middleware(request: HttpRequest) -> HttpResponse:
        found = ADDRESS.match(request.path_info)
        if not found:
            return get_response(request)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        path = found["path"]
        pack = pack_called(found["slug"])
        if pack is None:
            return render(request, "board/as_at_none.html", status=404)
        if request.method not in ("GET", "HEAD"):
            context = {"today_url": _with_query(request, path), "pack": pack}
            return render(request, "board/as_at_refused.html", context, status=405)
        if not is_readable(path):
            messages.info(request, NOT_IN_A_PACK)
            return HttpResponseRedirect(_with_query(request, path))
        return _answer(request, pack, found["prefix"], path, get_response)

    return middleware


def is_readable(path: str) -> bool:
    """Whether the page reads stored data alone, so that it can be read as at a past meeting."""
    try:
        found = resolve(path)
    except Resolver404:
        return False
    return found.url_name in READABLE.get(found.namespace, ())


def _answer(
    request: HttpRequest, pack: Pack, prefix: str, path: str, get_response: Callable[[HttpRequest], HttpResponse]
) -> HttpResponse:
    """The page's own links lead to the same past: they are written with the prefix."""
    world, before = replace(world_of(pack), holds=is_readable), get_script_prefix()
    request.path_info = path
    set_script_prefix(f"{prefix}/")
    try:
        with reading_as_at(pack.pk, world):
            return get_response(request)
    finally:
        set_script_prefix(before)


def _with_query(request: HttpRequest, path: str) -> str:
    """On this site, whatever the path says: two slashes at its start would name another."""
    path, query = LEADING.sub("/", path), request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path
