"""Columns and rows: the one source of a table's cells and of a drawing's values.

A row is a dict of raw values by column key. ``_kind`` may say what the row is: ``total``, ``subtotal``, ``ours`` or
``group`` (a heading over the rows that follow).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from apps.core.disclosure import SHORTHAND
from apps.core.money import MILLION, THOUSAND, number, round_half_up, signed

Kind = Literal["text", "number", "money_m", "money_k", "money", "percent"]
Row = Mapping[str, Any]

PLACES = {"money_m": 1, "percent": 1}
DIVISOR = {"money_m": MILLION, "money_k": THOUSAND}
UNIT = {"money_m": "£m", "money_k": "£000", "money": "£"}
TOTALS = ("total", "subtotal")
# Stands in place of a figure that may not leave the service (``apps.core.disclosure``).
CONFIDENTIAL = SHORTHAND
# Stands in place of a figure that nobody has: never a blank, which reads as nought.
NOT_KNOWN = "not known"
WORDS = (CONFIDENTIAL, NOT_KNOWN)
AROUND = {"money_m": ("£", "m"), "money": ("£", ""), "percent": ("", "%")}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. Money is given in pounds and percentages as 41.4; both are rounded here and nowhere else.

    ``link`` names the row's key that holds the address of the cell. ``places`` and ``unit`` follow from the kind
    unless given. ``signed`` writes a plus before what is above nought.
    """

    key: str
    label: str
    unit: str = ""
    kind: Kind = "text"
    places: int | None = None
    signed: bool = False
    link: str = ""

    @property
    def numeric(self) -> bool:
        return self.kind != "text"

    @property
    def shown_unit(self) -> str:
        return self.unit or UNIT.get(self.kind, "")

    @property
    def decimals(self) -> int:
        return PLACES.get(self.kind, 0) if self.places is None else self.places

    def value(self, raw: Any) -> Decimal:
        """The number that the reader sees, in the column's unit: £183,600,000 in £m is 183.6."""
        return round_half_up(Decimal(raw) / DIVISOR.get(self.kind, 1), self.decimals)

    def cell(self, raw: Any, total: bool = False) -> str:
        """The text of a table's cell; the unit of money stands in the heading. A total carries no plus."""
        if raw is None or raw == "":
            return ""
        if not self.numeric or raw in WORDS:
            return f"{raw.day} {raw:%B %Y}" if isinstance(raw, date) else str(raw)
        text = number(self.value(raw), self.decimals)
        text = signed(text) if self.signed and not total else text
        return f"{text}%" if self.kind == "percent" else text

    def mark(self, raw: Any, total: bool = False) -> str:
        """The text beside a mark on a drawing: ``£183.6m``."""
        text = number(self.value(raw), self.decimals)
        sign, digits = ("−", text[1:]) if text.startswith("−") else ("", text)
        before, after = AROUND.get(self.kind, ("", ""))
        whole = f"{sign}{before}{digits}{after}"
        return signed(whole) if self.signed and not total else whole


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    numeric: bool
    url: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: caption, columns and rows. The first column names the row."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row]

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)

    def values(self, key: str) -> list[Decimal | None]:
        """The numbers of one column as the reader sees them, for a drawing."""
        column = self.column(key)
        return [None if row.get(key) is None else column.value(row[key]) for row in self.rows]

    def texts(self, key: str) -> list[str]:
        column = self.column(key)
        return [column.cell(row.get(key)) for row in self.rows]

    def body(self) -> Iterator[tuple[str, Cell, list[Cell]]]:
        """Kind, heading and cells of each row, ready for the template."""
        for row in self.rows:
            cells = [
                Cell(
                    column.cell(row.get(column.key), row.get("_kind") in TOTALS),
                    column.numeric,
                    row.get(column.link, ""),
                )
                for column in self.columns
            ]
            yield row.get("_kind", ""), cells[0], cells[1:]
