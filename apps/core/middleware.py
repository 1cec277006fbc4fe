"""Sessions end after 30 minutes idle or 10 hours in all (``SESSION_IDLE_SECONDS``, ``SESSION_ABSOLUTE_SECONDS``)."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

STARTED, SEEN = "started_at", "seen_at"
REMEMBER_EVERY = 60  # seconds between writes of the session, so that reading a page rarely writes


def session_limits(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            started = request.session.setdefault(STARTED, now)
            seen = request.session.setdefault(SEEN, now)
            too_old = now - started > settings.SESSION_ABSOLUTE_SECONDS
            if too_old or now - seen > settings.SESSION_IDLE_SECONDS:
                logout(request)
            elif now - seen > REMEMBER_EVERY:
                request.session[SEEN] = now
        response = get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-cache"  # kept by this browser alone, and asked for again
        return response

    return middleware
