"""What the council has published: read without sign-in, cookie or script, at an address that stays."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.defaults import page_not_found

from apps.board.anybody import is_public
from apps.board.content.drawings import article_of
from apps.board.presenters import published as page
from apps.board.selectors.papers import all_published, published
from apps.board.views.paper_versions import file_answer

View = Callable[..., HttpResponse]
A_WHILE = "public, max-age=300"  # a correction shows within five minutes
FOR_GOOD = "public, max-age=31536000, immutable"


def public(view: View) -> Callable[..., HttpResponseBase]:
    """Anybody may read it and keep it; who has it already is told so. It takes no forms, so it needs no secret."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        response = view(request, *args, **named)
        response.setdefault("Cache-Control", A_WHILE)
        if not response.has_header("ETag"):
            set_response_etag(response)
        return get_conditional_response(request, etag=response["ETag"], response=response) or response

    return csrf_exempt(require_safe(login_not_required(answer)))


@public
def publications(request: HttpRequest) -> HttpResponse:
    return render(request, "published/list.html", {"items": page.items(all_published())})


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "published/accessibility.html")


@public
def publication(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The newest version, or the one that the address names."""
    found = published(slug)
    chosen = next((p for p in found if number in (None, p.version.number)), None)
    if chosen is None:
        raise Http404
    context = {
        "publication": chosen, "version": chosen.version, "article": article_of(chosen.version_id, titled=True),
        "newer": found[0] if found[0] != chosen else None, "versions": page.versions(found),
        "downloads": page.downloads(chosen), "record": page.record(chosen), "slug": slug,
    }  # fmt: skip
    return render(request, "published/paper.html", context)


@public
def publication_file(_: HttpRequest, slug: str, number: int, kind: str) -> HttpResponse:
    """Its bytes never change: they are kept for good under this address."""
    chosen = next((p for p in published(slug) if p.version.number == number), None)
    if chosen is None:
        raise Http404
    answer = file_answer(slug, number, kind)
    answer["Cache-Control"] = FOR_GOOD
    answer["Last-Modified"] = http_date(chosen.published_at.timestamp())
    return answer


def no_such_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For every address that is none; who reads what is published is led back there, and not to a sign-in."""
    template = "published/none.html" if is_public(request) else "404.html"
    return page_not_found(request, exception, template)
