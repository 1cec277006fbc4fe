"""Tables read back from each format, by other programs than those that wrote them: {slug of the table: rows of cells}.

The header row comes first. A cell is its text, or its number where the format holds numbers; a line end parts lines.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import docx
import openpyxl
from docx.oxml.ns import qn
from odf import opendocument
from odf import table as of_tables
from odf import text as of_text

from apps.board.calculations.paper.document import Paper
from tests.board.paper.reading_pdf import tables_of
from tests.markup import Element, read

Value = str | Decimal
Tables = dict[str, list[list[Value]]]
NUMBER = re.compile(r"\(?[-−]?£?(\d{1,3}(?:,\d{3})*|\d+)(\.\d+)?\)?(?:pa)?")
ESCAPED = re.compile(r"_x005F_")


def number_in(text: Value) -> Decimal | None:
    """The number that a cell prints: brackets and minus are below nought; units and thousands are left out."""
    if isinstance(text, Decimal):
        return text
    found = NUMBER.fullmatch(text.strip())
    if not found:
        return None
    value = Decimal(found[1].replace(",", "") + (found[2] or ""))
    return -value if text.strip()[0] in "(-−" else value


def numbers(rows: list[list[Value]]) -> list[list[Decimal]]:
    """Of each row but the heading, in order; a row without any is left out."""
    found = [[n for cell in row if (n := number_in(cell)) is not None] for row in rows[1:]]
    return [row for row in found if row]


def html(content: bytes, paper: Paper) -> Tables:
    page = read(content.decode())
    places = {element["id"]: element for element in walk(page) if element["id"]}
    return {table.slug: html_rows(places[table.slug]) for table in paper.tables()}


def html_rows(place: Element) -> list[list[Value]]:
    rows = [element for element in walk(place) if element.tag == "tr"]
    return [[html_text(cell) for cell in row.children if isinstance(cell, Element)] for row in rows]


def html_text(element: Element) -> str:
    """As it is seen: hidden words are left out, items of a list stand on lines of their own."""
    if "app-paper__hidden" in element.classes:
        return ""
    parts = [child if isinstance(child, str) else html_text(child) for child in element.children]
    return "\n".join(parts) if element.tag == "ul" else "".join(parts)


def walk(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        if isinstance(child, Element):
            yield from walk(child)


def docx_(content: bytes, paper: Paper) -> Tables:
    body = docx.Document(io.BytesIO(content)).element.body
    made = [table for table in body.iter(qn("w:tbl")) if table.find(f".//{qn('w:tblHeader')}") is not None]
    return {table.slug: docx_rows(found) for table, found in zip(paper.tables(), made, strict=True)}


def docx_rows(table: Any) -> list[list[Value]]:
    return [[docx_text(cell) for cell in row.iter(qn("w:tc"))] for row in table.iter(qn("w:tr"))]


def docx_text(cell: Any) -> str:
    return "\n".join("".join(_docx_words(p)) for p in cell.iter(qn("w:p")))


def _docx_words(paragraph: Any) -> Iterator[str]:
    for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")):
        yield {qn("w:tab"): "\t", qn("w:br"): "\n"}.get(node.tag, node.text or "")


def pdf(content: bytes, paper: Paper) -> Tables:
    return {table.slug: found for table, found in zip(paper.tables(), tables_of(content), strict=True)}


def xlsx(content: bytes, paper: Paper) -> Tables:
    book = openpyxl.load_workbook(io.BytesIO(content))
    pages = [page for page in book if page.title not in ("Cover", "Contents", "Notes")]
    return {table.slug: xlsx_rows(page) for table, page in zip(paper.tables(), pages, strict=True)}


def xlsx_rows(page: Any) -> list[list[Value]]:
    """Of the marked table alone: what stands outside its range is not read."""
    (marked,) = page.tables.values()
    return [[xlsx_value(cell) for cell in row] for row in page[marked.ref]]


def xlsx_value(cell: Any) -> Value:
    if cell.data_type == "n":
        return Decimal(repr(cell.value))
    assert cell.data_type == "s", (cell.coordinate, cell.data_type)
    return ESCAPED.sub("_", cell.value)


def ods(content: bytes, paper: Paper) -> Tables:
    book = opendocument.load(io.BytesIO(content))
    ranges = {r.getAttribute("name"): r for r in book.getElementsByType(of_tables.DatabaseRange)}
    pages = {page.getAttribute("name"): page for page in book.getElementsByType(of_tables.Table)}
    names = [name for name in pages if name not in ("Cover", "Contents", "Notes")]
    return {
        table.slug: ods_rows(pages[name], ranges[f"{name}_data"].getAttribute("targetrangeaddress"))
        for table, name in zip(paper.tables(), names, strict=True)
    }


def ods_rows(page: Any, area: str) -> list[list[Value]]:
    found = re.fullmatch(r"'[^']+'\.A(\d+):'[^']+'\.[A-Z]+(\d+)", area)
    assert found, area
    rows = page.getElementsByType(of_tables.TableRow)[int(found[1]) - 1 : int(found[2])]
    return [[ods_value(cell) for cell in row.getElementsByType(of_tables.TableCell)] for row in rows]


def ods_value(cell: Any) -> Value:
    if cell.getAttribute("valuetype") == "float":
        return Decimal(cell.getAttribute("value"))
    return "\n".join("".join(_ods_words(p)) for p in cell.getElementsByType(of_text.P))


def _ods_words(node: Any) -> Iterator[str]:
    for child in node.childNodes:
        if child.nodeType == child.TEXT_NODE:
            yield child.data
        elif child.qname[1] in ("tab", "s"):
            yield "\t" if child.qname[1] == "tab" else " " * int(child.getAttribute("c") or 1)
        else:
            yield from _ods_words(child)


def csv_(content: bytes, paper: Paper) -> Tables:
    """Numbers are those of the columns that the metadata calls numbers."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        about = json.loads(archive.read("metadata.json"))
        files = {each["url"]: archive.read(each["url"]) for each in about["tables"]}
    return {
        table.slug: csv_rows(files[each["url"]], each["tableSchema"]["columns"])
        for table, each in zip(paper.tables(), about["tables"], strict=True)
    }


def csv_rows(content: bytes, columns: list[dict[str, Any]]) -> list[list[Value]]:
    first, *rest = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [list(first), *([csv_value(*pair) for pair in zip(row, columns, strict=True)] for row in rest)]


def csv_value(text: str, column: dict[str, Any]) -> Value:
    is_number = column["datatype"] == "decimal" and text not in column["null"]
    return Decimal(text) if is_number else text


READERS: dict[str, Callable[[bytes, Paper], Tables]] = {
    "html": html, "docx": docx_, "pdf": pdf, "ods": ods, "xlsx": xlsx, "csv": csv_,
}  # fmt: skip
