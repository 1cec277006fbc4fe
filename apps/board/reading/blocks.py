"""Rows with blank rows between them, as sheets and pasted text give them: which are tables, captions, paragraphs."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from apps.board.calculations.reconciler import GivenTable, GivenText

PARAGRAPH = re.compile(r"^\W{0,3}([0-9]{1,2}(?:\.[0-9]{1,2}){1,2})\.?\s")
SECTION = re.compile(r"^([0-9]{1,2})\.\s+[A-Z]")
CAPTION = re.compile(r"^\W{0,3}(?:table|appendix|annex|figure)\s+[0-9A-Z]", re.IGNORECASE)
LONGEST_CAPTION = 160
Row = tuple[str, ...]


@dataclass(slots=True)
class Gathered:
    """Tables and paragraphs in the order in which they come; a paragraph is known by the last number before it."""

    tables: list[GivenTable] = field(default_factory=list)
    texts: list[GivenText] = field(default_factory=list)
    where: str = ""
    caption: str = ""

    def paragraph(self, text: str) -> None:
        text = text.strip()
        if not text:
            return
        if CAPTION.match(text) and len(text) <= LONGEST_CAPTION:
            self.caption = text
            return
        if found := PARAGRAPH.match(text):
            self.where, text = f"Para {found[1]}", text[found.end() :]
        elif section := SECTION.match(text):
            self.where = f"Section {section[1]}"
        self.caption = text if len(text) <= LONGEST_CAPTION and not text.endswith((".", ";", ",")) else ""
        self.texts.append(GivenText(self.where or f"Paragraph {len(self.texts) + 1}", text))

    def table(self, rows: Sequence[Row], caption: str = "") -> None:
        """Without the columns on the right that are empty in every row."""
        width = max((i for row in rows for i, cell in enumerate(row, 1) if cell.strip()), default=0)
        self.tables.append(GivenTable(caption or self.caption, tuple(row[:width] for row in rows)))
        self.caption = ""

    def block(self, rows: Sequence[Row]) -> None:
        """Rows without a blank one between them: of one cell on top they are paragraphs, the last a caption. A row
        whose only cell stands over figures is a heading: “£000”."""
        left = min((_first(row) for row in rows), default=0)
        top = next((i for i, row in enumerate(rows) if _filled(row) > 1 or _first(row) > left), len(rows))
        for row in rows[:top]:
            self.paragraph(next(cell for cell in row if cell.strip()))
        if len(rows) - top > 1:
            self.table(rows[top:])
        elif top < len(rows):
            self.paragraph(" ".join(cell for cell in rows[top] if cell.strip()))


def gathered(rows: Iterable[Row], into: Gathered | None = None) -> Gathered:
    into, block = into or Gathered(), []
    for row in rows:
        if _filled(row):
            block.append(row)
        elif block:
            into.block(block)
            block = []
    if block:
        into.block(block)
    return into


def _first(row: Row) -> int:
    """Where its first text stands."""
    return next(i for i, cell in enumerate(row) if cell.strip())


def _filled(row: Row) -> int:
    return sum(bool(cell.strip()) for cell in row)
