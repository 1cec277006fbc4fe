"""DOCX: paragraphs and tables in the order of the paper. Macros, embedded files and references to outside are refused.

A link on a word leads outside and is not followed; every other reference to outside is refused.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table as WordTable

from apps.board.calculations.reconciler.figures import figure
from apps.board.reading.blocks import Gathered, Row
from apps.board.reading.limits import MOST_COLUMNS, MOST_ROWS
from apps.core.sheets_in import SheetRefused
from apps.core.sheets_in.archive import Archive, checked_xml

MOST_UNPACKED, MOST_MARKS = 48 * 1024 * 1024, 300_000
DAMAGED = "{} is damaged, or is not what its name says. Save it as DOCX again."
MACRO_PARTS = ("vbaproject.bin", "vbadata.xml", "activex", "customui")
OUTSIDE_PARTS = ("embeddings/", "oleobject", "afchunk")
REFERENCE = re.compile(rb"<(?:[A-Za-z0-9]+:)?Relationship\s[^>]*>")
EXTERNAL = re.compile(rb"""TargetMode\s*=\s*["']External["']""", re.IGNORECASE)
LINK = re.compile(rb"""Type\s*=\s*["'][^"']*/hyperlink["']""", re.IGNORECASE)
WRITTEN, BREAKS = qn("w:t"), (qn("w:br"), qn("w:tab"), qn("w:cr"))


def read_docx(name: str, content: bytes) -> Gathered:
    """Raises ``SheetRefused``."""
    if not content.startswith(b"PK"):
        raise SheetRefused(DAMAGED.format(name))
    _check_parts(name, Archive(name, content, most=MOST_UNPACKED))
    into = Gathered()
    try:
        for part in docx.Document(io.BytesIO(content)).iter_inner_content():
            if isinstance(part, WordTable):
                place = f"“{into.caption[:60]}”" if into.caption else f"table {len(into.tables) + 1}"
                into.table(_squared(f"{name}, {place}", part._tbl))
            else:
                into.paragraph(_text(part._p))
    except SheetRefused:
        raise
    except Exception as error:  # whatever a damaged file makes python-docx raise
        raise SheetRefused(DAMAGED.format(name)) from error
    return into


def _check_parts(name: str, archive: Archive) -> None:
    paths = [path.lower() for path in archive.names]
    if "word/document.xml" not in paths or "[content_types].xml" not in paths:
        raise SheetRefused(DAMAGED.format(name))
    if any(part in path for path in paths for part in MACRO_PARTS):
        raise SheetRefused(f"{name} holds macros. Save it as a plain DOCX without them.")
    if any(part in path for path in paths for part in OUTSIDE_PARTS):
        raise SheetRefused(f"{name} holds embedded files. Paste their tables as text, and save it again.")
    for part in archive.names:
        if part.lower().endswith((".xml", ".rels")):
            _check_part(name, part.lower(), checked_xml(name, archive.read(part)))


def _check_part(name: str, part: str, xml: bytes) -> None:
    if xml.count(b"<") > MOST_MARKS:
        raise SheetRefused(f"{name} is too intricate to be read. Split the report, or paste its text.")
    if part == "[content_types].xml" and b"macroEnabled" in xml:
        raise SheetRefused(f"{name} is a document with macros. Save it as a plain DOCX.")
    if part.endswith(".rels") and any(EXTERNAL.search(one) and not LINK.search(one) for one in REFERENCE.findall(xml)):
        raise SheetRefused(
            f"{name} refers to a file outside, such as a template or a picture. Save it without, or paste its text."
        )


def _text(element: Any) -> str:
    """What is written, without what was deleted in tracked changes."""
    parts = []
    for one in element.iter():
        if one.tag == WRITTEN:
            parts.append(one.text or "")
        elif one.tag in BREAKS:
            parts.append("\n" if one.tag != BREAKS[1] else " ")
    return "".join(parts)


def _squared(name: str, table: Any) -> list[Row]:
    """Cells that span columns stand once in a row of figures and in each column of a row of headings."""
    rows: list[Row] = []
    above: dict[int, str] = {}
    for tr in table.tr_lst:
        cells = list(_cells(name, tr))
        figures = any(figure(text) for text, _, _ in cells[1:])
        row: list[str] = []
        for text, width, goes_on in cells:
            text = above.get(len(row), "") if goes_on else text
            above[len(row)] = "" if figure(text) else text
            row += [text] + [text if not figures and rows == [] else ""] * (width - 1)
        rows.append(tuple(row))
        if len(rows) > MOST_ROWS or len(row) > MOST_COLUMNS:
            raise SheetRefused(f"{name}: more than {MOST_ROWS} rows or {MOST_COLUMNS} columns. Split the table.")
    return rows


def _cells(name: str, tr: Any) -> Iterator[tuple[str, int, bool]]:
    """Text, width in columns, and whether the cell goes on from the row above."""
    for tc in tr.tc_lst:
        width = tc.grid_span
        if not 0 < width <= MOST_COLUMNS:
            raise SheetRefused(DAMAGED.format(name))
        paragraphs = [_text(p) for p in tc.iter(qn("w:p"))]
        yield "\n".join(text for text in paragraphs if text.strip()), width, tc.vMerge == "continue"
