"""How much of a report is read: what a committee's paper holds several times over, and no more."""

from collections.abc import Sequence
from itertools import accumulate

from apps.board.calculations.reconciler import GivenTable
from apps.board.reading.blocks import Gathered
from apps.core.sheets_in import SheetRefused

MOST_TABLES, MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 80, 300, 40, 6_000
MOST_TEXT, LONGEST_CELL = 200_000, 5_000


def within(found: Gathered, name: str) -> Gathered:
    """What was gathered, again. Raises ``SheetRefused`` where it is too much, or holds nothing to check."""
    tables = found.tables
    if not tables and not found.texts:
        raise SheetRefused(f"{name} holds no table and no paragraph. Choose one that does, or paste tables.")
    if len(tables) > MOST_TABLES:
        raise SheetRefused(
            f"{name} holds {len(tables):,} tables; {MOST_TABLES:,} are read at most. Split the report: give what "
            f"stands from {_named(tables, MOST_TABLES)} on by itself."
        )
    for number, table in enumerate(tables):
        _check(table, f"{name}, {_named(tables, number)}")
    words = sum(len(text.text) for text in found.texts)
    if words > MOST_TEXT:
        raise SheetRefused(
            f"{name} holds {words:,} characters outside tables; {MOST_TEXT:,} are read at most. Split the report."
        )
    _check_cells(tables, name)
    return found


def _check(table: GivenTable, place: str) -> None:
    sizes = (
        (len(table.rows), MOST_ROWS, "rows"),
        (max(map(len, table.rows)), MOST_COLUMNS, "columns"),
        (max(len(cell) for row in table.rows for cell in row), LONGEST_CELL, "characters in one cell"),
    )
    for size, most, what in sizes:
        if size > most:
            raise SheetRefused(f"{place}: {size:,} {what}; {most:,} are read at most. Split the table.")


def _check_cells(tables: Sequence[GivenTable], name: str) -> None:
    """All cells together, and the table with which they become too many."""
    held = list(accumulate(sum(map(len, table.rows)) for table in tables))
    over = next((number for number, cells in enumerate(held) if cells > MOST_CELLS), None)
    if over is not None:
        rest = f"give what stands from {_named(tables, over)} on by itself" if over else "give a part of it at a time"
        raise SheetRefused(
            f"{name} holds {held[-1]:,} cells in tables; {MOST_CELLS:,} are read at most. Split the report: {rest}."
        )


def _named(tables: Sequence[GivenTable], number: int) -> str:
    caption = tables[number].caption
    return f"“{caption[:60]}”" if caption else f"table {number + 1}"
