"""Tables of a paper before disclosure control: what is sensitive in them stands as a place to be filled.

A draft's cell holds text in which ``⟨key⟩`` (in private characters) stands for a figure that may have to be hidden;
``printed`` says what it reads if it is shown. ``cells``, ``relations`` and ``shares`` tell disclosure control of them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from apps.board.calculations.paper.document import Cell, Heading, Table, TableRow
from apps.core import disclosure
from apps.core.charts import Column, Rows
from apps.core.charts.rows import CONFIDENTIAL, TOTALS
from apps.core.money import MINUS

OPENS, CLOSES = "\ue000", "\ue001"
PLACE = re.compile(f"{OPENS}([^{CLOSES}]*){CLOSES}")
EMPTY = "[z]"  # the Analysis Function's shorthand: not applicable


@dataclass(frozen=True, slots=True)
class Draft:
    table: Table
    printed: Mapping[str, str] = field(default_factory=dict)
    cells: Sequence[disclosure.Cell] = ()
    unprinted: Sequence[disclosure.Cell] = ()
    relations: Sequence[disclosure.Relation] = ()
    shares: Sequence[disclosure.Share] = ()
    unit_values: Sequence[Any] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def placed(key: str) -> str:
    """Where the figure of that key stands, if it may be shown."""
    return f"{OPENS}{key}{CLOSES}"


def filled(draft: Draft, hidden: Iterable[str]) -> Table:
    """With every figure that may be shown; ``[c]`` in place of the others."""
    gone = set(hidden)

    def said(found: re.Match[str]) -> str:
        return CONFIDENTIAL if found[1] in gone else draft.printed[found[1]]

    def whole(cell: Cell) -> Cell:
        if OPENS not in cell.text:
            return cell
        text = PLACE.sub(said, cell.text)
        return Cell(text, as_number(text) if PLACE.fullmatch(cell.text) else None)

    rows = tuple(replace(row, cells=tuple(map(whole, row.cells))) for row in draft.table.rows)
    return replace(draft.table, rows=rows)


def table_of(
    rows: Rows, slug: str, label: str, *, caption: str = "", source: str = "", notes: Iterable[str] = (),
    empty: str = EMPTY,
) -> Table:  # fmt: skip
    """A table of a page as a paper prints it: the same texts, and each number as it is printed."""
    return Table(
        slug=slug,
        label=label,
        caption=caption or rows.caption,
        headings=tuple(Heading(c.label, _unit(c), c.numeric) for c in rows.columns),
        rows=tuple(_row(rows, row, empty) for row in rows.rows),
        source=source,
        notes=tuple(notes),
    )


def as_number(text: str) -> Decimal | None:
    """“10,032”, “−1.9”, “41.4%”: the number that is printed, or None."""
    plain = text.replace(",", "").replace(MINUS, "-").replace("£", "").removesuffix("%").removeprefix("+").strip()
    try:
        found = Decimal(plain)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _unit(column: Column) -> str:
    return column.shown_unit or ("%" if column.kind == "percent" else "")


def _row(rows: Rows, row: Mapping[str, Any], empty: str) -> TableRow:
    kind = row.get("_kind", "")
    if kind == "group":
        return TableRow((Cell(str(row[rows.columns[0].key])),), "group")
    return TableRow(tuple(_cell(c, row.get(c.key), kind in TOTALS, empty) for c in rows.columns), kind)


def _cell(column: Column, raw: Any, total: bool, empty: str) -> Cell:
    text = column.cell(raw, total) or empty
    numeric = column.numeric and not isinstance(raw, str)
    return Cell(text, as_number(text) if numeric else None)
