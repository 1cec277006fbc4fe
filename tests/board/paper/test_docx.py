"""The DOCX is one that Word finds its way in: styles, numbers that it counts, tables, alternative text, language."""

import io
from dataclasses import replace
from datetime import datetime

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from apps.board.calculations.paper.document import Paper, Paragraph, Run, Section
from apps.board.renderers.docx import docx as write
from tests.board.paper.docx_numbers import labels
from tests.board.paper.sample import report, words

PAPER = report()
DOCUMENT = docx.Document(io.BytesIO(write(PAPER)))
BODY = DOCUMENT.element.body
TABLES = [table for table in BODY.iter(qn("w:tbl")) if table.find(f".//{qn('w:tblHeader')}") is not None]


def styled(name: str) -> list[str]:
    return [paragraph.text for paragraph in DOCUMENT.paragraphs if paragraph.style.name == name]


def test_headings_carry_real_styles_in_the_papers_order() -> None:
    assert styled("Title") == [PAPER.title]
    found = [(p.style.name, p.text) for p in DOCUMENT.paragraphs if p.style.name.startswith("Heading")]
    wanted = [
        ("Heading 2" if section.slug in ("sufficiency", "dingleys") else "Heading 1", section.heading)
        for section in PAPER.all_sections()
    ]
    assert found == [*wanted, ("Heading 1", "About this paper")]


def test_word_counts_the_numbers_that_the_paper_gives() -> None:
    """None is typed: the text of the paragraph begins with its words."""
    counted = [
        label for paragraph, label in labels(DOCUMENT) if paragraph.style.name in ("Heading 1", "Numbered Paragraph")
    ]
    sections = [f"{section.number}." for section in PAPER.sections if section.number]
    assert [label for label in counted if label.endswith(".")] == sections
    numbers = [b.number for s in PAPER.all_sections() for b in s.blocks if isinstance(b, Paragraph) and b.number]
    assert [label for label in counted if label and not label.endswith(".")] == numbers
    assert not [text for text in styled("Numbered Paragraph") if text[0].isdigit()]


@pytest.mark.parametrize(
    "numbers", [("4.1", "4.2", "4.5", "4.6"), ("4.3",), ("2.1", "4.1", "4.2"), ("4.1", "4.1.1", "4.1.2", "4.2")]
)
def test_a_number_that_does_not_follow_starts_its_level_anew(numbers: tuple[str, ...]) -> None:
    section = Section("only", "Only", "4", tuple(words("Words.", number) for number in numbers))
    made = docx.Document(io.BytesIO(write(replace(PAPER, sections=(section,), appendices=()))))
    assert [label for paragraph, label in labels(made) if paragraph.style.name == "Numbered Paragraph"] == list(numbers)


def test_a_number_that_word_cannot_count_is_typed() -> None:
    section = Section("only", "Only", "IV", (Paragraph((Run("Words."),), "iv.a"),))
    made = docx.Document(io.BytesIO(write(replace(PAPER, sections=(section,)))))
    assert "iv.a Words." in [p.text for p in made.paragraphs]
    assert "IV. Only" in [p.text for p in made.paragraphs]


def test_each_list_counts_from_its_own_first() -> None:
    listed = [label for paragraph, label in labels(DOCUMENT) if paragraph.style.name == "List Number"]
    assert listed == ["1.", "2.", "3."]
    bullets = [p for p, label in labels(DOCUMENT) if p.style.name == "List Bullet" and not label]
    assert len(bullets) == 3
    assert all(p._p.pPr.numPr is not None for p in bullets)


