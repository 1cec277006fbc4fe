"""A report written as a council would send it, in each format that is read."""

import csv
import io
from collections.abc import Callable, Sequence

import docx
import openpyxl
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from apps.board.calculations.reconciler import Given
from apps.board.reading import Gathered, read_file, read_text


def as_docx(given: Given) -> bytes:
    document = docx.Document()
    for text in given.texts:
        document.add_paragraph(f"{text.where.removeprefix('Para ')} {text.text}")
    for table in given.tables:
        document.add_paragraph(table.caption)
        grid = document.add_table(len(table.rows), len(table.rows[0]))
        for row, cells in zip(grid.rows, table.rows, strict=True):
            for cell, value in zip(row.cells, cells, strict=True):
                cell.text = value
        document.add_paragraph("")
    return _bytes(document.save)


def as_xlsx(given: Given) -> bytes:
    """A sheet for each table, and one for the paragraphs."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for text in given.texts:
        sheet.append([f"{text.where.removeprefix('Para ')} {text.text}"])
    for number, table in enumerate(given.tables, 1):
        sheet = book.create_sheet(f"Sheet {number}")
        sheet.append([table.caption])
        for row in table.rows:
            sheet.append(list(row))
    return _bytes(book.save)


def as_ods(given: Given) -> bytes:
    book = OpenDocumentSpreadsheet()
    sheets = [[[f"{text.where.removeprefix('Para ')} {text.text}"] for text in given.texts]]
    sheets += [[[table.caption], *table.rows] for table in given.tables]
    for number, rows in enumerate(sheets):
        made = Table(name=f"Sheet {number}")
        for row in rows:
            line = TableRow()
            for value in row:
                cell = TableCell(valuetype="string")
                for part in value.split("\n"):
                    cell.addElement(P(text=part))
                line.addElement(cell)
            made.addElement(line)
        book.spreadsheet.addElement(made)
    return _bytes(book.write)


def as_csv(given: Given) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([f"{text.where.removeprefix('Para ')} {text.text}"] for text in given.texts)
    for table in given.tables:
        writer.writerows([[], [table.caption], *table.rows])
    return out.getvalue().encode()


def pasted(given: Given, mark: str) -> Gathered:
    lines = [f"{text.where.removeprefix('Para ')} {text.text}" for text in given.texts]
    for table in given.tables:
        lines += ["", table.caption, *(mark.join(cell.replace("\n", "<br>") for cell in row) for row in table.rows)]
    return read_text("\n".join(lines))


FILES: dict[str, Callable[[Given], bytes]] = {"docx": as_docx, "xlsx": as_xlsx, "ods": as_ods, "csv": as_csv}


def read_each_way(given: Given) -> dict[str, Gathered]:
    found = {kind: read_file(f"report.{kind}", write(given)) for kind, write in FILES.items()}
    return found | {"bars": pasted(given, " | "), "tabs": pasted(given, "\t")}


def _bytes(save: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()


def filled(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
