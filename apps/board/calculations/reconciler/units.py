"""In what a figure is counted, from its own signs and from the labels over it."""

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from apps.board.calculations.reconciler import labels
from apps.board.calculations.reconciler.figures import Figure


class Of(Enum):
    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Unit:
    """``scale`` is how many pounds one of the printed figure is; nought where nothing says so. ``each`` marks an
    amount for one thing, or an average, which is never added up."""

    of: Of = Of.COUNT
    scale: int = 0
    each: bool = False

    @property
    def in_words(self) -> str:
        """As it stands after a difference; blank for counts."""
        if self.of is Of.PERCENT:
            return "percentage points"
        return {1: "(£)", 1_000: "(£000)", 1_000_000: "(£m)"}.get(self.scale, "") if self.of is Of.MONEY else ""


@lru_cache(maxsize=4096)
def unit_in(label: str) -> Unit | None:
    """None where the label names no unit."""
    each = bool(labels.RATE.search(label))
    if labels.THOUSANDS.search(label):
        return Unit(Of.MONEY, 1_000, each)
    if labels.MILLIONS.search(label):
        return Unit(Of.MONEY, 1_000_000, each)
    if labels.MONEY.search(label):
        return Unit(Of.MONEY, 1, each)
    if labels.PERCENT.search(label):
        return Unit(Of.PERCENT)
    return Unit(each=True) if each else None


def unit_of(figure: Figure | None, column: str, row: str, caption: str) -> Unit:
    """The cell's own signs first, then the column's label, the row's and the caption's."""
    by_label = _by_labels(column, row, caption)
    if figure is None:
        return by_label
    if figure.percent:
        return Unit(Of.PERCENT)
    if figure.money:
        above = by_label.scale if by_label.of is Of.MONEY and by_label.scale > 1 and not figure.scale else 0
        each = by_label.each or bool(labels.RATE.search(column) or labels.RATE.search(row))
        return Unit(Of.MONEY, figure.scale or above or 1, each)
    return by_label


def _by_labels(column: str, row: str, caption: str) -> Unit:
    for label in (column, row):
        if unit := unit_in(label):
            if unit.of is Of.COUNT and (named := unit_in(caption)) and named.of is Of.MONEY:
                return Unit(Of.MONEY, named.scale, each=True)
            return unit
    if labels.COUNT.search(column):
        return Unit()
    named = unit_in(caption)
    if named is None or named.of is Of.PERCENT:
        return Unit()
    return Unit(named.of, named.scale)
