"""What anybody reads: below ``/published/`` nobody is recognised, whatever cookie comes with the request."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

ADDRESS = re.compile(r"^/published(/|$)")


def recognise_nobody(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: before sessions. One answer for all readers, so that every cache on the way may keep it.

    What sets no time of its own (a page that is not there, a redirect) is asked for again each time.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not is_public(request):
            return get_response(request)
        request.COOKIES.clear()
        response = get_response(request)
        varied = [name for name in response.get("Vary", "").split(", ") if name not in ("", "Cookie")]
        del response["Vary"]
        if varied:
            response["Vary"] = ", ".join(varied)
        response.setdefault("Cache-Control", "no-cache")
        return response

    return middleware


def is_public(request: HttpRequest) -> bool:
    return bool(ADDRESS.match(request.path_info))
