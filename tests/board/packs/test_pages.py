"""What is published, as anybody reads it, and the files of a version."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from apps.board.models import PaperText, PaperVersion, Publication, TextAgreement
from tests.board.paper.january import corrected, january_published
from tests.fixtures import person, standing

SLUG = "2026-01-27-overview-and-scrutiny"
PUBLIC = f"/published/{SLUG}/"


@pytest.fixture(scope="module")
def january(django_db_setup: None, django_db_blocker: Any) -> Iterator[Publication]:
    with standing(django_db_blocker, lambda: january_published(files=False)) as made:
        yield made


@pytest.mark.parametrize("kind", ["html", "docx", "pdf", "ods", "xlsx", "csv"])
def test_every_file_of_a_version_is_a_download(kind: str, january: Publication, db: None) -> None:
    """The bytes as they were made, under a name that says what they are."""
    client = Client()
    client.force_login(person("board"))
    inside, outside = client.get(f"/board/papers/{SLUG}/1/{kind}/"), Client().get(f"{PUBLIC}1/{kind}/")
    assert inside.content == outside.content == kind.encode()
    assert outside["Content-Disposition"].startswith(f'attachment; filename="{SLUG}-v1.')


@pytest.mark.parametrize("path", ["/published/", PUBLIC, f"{PUBLIC}1/", f"{PUBLIC}1/pdf/"])
def test_anybody_reads_what_is_published_without_a_cookie(path: str, january: Publication, db: None) -> None:
    """And under the headers of every other page."""
    answer = Client().get(path)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert (answer["X-Frame-Options"], answer["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert answer["Referrer-Policy"] == "same-origin"
    assert b"<script" not in answer.content


def test_a_version_that_is_not_published_is_not_public(january: Publication, db: None) -> None:
    assert Client().get(f"{PUBLIC}2/").status_code == 404
    assert Client().get(f"{PUBLIC}2/pdf/").status_code == 404


def test_a_corrected_version_says_what_stands_in_its_place(january: Publication, db: None) -> None:
    corrected(january)
    newest, first = (Client().get(f"{PUBLIC}{number}").content.decode() for number in ("", "1/"))
    assert "Version 2 corrects: The background named the wrong month." in newest
    assert "Corrected:" not in newest
    assert "Corrected:" in first
    assert f"{PUBLIC}2/" in first


def test_who_finished_and_who_wrote_are_what_the_rows_themselves_say(january: Publication, db: None) -> None:
    """By whatever hand: naming another beside the row does not let somebody publish or agree their own."""
    paper, manager, finance = january.version.paper, person("manager"), person("finance")
    text = PaperText.objects.create(
        paper=paper, block="legal", version=9, words="x", role="x", written_by=manager, written_at=timezone.now()
    )
    with pytest.raises(IntegrityError, match="text_agreed_by_another"), transaction.atomic():
        TextAgreement.objects.create(
            text=text, written_by=finance, agreed_by=manager, role="x", agreed_at=timezone.now()
        )
    version = PaperVersion.objects.create(
        paper=paper, number=9, pack=january.version.pack, content={}, content_hash="", notice="x",
        finished_by=finance, finished_at=timezone.now(),
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="published_by_another"), transaction.atomic():
        Publication.objects.create(
            version=version, finished_by=manager, published_by=finance, published_at=timezone.now(), licence="x"
        )
