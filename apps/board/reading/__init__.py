"""A report as somebody gives it, DOCX, XLSX, ODS, CSV or pasted: its tables and its paragraphs, or a refusal in words.

Nothing in a file is ever run, followed or kept. Sizes are read from the zip's directory before anything is opened.
"""

import re
from collections.abc import Callable
from pathlib import PurePosixPath

from apps.board.reading.blocks import Gathered
from apps.board.reading.document import read_docx
from apps.board.reading.foreign import why_not
from apps.board.reading.limits import within
from apps.board.reading.open_document import read_ods
from apps.board.reading.pasted import read_csv, read_pasted
from apps.board.reading.workbook import read_xlsx
from apps.core.sheets_in import SheetRefused

__all__ = ["ENDINGS", "Gathered", "SheetRefused", "read_file", "read_text"]

# The readers of sheets speak of templates; a report has none.
OF_A_TEMPLATE = re.compile(r" from the template| into the template instead| of the template")


READERS: dict[str, Callable[[str, bytes], Gathered]] = {
    "docx": read_docx, "xlsx": read_xlsx, "ods": read_ods, "csv": read_csv,
}  # fmt: skip
ENDINGS = tuple(f".{kind}" for kind in READERS)


def read_file(file_name: str, content: bytes) -> Gathered:
    """Raises ``SheetRefused``."""
    name = f"“{file_name[:60]}”"
    kind = PurePosixPath(file_name).suffix.lower().removeprefix(".")
    if why := why_not(name, kind, content, known=kind in READERS):
        raise SheetRefused(why)
    if not content:
        raise SheetRefused(f"{name} is empty. Choose the file again.")
    try:
        return within(READERS[kind](name, content), name)
    except SheetRefused as error:
        raise SheetRefused(OF_A_TEMPLATE.sub("", str(error))) from error


def read_text(text: str) -> Gathered:
    """Raises ``SheetRefused``."""
    return within(read_pasted(text), "The pasted text")
