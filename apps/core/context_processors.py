"""What every page knows: council, navigation, demonstration. Asks the database for nothing of its own."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from apps.core.selectors.reading import reading_date

DEMONSTRATION_TEXT = "the council's report of 27 January 2026"
NAVIGATION = (
    ("Overview", "board:overview"),
    ("Deficit", "deficit:position"),
    ("Initiatives", "initiatives:list"),
    ("Places", "board:places"),
    ("Benchmarking", "benchmarking:lines"),
)
STAFF_NAVIGATION = (("Rate card", "initiatives:rate_card", "initiatives.add_ratecard"),)
FOOTER = (
    ("How the figures were worked out", "board:how_index"),
    ("Differences", "board:differences"),
    ("Rate card", "initiatives:rate_card"),
    ("Recomputes", "deficit:runs"),
    ("Data feed", "board:data"),
    ("Accessibility statement", "core:accessibility"),
)


def product(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    known = user if user and user.is_authenticated else None
    staff = [(text, name) for text, name, right in STAFF_NAVIGATION if known and known.has_perm(right)]
    return {
        "council_name": settings.COUNCIL_NAME,
        "demonstration": DEMONSTRATION_TEXT if settings.DEMONSTRATION else "",
        "home_url": address("board:overview") or "/",
        "sign_out_url": address("core:sign_out"),
        "navigation": _links([*NAVIGATION, *staff], request.path) if known else [],
        "footer_links": _links(FOOTER if known else FOOTER[-1:], request.path),
        "printed_at": timezone.localtime(),
        "read_for": SimpleLazyObject(reading_date) if known else None,
    }


@cache
def address(name: str) -> str:
    """The address of a page, or nothing while it has none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _links(pages: Any, path: str) -> list[dict[str, str]]:
    found = [(text, address(name)) for text, name in pages]
    return [{"text": text, "url": url, "current": _current(url, path)} for text, url in found if url]


def _current(url: str, path: str) -> str:
    """``page`` on the page itself, ``true`` on one below it."""
    if path == url:
        return "page"
    return "true" if url != "/" and path.startswith(url) else ""
