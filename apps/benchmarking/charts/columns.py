"""A column of rates in pounds a head: pence where there are any, none where there are none."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from apps.benchmarking.calculations.measures import Measure
from apps.benchmarking.sentences import per_head
from apps.core.charts import Column, Rows
from apps.core.charts.rows import Cell
from apps.core.money import round_half_up, signed


class PerHead(Column):
    """Shows £525 and £185.50; a text in it, such as the narrative row's, stands as it is."""

    def __init__(self, key: str, label: str, signed: bool = False) -> None:
        super().__init__(key, label, unit="£", kind="money", places=2, signed=signed)

    def value(self, raw: Any) -> Decimal:
        return round_half_up(raw, 2)

    def cell(self, raw: Any, total: bool = False) -> str:
        if raw is None or isinstance(raw, str):
            return raw or ""
        return self.mark(raw, total).replace("£", "")

    def mark(self, raw: Any, total: bool = False) -> str:
        text = per_head(self.value(raw))
        return signed(text) if self.signed and not total else text


def measured(measure: Measure, key: str, label: str, signed: bool = False) -> Column:
    """A column of the measure's values: rates in £, pounds in £m, shares in per cent (their distances in points)."""
    if measure.kind == "pounds":
        return Column(key, label, kind="money_m", places=measure.places, signed=signed)
    if measure.kind == "share":
        unit = "percentage points" if signed else ""
        return Column(
            key, label, unit=unit, kind="number" if signed else "percent", places=measure.places, signed=signed
        )
    return PerHead(key, label, signed) if measure.places else Column(key, label, kind="money", signed=signed)


def each(measure: Measure) -> str:
    """After a column's name: “, a head”."""
    return f", {measure.each}" if measure.kind == "rate" else ""


class MixedRows(Rows):
    """Rows in which a text may stand in a column of figures; it is set as text, so that it can run over lines."""

    def body(self) -> Iterator[tuple[str, Cell, list[Cell]]]:
        keys = [column.key for column in self.columns[1:]]
        for row, (kind, head, cells) in zip(self.rows, super().body(), strict=True):
            yield (
                kind,
                head,
                [
                    replace(cell, numeric=False) if isinstance(row.get(key), str) else cell
                    for key, cell in zip(keys, cells, strict=True)
                ],
            )