def test_tables_repeat_their_header_and_part_no_row() -> None:
    assert len(TABLES) == 6
    for table in TABLES:
        rows = table.findall(qn("w:tr"))
        marks = [row.find(f"./{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
        assert marks == [True, *[False] * (len(rows) - 1)]
        assert all(row.find(f"./{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        assert table.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"


def test_every_table_has_words_for_who_cannot_see_it() -> None:
    every = list(BODY.iter(qn("w:tbl")))
    assert len(every) == 8
    for table in every:
        assert table.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert table.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
    captions = [table.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) for table in TABLES]
    assert captions == [table.title for table in PAPER.tables()]


def test_captions_have_their_style_and_count_themselves() -> None:
    whole = ["".join(t.text for t in p._p.iter(qn("w:t"))) for p in DOCUMENT.paragraphs if p.style.name == "Caption"]
    assert whole == [table.title for table in PAPER.tables()]
    fields = [f.get(qn("w:instr")).split()[:2] for f in BODY.iter(qn("w:fldSimple"))]
    assert fields == [["SEQ", "Table"]] * 4


def test_no_cell_is_merged_and_columns_fill_the_page() -> None:
    for table in TABLES:
        assert not list(table.iter(qn("w:gridSpan"), qn("w:vMerge")))
        widths = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
        assert sum(widths) == int(table.tblPr.find(qn("w:tblW")).get(qn("w:w")))
        assert min(widths) > 300


def test_the_drawing_has_alternative_text() -> None:
    (drawn,) = [node for node in BODY.iter() if node.tag.endswith("}docPr")]
    (picture,) = PAPER.pictures()
    assert drawn.get("descr") == picture.alternative


def test_the_wide_table_stands_on_pages_turned_on_their_side() -> None:
    assert [section.orientation for section in DOCUMENT.sections] == [
        WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT,
    ]  # fmt: skip
    turned = DOCUMENT.sections[1]
    assert turned.page_width > turned.page_height


def test_the_document_speaks_one_language() -> None:
    for part in (DOCUMENT.styles.element, BODY):
        assert {lang.get(qn("w:val")) for lang in part.iter(qn("w:lang"))} <= {"en-GB"}
    assert DOCUMENT.styles.element.find(f"./{qn('w:docDefaults')}//{qn('w:lang')}").get(qn("w:val")) == "en-GB"


def test_properties_are_those_of_the_paper_and_not_of_the_clock() -> None:
    found = DOCUMENT.core_properties
    assert (found.title, found.subject, found.author, found.language) == (
        PAPER.title, PAPER.subject, PAPER.council, "en-GB",
    )  # fmt: skip
    assert found.created.replace(tzinfo=None) == found.modified.replace(tzinfo=None) == datetime(2026, 1, 20, 9, 30)  # noqa: DTZ001 - python-docx gives UTC without saying so
    assert found.identifier == PAPER.pack_hash


def test_every_page_ends_with_version_hash_and_number() -> None:
    footer = DOCUMENT.sections[0].footer._element
    text = "".join(node.text or "" for node in footer.iter(qn("w:t")))
    assert text.startswith(f"Version 1 · figures frozen 20 January 2026 · hash {PAPER.pack_hash[:12]}")
    assert [f.get(qn("w:instr")).strip() for f in footer.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    assert all(section.footer.is_linked_to_previous for section in list(DOCUMENT.sections)[1:])


def test_links_lead_somewhere() -> None:
    marks = {mark.get(qn("w:name")) for mark in BODY.iter(qn("w:bookmarkStart"))}
    links = list(BODY.iter(qn("w:hyperlink")))
    within = {link.get(qn("w:anchor")) for link in links} - {None}
    assert within <= marks
    assert len(within) == 16  # fifteen of the contents, and Table 1
    outside = [DOCUMENT.part.rels[link.get(qn("r:id"))].target_ref for link in links if link.get(qn("r:id"))]
    assert outside == ["https://www.legislation.gov.uk/ukpga/2014/6/contents"]


def test_a_paper_without_anything_is_still_one() -> None:
    bare: Paper = replace(PAPER, header=(), sections=(), appendices=(), notices=())
    made = docx.Document(io.BytesIO(write(bare)))
    assert made.paragraphs[1].text == PAPER.title
