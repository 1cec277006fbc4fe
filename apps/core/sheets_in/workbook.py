"""XLSX: the values of the first sheet. Formulas, macros, links to outside and hidden sheets are refused."""

import io
import re
import warnings
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import openpyxl

from apps.core.sheets_in.archive import Archive
from apps.core.sheets_in.comma_separated import plain
from apps.core.sheets_in.grid import MOST_COLUMNS, MOST_ROWS, Grid, GridBuilder, SheetRefused

FORMULA = re.compile(rb"<(?:[A-Za-z0-9]+:)?f[\s>/]")
HIDDEN = re.compile(rb"""\bstate\s*=\s*["'](?:hidden|veryHidden)["']""", re.IGNORECASE)
OUTSIDE = re.compile(rb"""TargetMode\s*=\s*["']External["']""", re.IGNORECASE)
PLACE = re.compile(rb"""<(?:[A-Za-z0-9]+:)?c\s[^>]*?\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
ROW = re.compile(rb"""<(?:[A-Za-z0-9]+:)?row\s[^>]*?\br\s*=\s*["']([0-9]{1,9})["']""")
MACRO_PARTS = ("vbaproject.bin", "activex", "macrosheets", "dialogsheets", "ctrlprops", "customui")
OUTSIDE_PARTS = ("externallinks/", "connections.xml", "querytables/", "embeddings/", "oleobject", "model/item.data")
FURTHEST_ROW = 2 * MOST_ROWS


def read_xlsx(name: str, content: bytes) -> Grid:
    if not content.startswith(b"PK"):
        raise SheetRefused(f"{name} is not an XLSX file, whatever it is called. Save it as XLSX from the template.")
    archive = Archive(name, content)
    check_parts(name, archive)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            sheets = book.worksheets
            if not sheets:
                raise SheetRefused(f"{name} holds no sheet. Start from the template.")
            builder = GridBuilder(name)
            sheets[0].reset_dimensions()
            for row in sheets[0].iter_rows(max_col=MOST_COLUMNS + 1, max_row=FURTHEST_ROW):
                builder.add([_text(name, builder.number + 1, cell) for cell in row])
            return builder.grid(sheets[0].title, tuple(sheet.title for sheet in sheets[1:]))
    except SheetRefused:
        raise
    except Exception as error:  # whatever a damaged file makes openpyxl raise
        raise SheetRefused(f"{name} is damaged, or is not what its name says. Save it as XLSX again.") from error


def check_parts(name: str, archive: Archive) -> None:
    paths = [path.lower() for path in archive.names]
    if any(part in path for path in paths for part in MACRO_PARTS):
        raise SheetRefused(f"{name} holds macros. Save it as a plain XLSX without them.")
    if any(part in path for path in paths for part in OUTSIDE_PARTS):
        raise SheetRefused(f"{name} holds links to other files or data. Paste the values into the template instead.")
    if "xl/workbook.xml" not in paths or "[content_types].xml" not in paths:
        raise SheetRefused(f"{name} is not an XLSX file, whatever it is called. Save it as XLSX from the template.")
    for part in archive.names:
        if part.lower().endswith((".xml", ".rels", ".vml")):
            _check_part(name, part.lower(), archive.xml(part))


def _check_part(name: str, part: str, xml: bytes) -> None:
    if part == "[content_types].xml" and b"macroEnabled" in xml:
        raise SheetRefused(f"{name} is a workbook with macros. Save it as a plain XLSX.")
    if part == "xl/workbook.xml" and HIDDEN.search(xml):
        raise SheetRefused(f"{name} holds a hidden sheet. Show it or delete it, and save the file again.")
    if part.endswith(".rels") and OUTSIDE.search(xml):
        raise SheetRefused(f"{name} holds a link to outside. Take out links, and save the file again.")
    if part.startswith("xl/worksheets/") and part.endswith(".xml"):
        _check_sheet(name, xml)


def _check_sheet(name: str, xml: bytes) -> None:
    if FORMULA.search(xml):
        raise SheetRefused(f"{name} holds a formula. Paste the values in its place, and save the file again.")
    for found in PLACE.finditer(xml):
        if _column(found[1]) > MOST_COLUMNS:
            raise SheetRefused(f"{name} has a cell in column {found[1].decode()}. Keep to the columns of the template.")
    if any(int(found[1]) > FURTHEST_ROW for found in ROW.finditer(xml)):
        raise SheetRefused(f"{name} has a row below line {FURTHEST_ROW:,}. Move it up, or split the file.")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _text(name: str, line: int, cell: Any) -> str:
    """What the reader of the workbook sees: days as 2025-09-30, shares as they are shown, numbers without noise."""
    match cell.value:
        case None:
            return ""
        case bool() as truth:
            return "yes" if truth else "no"
        case int() | float() as figure:
            number = Decimal(f"{figure:.15g}")
            if not number.is_finite():
                raise SheetRefused(f"{name}, line {line}: a cell holds no number. Enter the value itself.")
            return _figure(number * 100 if "%" in str(cell.number_format) else number)
        case datetime() as moment:
            return moment.date().isoformat() if moment.time() == time() else moment.isoformat(" ")
        case date() as day:
            return day.isoformat()
        case text:
            return plain(str(text))


def _figure(number: Decimal) -> str:
    text = f"{number:f}" if number.adjusted() < 16 else str(number)
    return text.rstrip("0").rstrip(".") if "." in text else text
