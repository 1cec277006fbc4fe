"""The rows of an uploaded spreadsheet of sources' figures: each cell by the rules of the form that enters one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from apps.core.sheets_in import Line
from apps.core.sheets_in.rows import SheetRow, cells_of, one_of
from apps.core.vocabulary import Block
from apps.deficit.forms.sources import (
    BLOCK_CHOICES,
    amount_field,
    includes_field,
    reference_field,
    why_field,
    year_field,
)
from apps.deficit.selectors.reconciliation import Key
from apps.deficit.services.sources import Content
from apps.deficit.vocabulary import SourceKind, SourceMeasure

YEAR, SOURCE, BLOCK, MEASURE, AMOUNT, DOCUMENT, INCLUDES, REASON = COLUMNS = (
    "Financial year", "Source", "Block", "Measure", "Amount", "Document", "What it includes", "Why it is changed",
)  # fmt: skip
FILLED_IN = (AMOUNT, DOCUMENT, INCLUDES, REASON)


@dataclass(slots=True)
class Row(SheetRow):
    """``content`` is there where ``faults`` is empty."""

    content: Content | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """``left_empty`` counts the template's rows in which nothing was filled in."""

    rows: list[Row]
    left_empty: int


def read_rows(headings: Sequence[str], lines: Sequence[Line]) -> Rows:
    """Of columns without ``heading_faults``. Each row becomes a figure, or says in which cells it cannot."""
    rows: list[Row] = []
    seen: dict[Key, int] = {}
    left_empty = 0
    for line in lines:
        cells = cells_of(line, headings, COLUMNS)
        if not any(cells[column] for column in FILLED_IN):
            left_empty += 1
            continue
        row = _read(Row(line.number, cells))
        if row.content and (earlier := seen.setdefault(row.content.key, row.line)) != row.line:
            row.refuse(MEASURE, f"The same figure stands in row {earlier}. Keep one.")
            row.content = None
        rows.append(row)
    return Rows(rows, left_empty)


def _read(row: Row) -> Row:
    given = {column: row.cleaned(column, clean) for column, clean in CELLS.items()}
    amount, measure = given[AMOUNT], given[MEASURE]
    if amount is not None and amount < 0 and measure != SourceMeasure.CLOSING:
        row.refuse(AMOUNT, "It is negative. Spending and funding are not.")
    if not row.faults:
        key = Key(given[YEAR], given[SOURCE], given[BLOCK], measure)
        row.content = Content(key, amount, given[DOCUMENT], given[INCLUDES], given[REASON])
    return row


CELLS: dict[str, Callable[[Any], Any]] = {
    YEAR: year_field().clean,
    SOURCE: one_of(SourceKind.choices, SourceKind),
    BLOCK: one_of(BLOCK_CHOICES, Block),
    MEASURE: one_of(SourceMeasure.choices, SourceMeasure),
    AMOUNT: amount_field().clean,
    DOCUMENT: reference_field().clean,
    INCLUDES: includes_field().clean,
    REASON: why_field("", "").clean,
}
