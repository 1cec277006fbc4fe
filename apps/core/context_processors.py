"""What every page knows: council, navigation, demonstration. The counts beside links are its only queries."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from apps.core.models import User
from apps.core.selectors.reading import reading_date
from apps.core.world import frozen_world, today

DEMONSTRATION_TEXT = "the council's report of 27 January 2026"
NAVIGATION = (
    ("Overview", "board:overview"),
    ("Deficit", "deficit:position"),
    ("Initiatives", "initiatives:list"),
    ("Places", "board:places"),
    ("Benchmarking", "benchmarking:lines"),
    ("Board", "board:board"),
)
# Text, address, and the rights of which one is enough.
STAFF_NAVIGATION = (
    ("Rate card", "initiatives:rate_card", ("initiatives.add_ratecard",)),
    ("Claims", "initiatives:claims", ("initiatives.add_benefitclaim", "initiatives.decide_benefitclaim")),
    ("Queue", "initiatives:claim_queue", ("initiatives.decide_benefitclaim",)),
)
# The same, shown only while something waits there for a second finance officer.
WAITING_NAVIGATION = (
    ("Positions", "deficit:positions", ("deficit.approve_position",)),
    ("Assumptions", "deficit:assumptions", ("deficit.agree_assumption",)),
)
FOOTER = (
    ("How the figures were worked out", "board:how_index"),
    ("Differences", "board:differences"),
    ("Check a report", "board:reconcile"),
    ("Rate card", "initiatives:rate_card"),
    ("Quarters", "initiatives:quarters"),
    ("Overlaps", "initiatives:overlaps"),
    ("Assumptions", "deficit:assumptions"),
    ("Recomputes", "deficit:runs"),
    ("Data feed", "board:data"),
    ("Accessibility statement", "core:accessibility"),
)
STAFF_FOOTER = (("Audit", "core:audit", ("core.view_auditentry",)),)


def product(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    known = user if user and user.is_authenticated else None
    staff = [(_counted(text, name), name) for text, name in _allowed(STAFF_NAVIGATION, known)]
    waiting = [(text, _counted(text, name), name) for text, name in _allowed(WAITING_NAVIGATION, known)]
    staff += [(counted, name) for text, counted, name in waiting if counted != text]
    footer = [*FOOTER[:-1], *_allowed(STAFF_FOOTER, known), FOOTER[-1]] if known else FOOTER[-1:]
    return {
        "council_name": settings.COUNCIL_NAME,
        "demonstration": DEMONSTRATION_TEXT if settings.DEMONSTRATION else "",
        "home_url": address("board:overview") or "/",
        "world": frozen_world() if known else None,
        "world_path": f"/{request.path_info.lstrip('/')}",
        "sign_out_url": _address("core:sign_out", "/"),
        "mail_url": _address("core:preferences", "/"),
        "navigation": _links([*NAVIGATION, *staff], request.path) if known else [],
        "footer_links": _links(footer, request.path),
        "printed_at": timezone.localtime(),
        "stands_at": today() if frozen_world() else timezone.localtime(),
        "read_for": SimpleLazyObject(reading_date) if known else None,
    }


def _allowed(pages: Any, person: User | None) -> list[tuple[str, str]]:
    return [(text, name) for text, name, rights in pages if person and any(map(person.has_perm, rights))]


def _counted(text: str, name: str) -> str:
    """``Queue (2)`` where ``settings.NAVIGATION_COUNTS`` names what counts behind this address and something waits."""
    path = settings.NAVIGATION_COUNTS.get(name)
    waiting = import_string(path)() if path else 0
    return f"{text} ({waiting})" if waiting else text


def address(name: str) -> str:
    """The address of a page, or nothing while it has none. In a frozen world it leads to the page as it was."""
    return _address(name, get_script_prefix())


@cache
def _address(name: str, prefix: str) -> str:
    """As it is reached below a prefix; ``/`` leads to today's page, wherever the reader is."""
    try:
        return f"{prefix}{reverse(name).removeprefix(get_script_prefix())}"
    except NoReverseMatch:
        return ""


def _links(pages: Any, path: str) -> list[dict[str, str]]:
    found = [_place(text, name) for text, name in pages]
    current = _nearest([url for _, url in found], path)
    return [{"text": text, "url": url, "current": _current(url, path, current)} for text, url in found if url]


def _place(text: str, name: str) -> tuple[str, str]:
    """Text and address; what a frozen world does not hold leads to today's page, and says so."""
    world, today_url = frozen_world(), _address(name, "/")
    if world and today_url and not world.holds(today_url):
        return f"{text} (today)", today_url
    return text, address(name)


def _nearest(urls: list[str], path: str) -> str:
    """The longest address that the page lies below: the queue's page is below the claims' as well."""
    return max((url for url in urls if url and url != "/" and path.startswith(url)), key=len, default="")


def _current(url: str, path: str, nearest: str) -> str:
    """``page`` on the page itself, ``true`` on one below it."""
    if path == url:
        return "page"
    return "true" if url == nearest and url else ""
