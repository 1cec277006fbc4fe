"""XLSX by the Analysis Function's rules (``book``): real tables, titles marked as headings, numbers as numbers.

No formula is ever written: text stays text, also when it is edited in place.
"""

import io
import re
from decimal import Decimal
from textwrap import wrap
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table as Marked
from openpyxl.worksheet.table import TableStyleInfo

from apps.board.calculations.paper.document import Paper
from apps.board.renderers import words, zips
from apps.board.renderers.book import Grid, Sheet, Value, places, sheets, width
from apps.core.exports.sheets import could_be_formula

FACE, SIZE, TITLE_SIZE = "Arial", 12, 16
WIDEST, NARROWEST, COVER_WIDTH, CONTENTS_WIDTH = 50, 13, 100, 90
LONGEST_TEXT = 32_767
LINE, TITLE_LINE, MOST_LINES, LETTER = (
    16,
    26,
    25,
    1.1,
)  # points, of which a row holds 409; one letter of ours in those of Excel
TITLE_STYLE = "Headline 1"  # Excel's own “Heading 1”
PLAIN, BOLD = Font(name=FACE, size=SIZE), Font(name=FACE, size=SIZE, bold=True)
TITLE, LINK = (
    Font(name=FACE, size=TITLE_SIZE, bold=True),
    Font(name=FACE, size=SIZE, color="12436D", underline="single"),
)
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
CLOCK = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
STYLE = "TableStyleLight1"


def xlsx(paper: Paper) -> bytes:
    paper = words.cleaned(paper)
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets(paper):
        _write(book.create_sheet(sheet.name), sheet)
    _state(book, paper)
    out = io.BytesIO()
    book.save(out)
    at = f"{words.written_at(paper):%Y-%m-%dT%H:%M:%SZ}".encode()
    return zips.again(out.getvalue(), {"docProps/core.xml": lambda found: CLOCK.sub(rb"\g<1>" + at, found)})


def _write(page: Any, sheet: Sheet) -> None:
    for number, line in enumerate(sheet.lines, start=1):
        if number == 1:
            page.cell(1, 1).style = TITLE_STYLE
        cell = _text(page, number, 1, line, PLAIN if number > 1 else TITLE)
        if number == 1:
            cell.border = Border()
            page.row_dimensions[number].height = TITLE_LINE
        cell.alignment = Alignment(wrap_text=sheet.grid is None, vertical="top")
    if sheet.grid is None:
        page.column_dimensions["A"].width = LETTER * COVER_WIDTH
        for number, line in enumerate(sheet.lines[1:], start=2):
            page.row_dimensions[number].height = LINE * _lines(page, [line])
    else:
        _table(page, sheet, sheet.grid, len(sheet.lines) + 1)
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight = True, False


def _table(page: Any, sheet: Sheet, grid: Grid, top: int) -> None:
    for column, heading in enumerate(grid.headings, start=1):
        _text(page, top, column, heading, BOLD).alignment = _side(grid.numeric[column - 1], "bottom")
        widest = CONTENTS_WIDTH if sheet.name in ("Contents", "Notes") else WIDEST
        letters = width(column - 1, grid, widest, NARROWEST)
        page.column_dimensions[get_column_letter(column)].width = LETTER * letters
    for number, (row, kind) in enumerate(zip(grid.rows, grid.kinds, strict=True), start=top + 1):
        for column, value in enumerate(row, start=1):
            cell = _value(page, number, column, value, BOLD if kind in ("total", "subtotal", "ours") else PLAIN)
            cell.alignment = _side(grid.numeric[column - 1], "top")
        page.row_dimensions[number].height = LINE * _lines(page, [str(value) for value in row])
        if target := sheet.links.get(number - top - 1):
            _lead(page.cell(number, 1), target)
    page.row_dimensions[top].height = LINE * _lines(page, grid.headings)
    _mark(page, sheet.table_name, grid, top)


def _lines(page: Any, texts: list[str]) -> int:
    """Of a row whose words wrap in the widths of its columns; no more than a row may have."""
    counts = [1]
    for column, text in enumerate(texts, start=1):
        room = int(page.column_dimensions[get_column_letter(column)].width / LETTER)
        counts.append(sum(len(wrap(line, room)) or 1 for line in text[:LONGEST_TEXT].split("\n")))
    return min(max(counts), MOST_LINES)


def _mark(page: Any, name: str, grid: Grid, top: int) -> None:
    """A table that Excel and screen readers know: its name, its header row, no filter buttons."""
    last = f"{get_column_letter(len(grid.headings))}{top + len(grid.rows)}"
    table = Marked(displayName=name, name=name, ref=f"A{top}:{last}")
    table._initialise_columns()
    for column, heading in zip(table.tableColumns, grid.headings, strict=True):
        column.name = ESCAPE.sub("_x005F_", heading)  # as in its cell, or Excel calls the file damaged
    table.autoFilter = None
    table.tableStyleInfo = TableStyleInfo(name=STYLE, showRowStripes=False, showColumnStripes=False)
    page.add_table(table)


def _value(page: Any, row: int, column: int, value: Value, font: Font) -> Any:
    if not isinstance(value, Decimal):
        return _text(page, row, column, value, font)
    cell = page.cell(row, column, value)
    cell.font = font
    cell.number_format = "#,##0" + ("." + "0" * places(value) if places(value) else "")
    return cell


def _text(page: Any, row: int, column: int, text: str, font: Font) -> Any:
    cell = page.cell(row, column)
    shown = text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"
    cell.value = ESCAPE.sub("_x005F_", shown)
    cell.data_type = "s"
    cell.font = font
    if could_be_formula(text):
        cell.quotePrefix = True
    return cell


def _lead(cell: Any, sheet: str) -> None:
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{sheet}'!A1", display=sheet)
    cell.font = LINK


def _side(numeric: bool, vertical: str) -> Alignment:
    return Alignment(horizontal="right" if numeric else "left", vertical=vertical, wrap_text=True)


def _state(book: Any, paper: Paper) -> None:
    found = book.properties
    found.title, found.subject, found.creator = paper.title, paper.subject or paper.title, paper.council
    found.lastModifiedBy, found.language, found.version = paper.council, paper.language, str(paper.version)
    found.description, found.identifier = words.running(paper), paper.pack_hash
    found.created = words.written_at(paper).replace(tzinfo=None)
