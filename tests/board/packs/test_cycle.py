"""From a meeting to its published paper and its correction, as each role is shown the way: links, words, whose turn."""

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from apps.board.calculations.paper.checked import HiddenFigure
from apps.board.models import Meeting, PaperText, Publication
from apps.board.services.papers import agree_texts, begin_paper, write_text
from tests.board.at_work.made import board_meeting
from tests.board.paper.january import corrected, january_published
from tests.fixtures import person, standing

SLUG = "2026-01-27-overview-and-scrutiny"
BOARD = "2026-01-deficit-recovery-board"  # frozen, without a paper
MEETING, PAPER, PACK = f"/board/meetings/{SLUG}/", f"/board/papers/{SLUG}/", f"/board/packs/{SLUG}/"
SOURCES = re.compile(r'<section aria-labelledby="rests-on">.*?</section>', re.DOTALL)


@pytest.fixture(scope="module")
def january(django_db_setup: None, django_db_blocker: Any) -> Iterator[Publication]:
    with standing(django_db_blocker, lambda: january_published(files=False)) as made:
        yield made


def as_role(name: str) -> Client:
    client = Client()
    client.force_login(person(name))
    return client


def read(name: str, path: str) -> str:
    answer = as_role(name).get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        (MEETING, [PACK, PAPER, f"/published/{SLUG}/"]),
        (PACK, [MEETING, PAPER]),
        (PAPER, [MEETING, PACK, f"{PAPER}1/", f"{PAPER}draft/"]),
        (f"{PAPER}1/", [PAPER, f"/published/{SLUG}/1/", PACK]),
        (f"{PAPER}finish/", [PAPER, f"{PAPER}draft/"]),
        (f"{MEETING}freeze/", [MEETING, PACK]),
        ("/board/", [MEETING, PACK, PAPER, "/published/"]),
    ],
)
def test_one_leads_to_the_other(path: str, leads_to: list[str], january: Publication, db: None) -> None:
    body = read("finance", path)
    assert [address for address in leads_to if f'href="{address}"' not in body] == []


@pytest.mark.parametrize("path", [f"{PAPER}draft/", f"{PAPER}1/"])
def test_every_table_leads_to_what_its_figures_rest_on(path: str, january: Publication, db: None) -> None:
    board = as_role("board")
    found = SOURCES.search(board.get(path).content.decode())
    assert found
    addresses = re.findall(r'href="([^"]+)"', found[0])
    assert len(addresses) == 7
    assert {address: board.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_who_may_do_nothing_is_told_who_may(january: Publication, db: None) -> None:
    later = f"/board/meetings/{board_meeting().slug}/"
    body = read("board", later)
    assert ": what is asked?" in body
    assert "A finance officer freezes it." in body
    assert "A SEND manager or a finance officer begins it." in body
    assert "A finance officer freezes it." not in read("finance", later)


def test_a_paper_says_whose_turn_it_is_from_its_first_text_on(january: Publication, db: None) -> None:
    manager, now = person("manager"), timezone.now()
    paper = begin_paper(meeting=Meeting.objects.get(slug=BOARD), by=manager, at=now)
    path = f"/board/papers/{paper.slug}/"
    assert "29 texts of 29 are not written" in read("board", path)
    assert "or a finance officer writes what is missing" in read("board", path)
    assert "committee paper</a>: being written" in read("board", f"/board/meetings/{BOARD}/").lower()
    write_text(
        paper=paper, block="legal", words="There are none.\n\nNone at all.", quoted=[], role="Report author",
        read_version=0, by=manager, at=now,
    )  # fmt: skip
    assert "Plan Board · January 2026" in read("board", f"{path}draft/")
    body = read("finance", path)
    assert "28 texts of 29 are not written, one text is not agreed" in body
    assert "6. Summary of legal implications: version 1 is not agreed yet by another person." in body
    assert "6. Summary of legal implications, version 1: “There are none. None at all.”" in body


def test_a_missing_text_of_implications_is_named_where_the_paper_is_finished(january: Publication, db: None) -> None:
    """All but one are as in the published paper."""
    manager, finance, now = person("manager"), person("finance"), timezone.now()
    paper = begin_paper(meeting=Meeting.objects.get(slug=BOARD), by=manager, at=now)
    blocks = PaperText.objects.filter(paper=january.version.paper).values_list("block", flat=True).distinct()
    for block in set(blocks) - {"legal"}:
        write_text(
            paper=paper, block=block, words="There are none.", quoted=[], role="Report author", read_version=0,
            by=manager, at=now,
        )  # fmt: skip
    agree_texts(paper=paper, read=[(b, 1) for b in set(blocks) - {"legal"}], role="Finance officer", by=finance, at=now)
    body = read("finance", f"/board/papers/{paper.slug}/finish/")
    assert "6. Summary of legal implications: nothing is written. Write the implications, or that there are" in body
    assert body.count("nothing is written") == 1
    assert "Finish the paper</button>" not in body


def test_a_correction_is_said_wherever_the_paper_stands(january: Publication, db: None) -> None:
    paper, manager = january.version.paper, person("manager")
    assert "Version 1 is published." in read("board", PAPER)
    write_text(
        paper=paper, block="legal", words="There are none that are new.", quoted=[], role="Report author",
        read_version=1, by=manager, at=timezone.now(),
    )  # fmt: skip
    assert "Version 1 is published, and a correction of it is under way." in read("board", PAPER)


def test_who_may_not_show_a_small_figure_is_told_who_may(january: Publication, db: None) -> None:
    hides = SimpleNamespace(disclosed=SimpleNamespace(hidden=(HiddenFigure("a", "Children placed", "2"),)))
    with patch("apps.board.views.papers.drafted", return_value=hides):
        board, finance = (read(name, f"{PAPER}hidden/") for name in ("board", "finance"))
    assert "A finance officer may decide that a figure is shown" in board
    assert "Show this figure" not in board
    assert "Show this figure" in finance
    assert "A finance officer may decide" not in finance


def test_an_earlier_version_leads_to_the_later(january: Publication, db: None) -> None:
    corrected(january)
    body = read("admin", f"{PAPER}1/")
    assert f'<a class="govuk-link" href="{PAPER}2/">Version 2</a> has been finished since.' in body
    assert "has been finished since" not in read("admin", f"{PAPER}2/")
    assert "Version 2 is published" in read("board", "/board/")


def test_the_head_of_a_published_paper_says_what_it_is_and_where_its_files_are(january: Publication, db: None) -> None:
    body = Client().get(f"/published/{SLUG}/").content.decode()
    head = body[: body.index("<article")]
    assert "Version 1, published" in head
    assert "on figures frozen" in head
    assert 'href="#downloads"' in head
    assert 'id="downloads"' in body
    assert ", 1 kB" in body
