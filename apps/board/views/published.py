"""What the council has published: read without sign-in, cookie or script, at an address that stays."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.board.content.drawings import article_of
from apps.board.presenters import published as page
from apps.board.selectors.papers import all_published, published
from apps.board.views.paper_versions import file_answer

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Anybody may read it and keep it for five minutes; nobody is recognised."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        response = view(request, *args, **named)
        response["Cache-Control"] = "public, max-age=300"
        return response

    return require_safe(login_not_required(answer))


@public
def publications(request: HttpRequest) -> HttpResponse:
    return render(request, "published/list.html", {"items": page.items(all_published())})


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
    if not any(p.version.number == number for p in published(slug)):
        raise Http404
    return file_answer(slug, number, kind)
