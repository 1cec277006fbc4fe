"""The data feed: its documentation, its data sets, and the tokens by which programs read them."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from apps.board.data_sets.registry import BY_SLUG
from apps.board.feed.access import READ, readers_only
from apps.board.feed.documentation import documentation
from apps.board.feed.forms import DataTokenForm
from apps.board.feed.serialise import CONTENT_TYPES, etag_of, serialise
from apps.board.feed.token_list import in_words, last_day, token_rows
from apps.board.models import DataToken
from apps.board.selectors.tokens import data_token, data_tokens
from apps.board.services.tokens import issue_data_token, revoke_data_token
from apps.core.errors import Refused
from apps.core.models import User


@require_safe
@permission_required(READ, raise_exception=True)
def data(request: HttpRequest) -> HttpResponse:
    return render(request, "board/feed/documentation.html", documentation(request))


@require_safe
@readers_only
def data_set(request: HttpRequest, dataset: str, kind: str) -> HttpResponse:
    if dataset not in BY_SLUG:
        raise Http404(f"There is no data set “{dataset}”.")
    body = serialise(BY_SLUG[dataset], kind)
    etag = etag_of(body)
    response = HttpResponse(
        body,
        content_type=CONTENT_TYPES[kind],
        headers={
            "ETag": etag,
            "Cache-Control": "private, no-cache",
            "Content-Disposition": f'inline; filename="{dataset}.{kind}"',
        },
    )
    return get_conditional_response(request, etag=etag, response=response) or response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("board.view_datatoken", raise_exception=True)
@permission_required("board.add_datatoken", raise_exception=True)
def data_tokens_page(request: HttpRequest) -> HttpResponse:
    """The answer to an issue is shown at once and never again: it is not kept for a page after it."""
    form = DataTokenForm(request.POST or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid() and (answer := _issue(request, form)):
        return answer
    tokens, now = data_tokens(), timezone.now()
    context = {"form": form, "message": in_words(tokens, now), "table": token_rows(tokens, now, request.user)}
    return render(request, "board/feed/tokens.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("board.change_datatoken", raise_exception=True)
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        if request.method != "POST":
            token = data_token(pk)
            message = f"The program that uses the token ending {token.ending} is refused from then on."
            return render(request, "board/feed/token_revoke.html", {"token": token, "message": message})
        token = revoke_data_token(pk=pk, by=cast(User, request.user), at=timezone.now())
    except DataToken.DoesNotExist as error:
        raise Http404("There is no such token.") from error
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            f"The token “{token.name}”, ending {token.ending}, is revoked. "
            "The program that used it is refused from now on.",
        )
    return redirect("board:data_tokens")


def _issue(request: HttpRequest, form: DataTokenForm) -> HttpResponse | None:
    """The page with the token; None where it was refused, which the form then says."""
    name, by = form.cleaned_data["name"], cast(User, request.user)
    try:
        token, secret = issue_data_token(name=name, expires_at=form.expires_at, by=by, at=timezone.now())
    except Refused as refusal:
        form.add_error("name", str(refusal))
        return None
    context = {"token": token, "secret": secret, "last_day": last_day(token.expires_at)}
    return render(request, "board/feed/token_issued.html", context)
