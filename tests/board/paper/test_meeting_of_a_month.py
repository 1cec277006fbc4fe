"""Of a meeting whose day nobody knows no file says a day."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest

from apps.board.renderers import words
from apps.board.renderers.formats import render
from tests.board.paper.sample import report

PAPER = replace(report(), meeting_date=date(2026, 1, 1), day_known=False)


def said(kind: str) -> str:
    body = render(PAPER, kind)
    if kind == "docx":
        return "\n".join(p.text for p in docx.Document(io.BytesIO(body)).paragraphs)
    return body.decode()


@pytest.mark.parametrize("kind", ["html", "docx"])
def test_its_head_says_the_month(kind: str) -> None:
    text = said(kind)
    assert f"{PAPER.body} · January 2026" in text
    assert "1 January 2026" not in text


def test_its_identity_says_the_month_on_every_cover() -> None:
    assert dict(words.identity(PAPER))["Meeting date"] == "January 2026"
    assert dict(words.identity(replace(PAPER, day_known=True)))["Meeting date"] == "1 January 2026"


def test_its_metadata_say_the_month() -> None:
    with zipfile.ZipFile(io.BytesIO(render(PAPER, "csv"))) as files:
        about = json.loads(files.read("metadata.json"))
    assert about["dc:issued"] == {"@value": "2026-01", "@type": "xsd:gYearMonth"}
