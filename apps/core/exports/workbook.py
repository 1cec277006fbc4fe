"""XLSX: a sheet for the table, or for each of several; on the last one what it is and where it comes from.

No formula is ever written.
"""

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from apps.core.charts import Column, Rows
from apps.core.exports.sheets import Sheet, Value, could_be_formula, exact_rows, headings

LONGEST_TEXT = 32_767  # what one cell holds
WIDEST, NARROWEST = 60, 10


def write_xlsx(sheet: Sheet, address: str, at: datetime) -> bytes:
    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": sheet.title, "comments": address})
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
        cells = _Cells(book)
        for name, rows in sheet.worksheets:
            _table(book.add_worksheet(name), rows, cells, bold)
        _about(book, sheet.about_lines(address, at), bold)
    return out.getvalue()


def _table(page: Any, table: Rows, cells: "_Cells", bold: Any) -> None:
    page.freeze_panes(1, 1)
    for index, column in enumerate(table.columns):
        page.set_column(index, index, _width(column, table))
    for index, text in enumerate(headings(table)):
        page.write_string(0, index, text[:LONGEST_TEXT], bold)
    for number, row in enumerate(exact_rows(table), start=1):
        for index, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            cells.write(page, number, index, column, value)


def _about(book: Any, lines: list[tuple[str, str]], bold: Any) -> None:
    page = book.add_worksheet("About")
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 90)
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
    for number, (name, text) in enumerate(lines):
        page.write_string(number, 0, name, bold)
        page.write_string(number, 1, text[:LONGEST_TEXT], wrapped)


class _Cells:
    """Writes each value as its own type; text stays text even when it is edited in place."""

    def __init__(self, book: Any) -> None:
        self.money = book.add_format({"num_format": "#,##0.00"})
        self.day = book.add_format({"num_format": "d mmmm yyyy", "align": "left"})
        self.quoted = book.add_format({"quote_prefix": True})

    def write(self, page: Any, row: int, index: int, column: Column, value: Value) -> None:
        match value:
            case None:
                pass
            case Decimal():
                page.write_number(row, index, value, self.money if column.kind.startswith("money") else None)
            case date():
                page.write_datetime(row, index, value, self.day)
            case _:
                text = value if len(value) <= LONGEST_TEXT else f"{value[: LONGEST_TEXT - 1]}…"
                page.write_string(row, index, text, self.quoted if could_be_formula(text) else None)


def _width(column: Column, table: Rows) -> int:
    longest = max((len(column.cell(row.get(column.key))) for row in table.rows), default=0)
    return max(NARROWEST, min(WIDEST, longest + 4), min(24, len(column.label) + 4))
