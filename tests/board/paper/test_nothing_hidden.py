"""The January paper as it would be published without a decision: what it hides stands nowhere in any file."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from unittest import mock

import pytest
from django.utils import timezone
from pypdf import PdfReader

from apps.board.calculations.paper.checked import HiddenFigure
from apps.board.calculations.paper.document import Paper, Table
from apps.board.calculations.paper.stored import paper_of
from apps.board.content.drafted import drafted
from apps.board.models import Publication
from apps.board.renderers.formats import FORMATS
from apps.board.services import demonstration_paper as demonstration
from apps.board.services.papers import write_text
from tests.board.paper.reading import READERS
from tests.deficit.published import publish_a_run
from tests.fixtures import person, standing

STATED = "at least 12 moved"  # a figure of Table 1 that gives an amount away, so it is hidden without a decision
TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Undecided:
    """Published with every text of the demonstration, and no decision that anything is shown."""

    publication: Publication
    hidden: tuple[HiddenFigure, ...]

    @property
    def paper(self) -> Paper:
        return paper_of(self.publication.version.content)

    @property
    def table(self) -> Table:
        return next(t for t in self.paper.tables() if t.slug == "table-1")


def undecided() -> Undecided:
    publish_a_run()
    people = {name: person(name) for name in ("manager", "finance", "admin")}
    demonstration.freeze_january(by=people["finance"], at=timezone.now())
    texts = demonstration.TEXTS.read_text(encoding="utf-8")
    assert STATED in texts
    with (
        NamedTemporaryFile("w", suffix=".toml", encoding="utf-8") as file,
        mock.patch.object(demonstration, "_show_what_is_public"),
        mock.patch.object(demonstration, "TEXTS", Path(file.name)),
    ):
        file.write(texts.replace(STATED, "some moved"))
        file.flush()
        made = demonstration.publish_january(people=people, at=timezone.now())
    assert made
    disclosed = drafted(made.version.paper).disclosed
    assert disclosed
    return Undecided(made, disclosed.hidden)


@pytest.fixture(scope="module")
def january(django_db_setup: None, django_db_blocker: Any) -> Iterator[Undecided]:
    with standing(django_db_blocker, undecided) as made:
        yield made


def words_in(kind: str, body: bytes) -> str:
    """Everything that a file says, tables, notes, texts and what describes it."""
    if kind == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    if kind == "html":
        return TAG.sub(" ", body.decode())
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        found = [archive.read(name) for name in archive.namelist() if not name.endswith((".png", ".svg"))]
    return "\n".join(TAG.sub(" ", text.decode("utf-8", "replace")) for text in found)


def stated(value: str) -> re.Pattern[str]:
    """An amount in thousands, however it is written: £94,000, £94k, 94pa, £0.094m."""
    thousands = int(value.replace(",", ""))
    ways = [rf"£{value}(?:,000|k| thousand|pa|\b(?![,.\d]))", rf"\b{value}pa", rf"\b{value},000\b",
            rf"£{thousands / 1000:.3f}".rstrip("0").replace(".", r"\.") + "m"]  # fmt: skip
    return re.compile("|".join(ways))


def test_money_and_counts_are_hidden(january: Undecided, db: None) -> None:
    hidden = {h.label: h.value for h in january.hidden}
    print(hidden)
    assert any(label.endswith("£000") for label in hidden)
    assert any(label.startswith("Table 1, Children") and value == "2" for label, value in hidden.items())


@pytest.mark.parametrize("words", ["It avoided £94,000.", "It avoided £94k a year.", "£564,000 was avoided."])
def test_a_text_that_states_one_is_refused(words: str, january: Undecided, db: None) -> None:
    paper, manager = january.publication.version.paper, person("manager")
    write_text(paper=paper, block="legal", words=words, quoted=[], role="SEND manager", read_version=1, by=manager,
               at=timezone.now())  # fmt: skip
    said = [problem.sentence for problem in drafted(paper).problems if problem.block == "legal"]
    assert any("a figure that this paper hides" in sentence for sentence in said), said


def test_table_1_says_c_where_it_hides(january: Undecided, db: None) -> None:
    text = "\n".join(cell.text for row in january.table.rows for cell in row.cells)
    assert text.count("[c]") >= len(january.hidden)
    assert any("[c] means confidential" in note for note in january.table.notes)


@pytest.mark.parametrize("kind", FORMATS)
def test_no_file_states_what_is_hidden(kind: str, january: Undecided, db: None) -> None:
    body = bytes(january.publication.version.files.get(format=kind).content)
    said, table = words_in(kind, body), READERS[kind](body, january.paper)["table-1"]
    cells = "\n".join(str(cell) for row in table for cell in row)
    assert cells.count("[c]") >= len(january.hidden)
    for figure in january.hidden:
        if figure.label.endswith("£000"):
            assert not stated(figure.value).search(said), figure
            assert not re.search(rf"(?<![\d,.]){figure.value}(?![\d,.])", cells), figure
        else:
            name = figure.label.removeprefix("Table 1, ").rpartition(", ")[0]
            assert not re.search(rf"{re.escape(name)}:\s+{re.escape(figure.value)}(?!\d)", said), figure
