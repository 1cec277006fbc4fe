"""What a row or column is held to follow from, line by line, and what is said where it does not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.board.calculations.reconciler.figures import gap, like
from apps.board.calculations.reconciler.finding import Finding, Kind, Severity
from apps.board.calculations.reconciler.rounding import room
from apps.board.calculations.reconciler.units import Of
from apps.board.calculations.reconciler.view import View

ROUNDED = "Rounding can make that difference: no error."
UNSURE = (
    "Of amounts that are rounded, rounding can make that difference; of counts it is an error. The table does not say "
    "which they are."
)


@dataclass(frozen=True, slots=True)
class Way:
    """``values`` by line; ``words`` go before the figure that follows; ``parts`` is how many printed figures each is
    made of, where that is not two."""

    values: Mapping[int, Decimal]
    words: str
    parts: Mapping[int, int]

    @classmethod
    def of_two(cls, values: Mapping[int, Decimal], words: str) -> "Way":
        return cls(values, words, {})

    def fitting(self, view: View, item: int) -> list[int]:
        return [n for n, value in self.values.items() if abs(view.value(n, item) - value) <= self._room(view, n, item)]

    def proving(self, view: View, item: int, least: int) -> list[int]:
        """The lines that come out to the last digit, of so many digits that chance would not make it."""
        exact = [n for n, value in self.values.items() if view.value(n, item) == value]
        return [n for n in exact if digits(view, n, item) >= least]

    def off(self, view: View, item: int) -> Iterator[Finding]:
        for line, value in self.values.items():
            cell, off = view.cell(line, item), view.value(line, item) - value
            if not off or cell.figure is None:
                continue
            step = cell.figure.step
            severity = self._severity(view, line, item, abs(off))
            end = {Severity.ROUNDING: f" {ROUNDED}", Severity.QUESTION: f" {UNSURE}"}.get(severity, "")
            follows = like(cell.text, value, step)
            yield Finding(
                Kind.SUMS, view.where(line, item), cell.text, follows, gap(off, step, cell.text),
                f"{cell.text} is printed, and {self.words} {follows}.{end}", severity,
            )  # fmt: skip

    def _severity(self, view: View, line: int, item: int, off: Decimal) -> Severity:
        if off <= self._room(view, line, item):
            return Severity.ROUNDING
        counted = view.table.counted(*view.at(line, item))
        return Severity.QUESTION if not counted and off <= self._rounding(view, line, item) else Severity.DIFFERS

    def _room(self, view: View, line: int, item: int) -> Decimal:
        """Whole counts are exact, and so is taken what names no unit; all else is rounded."""
        found = view.cell(line, item).figure
        if found is None or (view.unit(line, item).of is Of.COUNT and found.step >= 1):
            return Decimal(0)
        return self._rounding(view, line, item)

    def _rounding(self, view: View, line: int, item: int) -> Decimal:
        found = view.cell(line, item).figure
        return room([found.step] * (self.parts.get(line, 2) + 1)) if found else Decimal(0)


def digits(view: View, line: int, item: int) -> int:
    """How many digits are printed from the first that is not nought."""
    found = view.cell(line, item).figure
    return len(str(abs(int(found.value / found.step)))) if found and found.value else 0


def all_figures(view: View, line: int, items: Sequence[int]) -> bool:
    return all(view.cell(line, item).figure for item in items)
