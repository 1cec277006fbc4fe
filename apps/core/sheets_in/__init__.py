"""Spreadsheets that people send: read as plain values, or refused with a sentence. Nothing in them is ever run.

Sizes are read from the zip's directory before anything is opened.
"""

from pathlib import PurePosixPath

from apps.core.sheets_in.comma_separated import read_csv
from apps.core.sheets_in.grid import LONGEST_CELL, MOST_BYTES, MOST_ROWS, Grid, Line, SheetRefused
from apps.core.sheets_in.open_document import read_ods
from apps.core.sheets_in.workbook import read_xlsx

__all__ = ["LONGEST_CELL", "MOST_BYTES", "MOST_ROWS", "Grid", "Line", "SheetRefused", "read_sheet"]

READERS = {"csv": read_csv, "xlsx": read_xlsx, "ods": read_ods}
OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1")
SHOWN = 60


def read_sheet(file_name: str, content: bytes) -> Grid:
    """The first sheet of a CSV, XLSX or ODS file. Raises ``SheetRefused``."""
    name = f"“{file_name[:SHOWN]}”"
    kind = PurePosixPath(file_name).suffix.lower().removeprefix(".")
    if kind not in READERS:
        raise SheetRefused(f"{name} is not a CSV, XLSX or ODS file. Save it as one of them, from the template.")
    if not content:
        raise SheetRefused(f"{name} is empty. Choose the file again.")
    if len(content) > MOST_BYTES:
        raise SheetRefused(f"{name} is larger than {MOST_BYTES // 1024 // 1024} MB. Split it into smaller files.")
    if content.startswith(OLD_EXCEL):
        raise SheetRefused(
            f"{name} is protected by a password or is an old Excel file. Save it as XLSX without a password."
        )
    return READERS[kind](name, content)
