"""Words that a file or a program might take for something else stay words, in every format."""

import csv
import io
import re
import zipfile
from decimal import Decimal
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from odf import opendocument
from odf import table as of_tables

from apps.board.calculations.paper.document import Paper, Table
from apps.board.renderers.csvw import csv_files
from apps.board.renderers.formats import FORMATS, render
from apps.board.renderers.html import html
from apps.board.renderers.words import clean
from apps.core.exports.sheets import could_be_formula
from tests.board.paper.made import FORMULAS, HOSTILE, papers, with_texts
from tests.board.paper.reading import READERS, Value, number_in, walk
from tests.markup import read

UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)  # a page takes too long to look for the smallest fault
QUICK = ("html", "docx", "ods", "xlsx", "csv")
slow = settings(suppress_health_check=list(HealthCheck))
LONG = "word " * 7_000  # more than one cell of XLSX holds


@pytest.mark.parametrize("text", FORMULAS)
def test_no_spreadsheet_works_out_what_somebody_wrote(text: str) -> None:
    """Twelve beginnings × every column and every other place of words × the three formats that a spreadsheet opens."""
    paper = with_texts(text)
    for name, body in csv_files(paper).items():
        if name.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))
            cells = [cell for row in rows for cell in row if cell != "[z]"]
            assert cells
            assert not [cell for cell in cells if could_be_formula(cell) and not cell.startswith("'")]
    for page in openpyxl.load_workbook(io.BytesIO(render(paper, "xlsx"))):
        cells_ = [cell for row in page for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells_} == {"s"}
        assert not [cell.coordinate for cell in cells_ if could_be_formula(cell.value) and not cell.quotePrefix]
    book = opendocument.load(io.BytesIO(render(paper, "ods")))
    found = book.getElementsByType(of_tables.TableCell)
    assert {cell.getAttribute("valuetype") for cell in found} == {"string"}
    assert not [cell for cell in found if cell.getAttribute("formula")]


@pytest.mark.parametrize("text", HOSTILE)
def test_words_come_back_as_they_were_written(text: str) -> None:
    paper = with_texts(text)
    wish = clean(text)
    for slug in QUICK:
        _, row = READERS[slug](render(paper, slug), paper)["only-table"]
        shown = {str(cell).removeprefix("'") if slug == "csv" else str(cell) for cell in row}
        assert {" ".join(cell.split()) for cell in shown} == {
            " ".join(wish.split()) or ("[z]" if slug in QUICK[2:] else "–")
        }


@pytest.mark.parametrize("slug", FORMATS)
def test_a_very_long_cell_is_written(slug: str) -> None:
    paper = with_texts("short", cell=LONG)
    _, row = READERS[slug](render(paper, slug), paper)["only-table"]
    assert str(row[2]).startswith("word word")


@given(papers())
@settings(slow, max_examples=25)
def test_numbers_and_parts_of_any_paper_are_sound(paper: Paper) -> None:
    for slug in QUICK:
        body = render(paper, slug)
        assert read_back(paper, body, slug) == figures_of(paper)
        if slug != "html":
            check_parts(body)


@given(papers())
@settings(slow, max_examples=8, phases=UNSHRUNK)
def test_numbers_of_any_paper_stand_in_its_pdf(paper: Paper) -> None:
    assert read_back(paper, render(paper, "pdf"), "pdf") == figures_of(paper)


@given(papers())
@settings(slow, max_examples=25)
def test_html_holds_no_element_or_address_that_a_paper_brought(paper: Paper) -> None:
    tree = read(html(paper))
    elements = list(walk(tree))
    assert not [e.tag for e in elements if e.tag in ("script", "style", "iframe", "object")]
    assert not [e for e in elements for name in e.attributes if name.startswith("on") or name == "style"]
    addresses = {e["href"] for e in elements if e.tag == "a"}
    places = {e["id"] for e in elements if e["id"]}
    assert all(re.match(r"https://www|#|/claims/|mailto:a@b", address) for address in addresses), addresses
    assert {address[1:] for address in addresses if address.startswith("#")} <= places


def read_back(paper: Paper, body: bytes, slug: str) -> dict[str, list[list[Decimal | None]]]:
    tables = READERS[slug](body, paper)
    return {table.slug: figures_read(table, tables[table.slug]) for table in paper.tables()}


def figures_read(table: Table, rows: list[list[Value]]) -> list[list[Decimal | None]]:
    """Of the cells that the paper gives as numbers; a heading over rows is a column of its own in spreadsheets."""
    extra = len(rows[0]) - len(table.headings)
    lines = [line for line in table.rows if not extra or line.kind != "group"]
    return [
        [number_in(cell) for cell, given_ in zip(row[extra:], line.cells, strict=True) if given_.value is not None]
        for row, line in zip(rows[1:] if lines else [], lines, strict=True)
        if line.kind != "group"
    ]


def figures_of(paper: Paper) -> dict[str, list[list[Decimal | None]]]:
    return {
        table.slug: [[c.value for c in row.cells if c.value is not None] for row in table.rows if row.kind != "group"]
        for table in paper.tables()
    }


def check_parts(body: bytes) -> None:
    """Every XML part of the file can be read, and none says what happened on this machine's clock."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))  # noqa: S314 - our own file
