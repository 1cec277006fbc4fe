"""Reads a file line by line. Of CSV the encoding is found first, then line after line, never the whole file; a workbook
is small, and is read as every other upload is.
"""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from apps.benchmarking.services.importing.problems import FileRefused
from apps.core.sheets_in import MOST_BYTES, SheetRefused, read_sheet

CHUNK = 1 << 20
MOST_COLUMNS, LONGEST_LINE = 200, 100_000
UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")  # of Windows-1252
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
NOT_CSV = {
    b"PK\x03\x04": "a zip file or a workbook", b"\xd0\xcf\x11\xe0": "an old or locked Excel file", b"%PDF": "a PDF",
    b"\xff\xfe": "in UTF-16", b"\xfe\xff": "in UTF-16", b"<": "a web page or XML", b"{": "JSON",
    b"\x7fELF": "a program", b"MZ": "a program", b"\x1f\x8b": "compressed",
}  # fmt: skip
SAVE = "Save it as CSV (UTF-8) and try again."


BOOKS = (".xlsx", ".ods")
Lines = Iterator[tuple[int, list[str]]]


def opened(name: str, stream: BinaryIO) -> tuple[str, Callable[[], Lines]]:
    """The encoding (“utf-8”, “cp1252”, “xlsx” or “ods”), and what gives each line of the file with its cells.

    Raises ``FileRefused``, also while lines are read.
    """
    ending = PurePosixPath(name).suffix.lower()
    if ending not in BOOKS:
        encoding = encoding_of(stream)
        return encoding, lambda: lines_of(stream, encoding)
    stream.seek(0)
    try:
        grid = read_sheet(name, stream.read(MOST_BYTES + 1))
    except SheetRefused as error:
        raise FileRefused(str(error)) from error
    lines = [(1, list(grid.headings)), *((line.number, list(line.cells)) for line in grid.lines)]
    return ending[1:], lambda: ((number, _filled(cells, len(grid.headings))) for number, cells in lines)


def _filled(cells: list[str], width: int) -> list[str]:
    """A workbook leaves out the empty cells at the end of a row."""
    return [*cells, *[""] * (width - len(cells))]


def encoding_of(stream: BinaryIO) -> str:
    """“utf-8” or “cp1252”. Raises ``FileRefused`` where the bytes are no text. Leaves the stream at its start."""
    stream.seek(0)
    first = stream.read(512).lstrip(b"\xef\xbb\xbf \r\n\t")
    if not first:
        raise FileRefused("The file is empty. Choose the file again.")
    for start, what in NOT_CSV.items():
        if first.startswith(start):
            raise FileRefused(f"The file is {what}, not CSV. {SAVE}")
    stream.seek(0)
    decoder, utf8, foreign, length = codecs.getincrementaldecoder("utf-8")(), True, False, 0
    while chunk := stream.read(CHUNK):
        length = _check_bytes(chunk, length)
        foreign = foreign or bool(UNDEFINED.search(chunk))
        utf8 = utf8 and _decodes(decoder, chunk)
    utf8 = utf8 and _decodes(decoder, b"", final=True)
    stream.seek(0)
    if not utf8 and foreign:
        raise FileRefused(f"The file is neither UTF-8 nor Windows-1252. {SAVE}")
    return "utf-8" if utf8 else "cp1252"


def _check_bytes(chunk: bytes, before: int) -> int:
    """How long the chunk's last line is so far; ``before`` is what an earlier chunk holds of its first."""
    if found := CONTROL.search(chunk):
        raise FileRefused(f"The file holds the control character U+{found[0][0]:04X}, so it is no text. {SAVE}")
    first, last = chunk.find(b"\n"), chunk.rfind(b"\n")
    longest = before + (len(chunk) if first < 0 else first)
    if longest > LONGEST_LINE:
        raise FileRefused(f"A line of the file is longer than {LONGEST_LINE:,} bytes, so it is no table. {SAVE}")
    return longest if last < 0 else len(chunk) - last - 1


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def lines_of(stream: BinaryIO, encoding: str) -> Lines:
    """Line of the file and its cells; empty lines are left out. Raises ``FileRefused``."""
    stream.seek(0)
    text = io.TextIOWrapper(stream, "utf-8-sig" if encoding == "utf-8" else encoding, newline="")
    reader = csv.reader(text, strict=True)
    before = 0
    try:
        for cells in reader:
            if cells:
                yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        raise FileRefused(
            "A quoted text does not end here, or a cell is too long. Close the quotes in this line, or save the file "
            "as CSV again.",
            before + 1,
        ) from error
    finally:
        text.detach()


def plain_name(name: str) -> str:
    """A column's name as it is compared: case, spaces and signs do not count."""
    return re.sub(r"[^a-z0-9]+", "_", name.strip().casefold()).strip("_")
