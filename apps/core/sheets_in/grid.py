"""What an uploaded sheet is once it is read: lines of texts. Pure: no models, no settings."""

from dataclasses import dataclass

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 5_000, 30, 500
# A spreadsheet that opens such a text works it out instead of showing it.
FORMULA_SIGNS = ("=", "@", "＝", "＠")


class SheetRefused(Exception):
    """A file that is not read. ``str()`` of it names the file and what to do instead."""


@dataclass(frozen=True, slots=True)
class Line:
    """``number`` is the line of the file: the heading row is line 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """``sheet`` is the name of the sheet that was read, ``unread`` those of others; empty for CSV."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    sheet: str = ""
    unread: tuple[str, ...] = ()


class GridBuilder:
    """Takes row after row and refuses what is too much, before it is kept."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.headings: tuple[str, ...] = ()
        self.lines: list[Line] = []
        self.number = 0

    def add(self, cells: list[str], repeated: int = 1) -> None:
        """One row, or ``repeated`` equal ones. Empty rows count as lines and are not kept."""
        self.number += repeated
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            return
        first = self.number - repeated + 1
        self._check(cells, first)
        if first == 1:
            self.headings = tuple(" ".join(cell.split()) for cell in cells)
            return
        if len(self.lines) + repeated > MOST_ROWS:
            raise SheetRefused(f"{self.name} holds more than {MOST_ROWS:,} rows. Split it into smaller files.")
        self.lines += [Line(first + i, tuple(cells)) for i in range(repeated)]

    def _check(self, cells: list[str], line: int) -> None:
        if len(cells) > MOST_COLUMNS:
            raise SheetRefused(
                f"{self.name}, line {line}: {len(cells)} columns are more than the {MOST_COLUMNS} that are read. "
                "Keep to the columns of the template."
            )
        for number, cell in enumerate(cells, 1):
            if len(cell) > LONGEST_CELL:
                raise SheetRefused(
                    f"{self.name}, line {line}, column {number}: the cell holds {len(cell):,} characters. "
                    f"Use {LONGEST_CELL} at most."
                )
            if cell.lstrip().startswith(FORMULA_SIGNS):
                raise SheetRefused(
                    f"{self.name}, line {line}, column {number}: “{cell.strip()[:40]}” is a formula. "
                    "Enter the value itself."
                )

    def grid(self, sheet: str = "", unread: tuple[str, ...] = ()) -> Grid:
        if not self.headings:
            raise SheetRefused(f"{self.name} has no heading in its first line. Start from the template.")
        if not self.lines:
            raise SheetRefused(f"{self.name} has no row below its headings. Fill in at least one row of the template.")
        return Grid(self.headings, tuple(self.lines), sheet, unread)
