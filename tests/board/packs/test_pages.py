"""The pages of packs and papers, as people use them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from apps.board.models import Publication
from tests.board.paper.january import january_published
from tests.fixtures import person, standing

SLUG = "2026-01-27-overview-and-scrutiny"


@pytest.fixture(scope="module")
def january(django_db_setup: None, django_db_blocker: Any) -> Iterator[Publication]:
    with standing(django_db_blocker, january_published) as made:
        yield made


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(person(name))
    return client


PAGES = (
    "/board/packs/", f"/board/packs/{SLUG}/", f"/board/packs/{SLUG}/?search=Portage", f"/board/packs/{SLUG}/changes/",
    f"/board/papers/{SLUG}/", f"/board/papers/{SLUG}/draft/", f"/board/papers/{SLUG}/hidden/",
    f"/board/papers/{SLUG}/1/",
    f"/board/papers/{SLUG}/text/legal/", f"/board/papers/{SLUG}/finish/", f"/board/meetings/{SLUG}/freeze/",
    f"/board/packs/{SLUG}/restate/", "/board/paper-template/",
    *(f"/board/papers/{SLUG}/1/{kind}/" for kind in ("html", "docx", "pdf", "ods", "xlsx", "csv")),
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_finance_officer_reads_every_page(path: str, january: Publication, db: None) -> None:
    assert signed_in("admin").get(path).status_code == 200


@pytest.mark.parametrize(
    "path", ["/published/", f"/published/{SLUG}/", f"/published/{SLUG}/1/", f"/published/{SLUG}/1/pdf/"]
)
def test_anybody_reads_what_is_published_without_a_cookie(path: str, january: Publication, db: None) -> None:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert not answer.cookies
    if "html" in answer["Content-Type"]:
        assert "<script" not in answer.content.decode()
