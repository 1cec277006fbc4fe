"""A given table as it is understood: headings, labels of rows, and a figure or words in each cell."""

import re
from dataclasses import dataclass
from functools import cached_property

from apps.board.calculations.reconciler.figures import Figure, figure, is_nought
from apps.board.calculations.reconciler.finding import Where
from apps.board.calculations.reconciler.labels import COUNT, COUNTED_HERE, Role, role
from apps.board.calculations.reconciler.periods import month_in
from apps.board.calculations.reconciler.units import Unit, unit_in, unit_of

NAMED = re.compile(r"(?:table|appendix|annex|figure|chart)\s+[0-9A-Z]+(?:[.\-][0-9A-Z]+)*", re.IGNORECASE)
LONGEST_LABEL = 80


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    figure: Figure | None
    nought: bool

    @property
    def unknown(self) -> bool:
        """Whether something stands there that is no figure: ``n/a``, ``x``, words."""
        return self.figure is None and not self.nought


EMPTY = Cell("", None, True)


@dataclass(frozen=True)
class Table:
    """``number`` is its place among those given. ``columns`` and ``rows`` are labels; ``cells`` the body."""

    number: int
    caption: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    corner: str = ""

    @cached_property
    def name(self) -> str:
        found = NAMED.search(self.caption)
        return (
            found[0] if found else f"Table {self.number} given" + (f" ({short(self.caption)})" if self.caption else "")
        )

    def cell(self, row: int, column: int) -> Cell:
        return self.cells[row][column]

    def unit(self, row: int, column: int) -> Unit:
        return self._units[row][column]

    def counted(self, row: int, column: int) -> bool:
        """Whether its labels say that a figure without a unit is a count; else it may be an amount, rounded."""
        return bool(COUNTED_HERE.search(f"{self.caption} {self.corner} {self.rows[row]} {self.columns[column]}"))

    @cached_property
    def _units(self) -> tuple[tuple[Unit, ...], ...]:
        columns = range(len(self.columns))
        return tuple(tuple(self._unit(row, column) for column in columns) for row in range(len(self.rows)))

    def _unit(self, row: int, column: int) -> Unit:
        """A figure without a sign of its own under a heading that names no unit is counted as its neighbours are."""
        own = self.cells[row][column].figure
        heading = self.columns[column]
        found = unit_of(own, heading, self.rows[row], f"{self.caption} {self.corner} {self._of_total}")
        if found == Unit() and own and not COUNT.search(heading):
            return self._signed[column] or self._before[column] or found
        return found

    @cached_property
    def _of_total(self) -> str:
        """“Total (£m)”, where no other label names a unit: it is that of the parts too."""
        named = [label for label in (self.caption, self.corner, *self.columns, *self.rows) if unit_in(label)]
        return named[0] if len(named) == 1 and named[0] in self.rows and role(named[0]) is Role.TOTAL else ""

    @cached_property
    def _signed(self) -> tuple[Unit | None, ...]:
        """What the signs in each column's own cells say, where all that carry one carry the same and stand for the
        rest: half of the figures carry it, or it is the pound of the first."""
        return tuple(self._sign(column) for column in range(len(self.columns)))

    def _sign(self, column: int) -> Unit | None:
        figures = [found for row in self.cells if (found := row[column].figure)]
        signed = [one for one in figures if one.money or one.percent]
        units = {unit_of(one, "", "", "") for one in signed}
        if len(units) != 1 or not (len(signed) * 2 >= len(figures) or figures[0].money):
            return None
        return units.pop()

    @cached_property
    def _before(self) -> tuple[Unit | None, ...]:
        """For a total, closing or difference without a unit: the one that every column before it names."""
        found: list[Unit | None] = []
        for column, label in enumerate(self.columns):
            named = {unit_in(before) for before in self.columns[:column]}
            shared = next(iter(named)) if len(named) == 1 else None
            found.append(None if role(label) in (Role.PART, Role.APART) else shared)
        return tuple(found)

    @cached_property
    def holds_months(self) -> bool:
        return any(month_in(cell.text) for row in self.cells for cell in row)

    def where(self, row: int, column: int) -> Where:
        return Where(self.name, short(self.rows[row]), short(self.columns[column]))


def short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"


def cell(text: str) -> Cell:
    text = text.strip()
    return Cell(text, figure(text), is_nought(text))
