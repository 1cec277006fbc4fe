"""XLSX: every sheet, each figure as it shows it. Formulas, macros, links to outside, hidden sheets are refused."""

import io
import re
import warnings
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl

from apps.board.reading.blocks import Gathered, Row, gathered
from apps.board.reading.sheets_of import check_sheets
from apps.core.sheets_in import SheetRefused
from apps.core.sheets_in.archive import Archive
from apps.core.sheets_in.comma_separated import plain
from apps.core.sheets_in.grid import MOST_COLUMNS
from apps.core.sheets_in.workbook import FURTHEST_ROW, check_parts

PLACES = re.compile(r"0\.(0+)")
DAMAGED = "{} is damaged, or is not what its name says. Save it as XLSX again."


def read_xlsx(name: str, content: bytes) -> Gathered:
    """Raises ``SheetRefused``. A sheet's name is the caption of a table that has none."""
    if not content.startswith(b"PK"):
        raise SheetRefused(DAMAGED.format(name))
    archive = Archive(name, content)
    check_sheets(name, archive)
    check_parts(name, archive)
    into = Gathered()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                into.caption = sheet.title
                gathered(_rows(sheet), into)
                into.caption = into.where = ""
    except Exception as error:  # whatever a damaged file makes openpyxl raise
        raise SheetRefused(DAMAGED.format(name)) from error
    return into


def _rows(sheet: Any) -> list[Row]:
    rows = sheet.iter_rows(max_col=MOST_COLUMNS + 1, max_row=FURTHEST_ROW)
    return [tuple(_shown(cell) for cell in row) for row in rows]


def _shown(cell: Any) -> str:
    match cell.value:
        case None | bool():
            return ""
        case int() | float() as number:
            return _number(Decimal(f"{number:.15g}"), str(cell.number_format))
        case datetime() | date() as day:
            return f"{day.day} {day:%B %Y}"
        case text:
            return plain(str(text))


def _number(value: Decimal, looks: str) -> str:
    """With the decimals, pound and per cent of its format, as it is read on the sheet."""
    percent, pound = "%" in looks, "£" in looks
    value = value * 100 if percent else value
    places = PLACES.search(looks)
    if looks != "General":
        value = round(value, len(places[1]) if places else 0)
    text = f"{abs(value):,f}"
    text = text.rstrip("0").rstrip(".") if "." in text and looks == "General" else text
    return f"{'-' if value < 0 else ''}{'£' if pound else ''}{text}{'%' if percent else ''}"
