"""ODS by the Analysis Function's rules (``book``): the same sheets as the workbook. No formula is ever written."""

import io
import re
from decimal import Decimal
from typing import Any

from lxml import etree
from odf import dc, meta, table, text
from odf.opendocument import OpenDocumentSpreadsheet

from apps.board.calculations.paper.document import Paper
from apps.board.renderers import words, zips
from apps.board.renderers.book import Grid, Sheet, Value, places, sheets, width
from apps.board.renderers.ods_looks import TITLE, Looks
from apps.core.exports.sheets import plain_number

LETTER = 0.24  # centimetres
WIDEST, NARROWEST, COVER_WIDTH, CONTENTS_WIDTH = 50, 13, 100, 90
BOLD_KINDS = ("total", "subtotal", "ours")
MIMETYPE = "mimetype"
PARTS = ("content.xml", "styles.xml", "meta.xml", "settings.xml", "META-INF/manifest.xml")
THUMBNAIL = "Thumbnails/thumbnail.png"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def ods(paper: Paper) -> bytes:
    paper = words.cleaned(paper)
    writer = _Writer(paper)
    for sheet in sheets(paper):
        writer.add(sheet)
    return writer.finished()


class _Writer:
    def __init__(self, paper: Paper) -> None:
        self.book = OpenDocumentSpreadsheet()
        self.paper = paper
        self.looks = Looks(self.book)
        self.looks.add_defaults(paper.language)
        self.ranges = table.DatabaseRanges()
        self._state()

    def add(self, sheet: Sheet) -> None:
        page = table.Table(name=sheet.name, stylename=self.looks.get("table"))
        grid = sheet.grid
        widths = [COVER_WIDTH] if grid is None else _widths(sheet, grid)
        for letters in widths:
            page.addElement(table.TableColumn(stylename=self.looks.get("column", f"{letters * LETTER:.2f}cm")))
        for place, line in enumerate(sheet.lines):
            look = TITLE if not place else self.looks.get("cell", "", "left", "wrap" if grid is None else "")
            page.addElement(_row([_cell(line, look)]))
        if grid is not None:
            self._table(page, sheet, grid)
        self.book.spreadsheet.addElement(page)

    def _table(self, page: Any, sheet: Sheet, grid: Grid) -> None:
        heads = table.TableHeaderRows()
        sides = ["right" if numeric else "left" for numeric in grid.numeric]
        looks = [self.looks.get("cell", "head", side, "wrap") for side in sides]
        heads.addElement(_row([_cell(head, look) for head, look in zip(grid.headings, looks, strict=True)]))
        page.addElement(heads)
        for place, (row, kind) in enumerate(zip(grid.rows, grid.kinds, strict=True)):
            weight = "bold" if kind in BOLD_KINDS else ""
            cells = [self._value(value, weight, side) for value, side in zip(row, sides, strict=True)]
            if target := sheet.links.get(place):
                cells[0] = _link(str(row[0]), target, self.looks.get("cell", "link", "left", "wrap"))
            page.addElement(_row(cells))
        first, last = len(sheet.lines) + 1, len(sheet.lines) + 1 + len(grid.rows)
        area = f"'{sheet.name}'.A{first}:'{sheet.name}'.{_letters(len(grid.headings))}{last}"
        self.ranges.addElement(
            table.DatabaseRange(
                name=sheet.table_name, targetrangeaddress=area, containsheader="true", displayfilterbuttons="false"
            )
        )

    def _value(self, value: Value, weight: str, side: str) -> Any:
        if not isinstance(value, Decimal):
            return _cell(value, self.looks.get("cell", weight, side, "wrap"))
        look = self.looks.get("cell", weight, side, "wrap", str(places(value)))
        made = table.TableCell(valuetype="float", value=plain_number(value), stylename=look)
        made.addElement(text.P(text=f"{value:,f}"))
        return made

    def finished(self) -> bytes:
        if self.ranges.childNodes:
            self.book.spreadsheet.addElement(self.ranges)
        out = io.BytesIO()
        self.book.write(out)
        changes: dict[str, zips.Change | None] = dict.fromkeys(PARTS, _plain)
        return zips.again(out.getvalue(), changes | {THUMBNAIL: None}, stored=(MIMETYPE,))

    def _state(self) -> None:
        paper, at = self.paper, f"{words.written_at(self.paper):%Y-%m-%dT%H:%M:%S}"
        for made in (
            dc.Title(text=paper.title),
            dc.Subject(text=paper.subject or paper.title),
            dc.Description(text=words.running(paper)),
            dc.Creator(text=paper.council),
            dc.Language(text=paper.language),
            dc.Date(text=at),
            meta.CreationDate(text=at),
            meta.InitialCreator(text=paper.council),
        ):
            self.book.meta.addElement(made)


def _plain(part: bytes) -> bytes:
    """In canonical order, without the namespaces that it does not use.

    odfpy declares every namespace that its process has met, in the order in which it met them.
    """
    root = etree.fromstring(part)
    etree.cleanup_namespaces(root)
    written: bytes = etree.tostring(root, method="c14n")
    return DECLARATION + written


def _widths(sheet: Sheet, grid: Grid) -> list[int]:
    widest = CONTENTS_WIDTH if sheet.name in ("Contents", "Notes") else WIDEST
    return [width(column, grid, widest, NARROWEST) for column in range(len(grid.headings))]


def _row(cells: list[Any]) -> Any:
    row = table.TableRow()
    for cell in cells:
        row.addElement(cell)
    return row


def _cell(words_: str, look: Any) -> Any:
    made = table.TableCell(valuetype="string", stringvalue=words_, stylename=look)
    for line in words_.split("\n"):
        made.addElement(_paragraph(line))
    return made


def _paragraph(line: str) -> Any:
    """Words with every space of theirs kept."""
    made = text.P()
    for piece in re.split(r"( {2,}|^ | $|\t)", line):
        if piece == "\t":
            made.addElement(text.Tab())
        elif piece and not piece.strip(" "):
            made.addElement(text.S(c=str(len(piece))))
        elif piece:
            made.addText(piece)
    return made


def _link(shown: str, sheet: str, look: Any) -> Any:
    made = table.TableCell(valuetype="string", stringvalue=shown, stylename=look)
    paragraph = text.P()
    paragraph.addElement(text.A(href=f"#'{sheet}'.A1", type="simple", text=shown))
    made.addElement(paragraph)
    return made


def _letters(column: int) -> str:
    """Of a column's number: 1 is A, 27 is AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found
