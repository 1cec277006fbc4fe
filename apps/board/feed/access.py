"""Who may read a data set: the signed-in with the right to it, or the bearer of a live token.

A token opens nothing else: no other view looks at it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from apps.board.selectors.tokens import TokenState, state_of, token_with
from apps.board.services.tokens import note_use

READ = "board.read_datafeed"
CHALLENGE = 'Bearer realm="data feed"'
HOW_TO_SIGN_IN = "Send the header “Authorization: Bearer” with a token after it, or sign in with a browser."
UNKNOWN = "This token is not known. Check that it was copied whole."
ENDED = {
    TokenState.EXPIRED: "This token has expired. Ask an administrator of the Board's dashboard for a new one.",
    TokenState.REVOKED: "This token was revoked. Ask an administrator of the Board's dashboard for a new one.",
}

View = Callable[..., HttpResponse]


def readers_only(view: View) -> View:
    """For the data sets alone. The sign-in middleware leaves these views to this check."""

    @wraps(view)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        refusal = _refusal(request, kwargs.get("kind", "csv"))
        response = refusal or view(request, **kwargs)
        patch_vary_headers(response, ["Authorization", "Cookie", "Accept"])
        return response

    return login_not_required(checked)


def _refusal(request: HttpRequest, kind: str) -> HttpResponse | None:
    if "Authorization" in request.headers:
        return _refusal_of_bearer(request.headers["Authorization"], kind)
    if request.user.is_authenticated:
        if not request.user.has_perm(READ):
            raise PermissionDenied
        return None
    if "text/html" in request.headers.get("Accept", ""):  # a person with a browser
        return redirect_to_login(request.get_full_path())
    return unauthorised(HOW_TO_SIGN_IN, kind)


def _refusal_of_bearer(header: str, kind: str) -> HttpResponse | None:
    scheme, _, secret = header.partition(" ")
    token = token_with(secret.strip()) if scheme.lower() == "bearer" else None
    if token is None:
        return unauthorised(UNKNOWN if scheme.lower() == "bearer" else HOW_TO_SIGN_IN, kind, tried=True)
    now = timezone.now()
    if (state := state_of(token, now)) != TokenState.LIVE:
        return unauthorised(ENDED[state], kind, tried=True)
    note_use(token=token, at=now)
    return None


def unauthorised(sentence: str, kind: str, *, tried: bool = False) -> HttpResponse:
    """401 in the language of the client: JSON beside JSON, plain text beside CSV."""
    if kind == "json":
        response: HttpResponse = JsonResponse({"error": sentence}, status=401)
    else:
        response = HttpResponse(f"{sentence}\n", status=401, content_type="text/plain; charset=utf-8")
    response["WWW-Authenticate"] = f'{CHALLENGE}, error="invalid_token"' if tried else CHALLENGE
    response["Cache-Control"] = "no-store"
    return response
