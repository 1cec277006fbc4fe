"""Tables in a council's template: by their captions, figures on one line, turned where the page is too narrow."""

import io
import re
from functools import cache
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Emu, Inches, Mm

from apps.board.renderers.docx import docx as write
from apps.board.renderers.docx_face import BROADEST, PLAIN, breadth_of
from tests.board.paper.reading import docx_text
from tests.board.paper.sample import report

TEMPLATES = {
    "A4": (Mm(210), Mm(297), Mm(25.4), ""),
    "Letter": (Inches(8.5), Inches(11), Inches(1), ""),
    "narrow": (Mm(210), Mm(297), Mm(45), ""),
    "wide": (Mm(210), Mm(297), Mm(10), "Arial"),
    "Verdana": (Mm(210), Mm(297), Mm(30), "Verdana"),
}
# Verdana Bold, the broadest of common faces, in parts of the letters' size.
DIGIT, SIGN = 0.711, 0.48
FIGURE = re.compile(r"[(-−]?£?[\d,]+(?:\.\d+)?(?:pa|%)?\)?")
SIZES = {"Table Text": 10.0, "Narrow Table Text": 8.5, "Wide Table Text": 6.5}
FREE = {"Table Text": 160, "Narrow Table Text": 160, "Wide Table Text": 60}  # of a cell's width, left and right


@cache
def template(name: str) -> bytes:
    width, height, margin, face = TEMPLATES[name]
    made = docx.Document()
    page = made.sections[0]
    page.page_width, page.page_height, page.left_margin, page.right_margin = width, height, margin, margin
    page.header.paragraphs[0].text = "The council’s header"
    if face:
        made.styles["Normal"].font.name = face
    caption = made.styles["Caption"]
    caption.paragraph_format.keep_with_next = False
    made.styles["Heading 1"].paragraph_format.keep_with_next = False
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@cache
def paper(name: str) -> docx.document.Document:
    return docx.Document(io.BytesIO(write(report(), template(name) if name else None)))


@pytest.mark.parametrize("name", TEMPLATES)
def test_captions_and_headings_stand_on_the_page_of_what_follows(name: str) -> None:
    kept = [p for p in paper(name).paragraphs if p.style and p.style.name in ("Caption", "Heading 1", "Heading 2")]
    assert len(kept) > 20
    assert all(p.paragraph_format.keep_with_next for p in kept if p.text != "About this paper")
    for table in tables(name):
        assert table.getprevious().find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val")) == "Caption"


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_figure_of_any_cell_breaks_over_lines_in_the_broadest_face(name: str) -> None:
    looks = {style.style_id: style.name for style in paper(name).styles}
    seen = 0
    for cell in (cell for table in tables(name) for cell in table.iter(qn("w:tc"))):
        look = looks[cell.find(f".//{qn('w:pStyle')}").get(qn("w:val"))]
        width = int(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w")))
        for word in filter(FIGURE.fullmatch, docx_text(cell).split()):
            needs = sum(DIGIT if c.isdigit() else SIGN for c in word) * SIZES[look] * 20 + FREE[look]
            assert needs <= width, (word, look, width)
            seen += 1
    assert seen > 300


@pytest.mark.parametrize("name", ["", *TEMPLATES])
def test_columns_fill_the_page_between_its_margins(name: str) -> None:
    rooms = {(p.page_width - p.left_margin - p.right_margin) // 635 for p in paper(name).sections}
    for table in tables(name):
        widths = [int(column.get(qn("w:w"))) for column in table.find(qn("w:tblGrid"))]
        assert any(abs(sum(widths) - room) <= 1 for room in rooms), widths


def test_a_table_that_a_narrow_page_cannot_hold_is_turned_and_the_rest_stay() -> None:
    assert turned("A4") == [False, False, False, False, False, True]
    assert turned("narrow") == [False, True, False, False, True, True]


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_turned_page_begins_below_the_header(name: str) -> None:
    pages = [page for page in paper(name).sections if page.page_width > page.page_height]
    assert pages
    assert all(page.top_margin >= page.header_distance + Mm(8) for page in pages)


def test_the_breadth_of_letters_is_that_of_the_templates_face() -> None:
    assert [breadth_of(docx.Document(io.BytesIO(template(name)))) for name in ("A4", "wide", "Verdana")] == [
        PLAIN, PLAIN, BROADEST,
    ]  # fmt: skip
    made = docx.Document(io.BytesIO(template("A4")))
    for fonts in list(made.styles.element.iter(qn("w:rFonts"))):
        fonts.getparent().remove(fonts)
    assert breadth_of(made) == BROADEST


def test_the_first_of_two_columns_holds_its_longest_word() -> None:
    """“recommendations”, bold, in letters as broad on the whole as those of Arial and of Verdana."""
    for name, letter in (("narrow", 0.62), ("Verdana", 0.7)):
        first = paper(name).tables[0].columns[0].width
        assert first >= Emu(int(len("recommendations") * letter * 10 * 12_700)) + Emu(160 * 635), name


def tables(name: str) -> list[Any]:
    return [t for t in paper(name).element.body.iter(qn("w:tbl")) if t.find(f".//{qn('w:tblHeader')}") is not None]


def turned(name: str) -> list[bool]:
    """Of each table, whether its page lies on its side."""
    found: list[bool] = []
    waiting = 0
    for node in paper(name).element.body.iter(qn("w:tbl"), qn("w:sectPr")):
        if node.tag == qn("w:tbl"):
            waiting += node.find(f".//{qn('w:tblHeader')}") is not None
        else:
            size = node.find(qn("w:pgSz"))
            found += [int(size.get(qn("w:w"))) > int(size.get(qn("w:h")))] * waiting
            waiting = 0
    return found
