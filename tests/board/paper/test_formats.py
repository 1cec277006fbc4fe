"""The table of formats, a machine with other dice, and drawings where there is a Chromium and where there is none."""

import base64
import os
import subprocess
import sys
from hashlib import sha256

import pytest
from django.conf import settings
from django.test import RequestFactory

from apps.board.renderers import pictures
from apps.board.renderers.formats import FORMATS, NotAFormat, not_offered, render
from apps.core import gallery
from tests.board.paper.sample import body, report

STARTS = {"html": b"<!DOCTYPE html>", "pdf": b"%PDF-1.7"}
BEFORE = """
from odf import anim, table
anim.Par(), table.Table(name="Another")
"""
HASHES = """
import os, django
django.setup()
from hashlib import sha256
from apps.board.renderers.formats import FORMATS, render
from tests.board.paper.sample import report
print(*(sha256(render(report(), slug)).hexdigest() for slug in FORMATS))
"""


@pytest.mark.parametrize("slug", FORMATS)
def test_each_format_begins_as_its_kind_does_and_names_its_file(slug: str) -> None:
    assert body(slug).startswith(STARTS.get(slug, b"PK\x03\x04"))
    assert FORMATS[slug].file_name("paper").startswith("paper.")
    assert FORMATS[slug].slug == slug


def test_six_formats_are_offered_and_no_other() -> None:
    assert list(FORMATS) == ["html", "docx", "pdf", "ods", "xlsx", "csv"]
    assert not_offered() == {}
    with pytest.raises(NotAFormat, match="“exe” is not a format"):
        render(report(), "exe")


def test_another_process_writes_the_same_bytes() -> None:
    hashes = another_process(HASHES, {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"})
    assert hashes == [sha256(body(slug)).hexdigest() for slug in FORMATS]


def another_process(program: str, environment: dict[str, str]) -> list[str]:
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return run.stdout.split()


def test_what_a_process_wrote_before_changes_no_byte_of_an_ods() -> None:
    """odfpy remembers for its whole process which namespaces it has met, and in what order."""
    assert another_process(BEFORE + HASHES, {}) == [sha256(body(slug)).hexdigest() for slug in FORMATS]


@pytest.mark.browser
def test_a_chart_is_drawn_in_the_size_asked_for(chromium: object) -> None:
    chart = gallery.context(RequestFactory().get("/"))["charts"][0]
    drawn = pictures.svg_and_png(chart.figure, 640, 300)
    assert drawn is not None
    svg, png = base64.b64decode(drawn.svg), base64.b64decode(drawn.png)
    assert svg.startswith(b"<svg")
    assert b'width="640" height="300"' in svg
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert [int.from_bytes(png[at : at + 4], "big") for at in (16, 20)] == [1280, 600]


def test_without_a_chromium_there_is_no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "browser", lambda: None)
    assert pictures.svg_and_png({"data": [], "layout": {}}, 640, 300) is None


def test_a_chromium_that_fails_gives_no_drawing_and_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(pictures, "browser", lambda: "/bin/false")
    monkeypatch.setattr(pictures, "SECONDS", 5)
    assert pictures.svg_and_png({"data": [], "layout": {}}, 640, 300) is None
    assert "could not be made" in caplog.text
