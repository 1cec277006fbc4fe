"""A table made ready for a file: exact values, pounds where the page rounds to £000 or £m, units in the headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from apps.core.charts import Chart, Column, Rows
from apps.core.charts.rows import WORDS
from apps.core.world import frozen_world

Value = str | Decimal | date | None

ROUNDED_UNIT = re.compile(r"£\s?(?:000s?|m(?:illions?)?\b|k\b)")
FORMULA_SIGNS = tuple("=+-@|%＝＋－＠")
STARTS_A_FIELD = ("\t", "\r", "\n", "\v", "\f", "\x00")
SKIPPED_FIRST = " \u00a0\u200b\u3000\ufeff'\"‘’“”`"
# What XML 1.0 cannot hold, and halves of characters.
NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table to write. ``about`` says what it is and where it comes from, as pairs of words.

    ``pages`` are the worksheets of a workbook by name, where it has more than one; a CSV then holds ``table`` alone,
    which has every row of them.
    """

    slug: str
    title: str
    table: Rows
    about: Sequence[tuple[str, str]]
    pages: Sequence[tuple[str, Rows]] = ()

    @classmethod
    def of(cls, source: "Chart | Sheet | tuple[str, Rows]") -> "Sheet":
        if isinstance(source, Sheet):
            return source
        if isinstance(source, Chart):
            notes = [("Note", note) for note in source.notes]
            about = [
                ("Measure, basis and source", source.subtitle),
                ("In words", source.sentences),
                ("Table", source.table.caption),
                *notes,
            ]
            return cls(source.slug, source.title, source.table, about)
        slug, table = source
        return cls(slug, table.caption, table, [])

    @property
    def headings(self) -> list[str]:
        return headings(self.table)

    @property
    def worksheets(self) -> Sequence[tuple[str, Rows]]:
        return self.pages or (("Table", self.table),)

    def rows(self) -> Iterator[list[Value]]:
        return exact_rows(self.table)

    def about_lines(self, address: str, at: datetime) -> list[tuple[str, str]]:
        lines = [("Title", self.title), *self.about]
        if any(column.kind.startswith("money") for column in self.table.columns):
            lines.append(("Money", "Pounds, exact. The page shows the same amounts rounded."))
        if world := frozen_world():
            late = f", frozen {world.late}" if world.late else ""
            lines.append(("As at", f"{world.name}{late}, content {world.content_hash[:12]}"))
        return [*lines, ("Page", address), ("Exported at", f"{at.day} {at:%B %Y, %H:%M}")]


def headings(table: Rows) -> list[str]:
    return [heading(column) for column in table.columns]


def exact_rows(table: Rows) -> Iterator[list[Value]]:
    """Every row of the table in the page's order; a heading over rows fills its first cell only."""
    for row in table.rows:
        yield [exact(column, row.get(column.key)) for column in table.columns]


def heading(column: Column) -> str:
    """``Amount (£)``: the label with the unit of the exported values."""
    unit = exported_unit(column)
    return f"{column.label} ({unit})" if unit else column.label


def exported_unit(column: Column) -> str:
    """A column shown in £000 or £m is exported in pounds."""
    if column.kind in ("money_m", "money_k"):
        return ROUNDED_UNIT.sub("£", column.unit) or "£"
    return column.shown_unit or ("%" if column.kind == "percent" else "")


def exact(column: Column, raw: Any) -> Value:
    if raw is None or raw == "":
        return None
    if raw in WORDS:
        return str(raw)
    if column.numeric:
        return raw if isinstance(raw, Decimal) else Decimal(str(raw))
    if isinstance(raw, datetime):
        return timezone.localtime(raw).strftime("%Y-%m-%d %H:%M") if timezone.is_aware(raw) else f"{raw:%Y-%m-%d %H:%M}"
    return raw if isinstance(raw, date) else NOT_TEXT.sub("\ufffd", str(raw))


def plain_number(value: Decimal) -> str:
    """Exact, without exponent or idle noughts: ``10032000``, ``3166666.6667``."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def could_be_formula(text: str) -> bool:
    """Whether a spreadsheet that opens this text as CSV might work it out instead of showing it."""
    return text.startswith(STARTS_A_FIELD) or text.lstrip(SKIPPED_FIRST + "\t\r\n").startswith(FORMULA_SIGNS)
