"""What anybody may read: every address under ``/published/`` answers one and the same to every reader.

Whoever asks, with whatever cookie: no answer sets a cookie or depends on one, refusals and errors neither.
"""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import get_resolver

from apps.board.models import Publication
from tests.board.paper.january import january_published
from tests.fixtures import person, standing
from tests.test_routes import written

SLUG = "2026-01-27-overview-and-scrutiny"
# Every public route, as it is written in the urls, with an address of each.
READ = {
    "published/": "/published/",
    "published/accessibility/": "/published/accessibility/",
    "published/<slug:slug>/": f"/published/{SLUG}/",
    "published/<slug:slug>/<int:number>/": f"/published/{SLUG}/1/",
    "published/<slug:slug>/<int:number>/<slug:kind>/": f"/published/{SLUG}/1/pdf/",
}
FILE = f"/published/{SLUG}/1/pdf/"
PAGES = [path for path in READ.values() if path != FILE]
NONE = [
    "/published/no-such-paper/", f"/published/{SLUG}/2/", f"/published/{SLUG}/{'9' * 40}/", f"/published/{SLUG}/2/pdf/",
    f"/published/{SLUG}/1/exe/", "/published/x/y/z/more/", "/published/favicon.ico", "/published/%00/",
]  # fmt: skip
READERS = ("nobody", "an old session", "board", "finance", "admin")
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")


@pytest.fixture(scope="module")
def january(django_db_setup: None, django_db_blocker: Any) -> Iterator[Publication]:
    with standing(django_db_blocker, lambda: january_published(files=False)) as made:
        yield made


def reader(name: str) -> Client:
    client = Client(enforce_csrf_checks=True)
    if name == "an old session":
        client.cookies["deficit_session"] = "x" * 32
        client.cookies["deficit_csrf"] = "y" * 32
    elif name != "nobody":
        client.force_login(person(name))
    return client


def told(answer: Any) -> tuple[Any, ...]:
    """All that a reader is told, body and headers."""
    return answer.status_code, answer.content, sorted(answer.headers.items())


def test_every_public_route_is_tried() -> None:
    found = {route for route, _ in written(get_resolver().url_patterns) if route.startswith("published")}
    assert found == set(READ)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("path", [*READ.values(), *NONE, "/published"])
def test_every_reader_is_told_the_same_and_no_cookie_is_set(
    path: str, method: str, january: Publication, db: None
) -> None:
    answers = {name: reader(name).generic(method, path) for name in READERS}
    assert [name for name, a in answers.items() if a.cookies] == []
    assert [name for name, a in answers.items() if "cookie" in a.get("Vary", "").lower()] == []
    assert [name for name, a in answers.items() if told(a) != told(answers["nobody"])] == []
    assert answers["nobody"].has_header("Cache-Control")


@pytest.mark.parametrize("path", READ.values())
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_sent_to_what_is_published(path: str, method: str, january: Publication, db: None) -> None:
    assert reader("admin").generic(method, path).status_code == 405


@pytest.mark.parametrize("path", NONE)
def test_what_is_not_there_leads_to_what_is(path: str, january: Publication, db: None) -> None:
    """And not to pages that need a sign-in; nobody keeps it, since it may be published tomorrow."""
    answer = reader("board").get(path)
    body = answer.content.decode()
    assert answer.status_code == 404
    assert answer["Cache-Control"] == "no-cache"
    assert "There is no such paper" in body
    assert 'href="/published/"' in body
    assert 'href="/"' not in body
    assert "<script" not in body


def test_a_failure_tells_nothing_of_the_reader_either(january: Publication, db: None) -> None:
    client = reader("finance")
    client.raise_request_exception = False
    with patch("apps.board.views.published.all_published", side_effect=RuntimeError):
        answer = client.get("/published/")
    assert (answer.status_code, answer["Cache-Control"]) == (500, "no-cache")
    assert not answer.cookies
    assert not answer.has_header("Vary")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", READ.values())
def test_who_has_it_already_is_told_so(path: str, method: str, january: Publication, db: None) -> None:
    first = Client().generic(method, path)
    kept = Client().generic(method, path, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (kept.status_code, kept.content, kept["ETag"]) == (304, b"", first["ETag"])
    assert kept["Cache-Control"] == first["Cache-Control"]
    assert Client().generic(method, path, HTTP_IF_NONE_MATCH='"other"').status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_kept_until_a_correction_could_stand(path: str, january: Publication, db: None) -> None:
    assert Client().get(path)["Cache-Control"] == "public, max-age=300"


def test_a_file_is_kept_for_good_under_its_own_hash(january: Publication, db: None) -> None:
    answer = Client().get(FILE)
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["ETag"] == f'"{january.version.files.get(format="pdf").content_hash}"'
    assert answer["Last-Modified"] == january.published_at.strftime("%a, %d %b %Y %H:%M:%S GMT")


def test_a_reader_within_the_service_is_still_recognised_elsewhere(january: Publication, db: None) -> None:
    """The negative control: only what is published forgets who asks."""
    client = reader("board")
    client.get("/published/")
    answer = client.get("/board/")
    assert answer.status_code == 200
    assert "Cookie" in answer["Vary"]


@pytest.mark.parametrize("path", [*PAGES, NONE[0]])
def test_it_needs_no_script_and_says_its_language(path: str, january: Publication, db: None) -> None:
    body = Client().get(path).content.decode()
    assert '<html lang="en-GB"' in body
    assert 'href="#main-content" class="govuk-skip-link"' in body
    assert "<script" not in body
    assert body.count("<h1") == 1
    assert 'href="/published/accessibility/"' in body
