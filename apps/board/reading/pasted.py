"""Pasted text and CSV: paragraphs, and tables whose cells are parted by tabs, bars, commas or several blanks."""

import csv
import io
import re
from collections.abc import Sequence
from textwrap import dedent

from apps.board.calculations.reconciler.figures import figure
from apps.board.reading.blocks import Gathered, Row, gathered
from apps.core.sheets_in import SheetRefused
from apps.core.sheets_in.comma_separated import plain, text_of

RULE = re.compile(r"^[\s|:+=-]+$")
BLANKS = re.compile(r"\s{2,}")
LONGEST_CELL = 60


def read_pasted(text: str) -> Gathered:
    into, block = Gathered(), []
    for line in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        if line.strip():
            block.append(line)
        elif block:
            _block(block, into)
            block = []
    return into


def _block(lines: Sequence[str], into: Gathered) -> None:
    """A line with bars or tabs belongs to a table; commas and blanks part cells only where every line has as many."""
    for mark in ("|", "\t"):
        if sum(mark in line for line in lines) > 1:
            parted = [line for line in lines if mark in line]
            framed = all(line.strip().startswith("|") and line.strip().endswith("|") for line in parted)
            rows = [_marked(line, mark, framed) for line in lines if not RULE.match(line)]
            last = max(i for i, row in enumerate(rows) if len(row) > 1)
            into.block(rows[: last + 1])
            for row in rows[last + 1 :]:
                into.paragraph(row[0])
            return
    for skip in (0, 1):
        for rows in (_by_commas(lines[skip:]), _by_blanks(lines[skip:])):
            if rows:
                into.block([*((line,) for line in lines[:skip]), *rows])
                return
    for line in lines:
        into.paragraph(line)


def _marked(line: str, mark: str, framed: bool) -> Row:
    """``framed``: a bar stands before the first cell and after the last."""
    if mark not in line:
        return (line.strip(),)
    text = line.strip()[1:-1] if framed else line
    return tuple(cell.strip().replace("<br>", "\n") for cell in text.split(mark))


def _by_commas(lines: Sequence[str]) -> list[Row]:
    try:
        rows = [tuple(cell.strip() for cell in row) for row in csv.reader(lines, strict=True)]
    except csv.Error:
        return []
    return rows if _is_table(rows) else []


def _by_blanks(lines: Sequence[str]) -> list[Row]:
    """What is set in and has one cell less than the rest, as a row of units under the headings, begins with an empty
    one."""
    parted = [(line, tuple(BLANKS.split(line.strip()))) for line in dedent("\n".join(lines)).split("\n")]
    width = max((len(row) for _, row in parted), default=0)
    rows = [("", *row) if len(row) == width - 1 and BLANKS.match(line) else row for line, row in parted]
    return rows if _is_table(rows) else []


def _is_table(rows: Sequence[Row]) -> bool:
    widths = {len(row) for row in rows}
    if len(rows) < 2 or len(widths) != 1 or widths == {1}:
        return False
    cells = [cell for row in rows for cell in row]
    return all(len(cell) <= LONGEST_CELL for cell in cells) and any(
        figure(cell) for row in rows[1:] for cell in row[1:]
    )


def read_csv(name: str, content: bytes) -> Gathered:
    """A file of tables and paragraphs, parted by empty lines. Raises ``SheetRefused``."""
    text = text_of(name, content)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=text.count), strict=True)
    try:
        return gathered(tuple(map(plain, row)) for row in rows)
    except csv.Error as error:
        raise SheetRefused(
            f"{name}: a quoted text does not end, or is too long. Close the quotes, or save the file as CSV again."
        ) from error
