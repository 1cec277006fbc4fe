"""How much of a report is read: what a committee's paper holds several times over, and no more."""

from apps.board.reading.blocks import Gathered
from apps.core.sheets_in import SheetRefused

MOST_TABLES, MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 80, 300, 40, 6_000
MOST_TEXT, LONGEST_CELL = 200_000, 5_000


def within(found: Gathered, name: str) -> Gathered:
    """What was gathered, again. Raises ``SheetRefused`` where it is too much, or holds nothing to check."""
    tables = found.tables
    if not tables and not found.texts:
        raise SheetRefused(f"{name} holds no table and no paragraph. Choose one that does, or paste tables.")
    sizes = (
        (len(tables), MOST_TABLES, "tables"),
        (max((len(table.rows) for table in tables), default=0), MOST_ROWS, "rows in one table"),
        (max((len(row) for table in tables for row in table.rows), default=0), MOST_COLUMNS, "columns in one table"),
        (sum(len(row) for table in tables for row in table.rows), MOST_CELLS, "cells"),
        (sum(len(text.text) for text in found.texts), MOST_TEXT, "characters outside tables"),
        (max((len(cell) for table in tables for row in table.rows for cell in row), default=0), LONGEST_CELL,
         "characters in one cell"),
    )  # fmt: skip
    for size, most, what in sizes:
        if size > most:
            raise SheetRefused(f"{name} holds {size:,} {what}; {most:,} are read at most. Split the report.")
    return found
