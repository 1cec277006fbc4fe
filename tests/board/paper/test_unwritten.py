"""A part of a paper in which nothing stands: said in every format, and refused before a paper is finished."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import docx
import openpyxl
import pytest
from django.utils import timezone
from docx.oxml.ns import qn
from odf import opendocument
from odf import text as of_text
from pypdf import PdfReader

from apps.board.calculations.paper.blocks import BY_SLUG
from apps.board.calculations.paper.document import Block, HeaderRow, Items, Paragraph, Picture, Run, Section
from apps.board.content.drafted import drafted
from apps.board.forms.papers import TextForm
from apps.board.models import Publication
from apps.board.renderers.formats import FORMATS, render
from apps.board.services.papers import finish_paper, write_text
from apps.core.errors import Refused
from tests.board.paper.january import january_published
from tests.board.paper.made import with_texts
from tests.board.paper.sample import report
from tests.fixtures import person, standing
from tests.markup import read

SAID = "No text has been written for this section."
EMPTY: dict[str, tuple[Block, ...]] = {
    "no block": (),
    "a paragraph without words": (Paragraph((), "1.1"),),
    "blanks alone": (Paragraph((Run(" \t\u00a0"),)),),
    "a list without items": (Items(()),),
    "items without words": (Items(((), (Run(" "),))),),
    "a drawing that nothing could draw": (Picture("drawn", "Caption", "Alternative"),),
}
PARTS = [*EMPTY, "in a row of the header", "in an appendix", "within a section"]
PAPER = replace(
    with_texts("Words"),
    header=(HeaderRow("in a row of the header", (Paragraph(()),)), HeaderRow("Status", (Paragraph((Run("Public"),)),))),
    sections=(
        *(Section(f"part-{n}", name, "", blocks) for n, (name, blocks) in enumerate(EMPTY.items())),
        Section("outer", "With another within", "", (), (Section("inner", "within a section"),)),
    ),
    appendices=(Section("appendix", "in an appendix"),),
)  # fmt: skip


def html_words(content: bytes) -> str:
    return read(content.decode()).text


def docx_words(content: bytes) -> str:
    return "\n".join(t.text or "" for t in docx.Document(io.BytesIO(content)).element.body.iter(qn("w:t")))


def pdf_words(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def ods_words(content: bytes) -> str:
    return "\n".join(str(p) for p in opendocument.load(io.BytesIO(content)).getElementsByType(of_text.P))


def xlsx_words(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(cell.value) for page in book for row in page.iter_rows() for cell in row)


def csv_words(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        notes = json.loads(archive.read("metadata.json")).get("notes", [])
    return "\n".join(note["dc:description"] for note in notes)


WORDS: dict[str, Callable[[bytes], str]] = {
    "html": html_words, "docx": docx_words, "pdf": pdf_words, "ods": ods_words, "xlsx": xlsx_words, "csv": csv_words,
}  # fmt: skip


@pytest.mark.parametrize("slug", FORMATS)
def test_every_empty_part_says_in_words_that_nothing_was_written(slug: str) -> None:
    found = WORDS[slug](render(PAPER, slug))
    assert found.count(SAID) == len(PARTS)
    assert all(name in found for name in PARTS)


@pytest.mark.parametrize("slug", FORMATS)
def test_a_paper_whose_every_part_is_written_does_not_say_so(slug: str) -> None:
    if slug != "csv":
        assert SAID not in WORDS[slug](render(report(), slug))
    else:
        assert (
            b'"notes"' not in zipfile.ZipFile(io.BytesIO(render(with_texts("Words"), slug))).read("metadata.json")[:900]
        )


@pytest.mark.parametrize("slug", ["xlsx", "ods"])
def test_a_workbook_without_a_table_says_so_and_lists_its_cover(slug: str) -> None:
    found = WORDS[slug](render(PAPER, slug)).splitlines()
    assert "This paper holds no table." in found
    assert found[found.index("Title") + 1 :][:2] == ["Cover", "Words"]


def test_a_text_of_places_alone_is_no_text() -> None:
    form = TextForm(BY_SLUG["financial"], None, given("[Table 4]"))
    assert form.errors["words"] == ["Write the implications, or that there are none."]


@pytest.mark.parametrize("words", ["[None]", "Words before.\n\n[Table 9]", "Words.\n[Table 4]\n\n[Table 4]"])
def test_a_line_that_places_no_table_is_refused_before_it_is_saved(words: str) -> None:
    form = TextForm(BY_SLUG["financial"], None, given(f"Words.\n\n{words}"))
    assert "places a table, and this is none that can stand here" in form.errors["words"][0]
    assert "Here it can be [Table 4]." in form.errors["words"][0]
    assert TextForm(BY_SLUG["financial"], None, given("Words.\n\n[ table 4 ]")).is_valid()
    assert "Write it as a sentence" in TextForm(BY_SLUG["wards"], None, given("A\n[None]")).errors["words"][0]


def given(words: str) -> dict[str, str]:
    return {"words": words, "role": "Report author", "version": "0", "quoted": ""}


@pytest.fixture(scope="module")
def january(django_db_setup: None, django_db_blocker: Any) -> Iterator[Publication]:
    with standing(django_db_blocker, lambda: january_published(files=False)) as made:
        yield made


@pytest.mark.parametrize(
    ("block", "words", "said"),
    [
        ("legal", "[None]", "6. Summary of legal implications: nothing is written."),
        ("legal", "None.\n\n[None]", "6. Summary of legal implications: “[None]” places no table of this paper here."),
        ("wards", "—", "Wards: nothing is written."),
        ("question-2", "Of these, 9,876 places are empty.", "“9,876” is no figure of the pack."),
        ("appendix-1", "They asked about £9.876 million.", "“£9.876 million” is no figure of the pack."),
        ("status", "Public\n[Table 1]", "Status: “[Table 1]” places no table of this paper here."),
    ],
)
def test_a_paper_with_an_empty_part_or_an_unknown_number_is_not_finished(
    january: Publication, db: None, block: str, words: str, said: str
) -> None:
    paper = january.version.paper
    write_text(paper=paper, block=block, words=words, quoted=[], role="Report author", read_version=1,
               by=person("manager"), at=timezone.now())  # fmt: skip
    assert any(said in problem.sentence for problem in drafted(paper).problems)
    with pytest.raises(Refused) as refusal:
        finish_paper(paper=paper, read_versions=1, notice="Texts.", by=person("finance"), at=timezone.now())
    assert said in str(refusal.value)
