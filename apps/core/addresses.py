"""Whose request it is, as far as an address tells."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The reader's address: behind the council's proxy the one that the proxy itself wrote, last in its header.

    What stands before it came from outside and may be anything.
    """
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return seen.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")
