"""ODS: the same sheets as the workbook. Text cells are strings; no formula is ever written."""

import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from odf.element import Element
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TextProperties
from odf.table import Table, TableCell, TableRow
from odf.text import LineBreak, P

from apps.core.exports.sheets import NOT_TEXT, Sheet, Value, exact_rows, headings, plain_number

LINE_END = re.compile("\r\n?")  # odfpy would write a carriage return that no reader takes


def write_ods(sheet: Sheet, address: str, at: datetime) -> bytes:
    book = OpenDocumentSpreadsheet()
    bold = Style(name="Heading", family="table-cell")
    bold.addElement(TextProperties(fontweight="bold"))
    book.automaticstyles.addElement(bold)
    for name, rows in sheet.worksheets:
        table = Table(name=name)
        table.addElement(_row(headings(rows), bold))
        for row in exact_rows(rows):
            table.addElement(_row(row))
        book.spreadsheet.addElement(table)
    about = Table(name="About")
    for name, text in sheet.about_lines(address, at):
        about.addElement(_row([name, text]))
    book.spreadsheet.addElement(about)
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


def _row(values: Sequence[Value], style: Element | None = None) -> Element:
    row = TableRow()
    for value in values:
        row.addElement(_cell(value, style))
    return row


def _cell(value: Value, style: Element | None) -> Element:
    look = {"stylename": style} if style else {}
    match value:
        case None:
            return TableCell(**look)
        case Decimal():
            number = plain_number(value)
            return _with_text(TableCell(valuetype="float", value=number, **look), number)
        case date():
            return _with_text(TableCell(valuetype="date", datevalue=value.isoformat(), **look), value.isoformat())
        case _:
            text = LINE_END.sub("\n", NOT_TEXT.sub("\ufffd", value))
            return _with_text(TableCell(valuetype="string", stringvalue=text, **look), text)


def _with_text(cell: Element, text: str) -> Element:
    paragraph = P()
    for number, line in enumerate(text.splitlines() or [""]):
        if number:
            paragraph.addElement(LineBreak())
        paragraph.addText(line)
    cell.addElement(paragraph)
    return cell
