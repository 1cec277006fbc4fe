"""A table seen down its columns or across its rows: lines of items, so that each check is written once."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from apps.board.calculations.reconciler.finding import Where
from apps.board.calculations.reconciler.labels import Role, role
from apps.board.calculations.reconciler.table import Cell, Table
from apps.board.calculations.reconciler.units import Of, Unit


@dataclass(frozen=True)
class View:
    """``down``: an item is a row, a line a column; else the other way about."""

    table: Table
    down: bool

    @cached_property
    def items(self) -> tuple[str, ...]:
        return self.table.rows if self.down else self.table.columns

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return self.table.columns if self.down else self.table.rows

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        return tuple(role(label) for label in self.items)

    def at(self, line: int, item: int) -> tuple[int, int]:
        """Row and column."""
        return (item, line) if self.down else (line, item)

    @cached_property
    def _grid(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells of each line."""
        return tuple(zip(*self.table.cells, strict=True)) if self.down else self.table.cells

    @cached_property
    def _values(self) -> tuple[tuple[Decimal, ...], ...]:
        return tuple(tuple(one.figure.value if one.figure else Decimal(0) for one in line) for line in self._grid)

    def cell(self, line: int, item: int) -> Cell:
        return self._grid[line][item]

    def unit(self, line: int, item: int) -> Unit:
        return self.table.unit(*self.at(line, item))

    def where(self, line: int, item: int) -> Where:
        return self.table.where(*self.at(line, item))

    def value(self, line: int, item: int) -> Decimal:
        """Nought where nothing stands."""
        return self._values[line][item]

    @cached_property
    def kinds(self) -> tuple[Unit | None, ...]:
        """What the most figures of each item are; None where it holds none."""
        return tuple(self._kind(item) for item in range(len(self.items)))

    def _kind(self, item: int) -> Unit | None:
        units = Counter(self.unit(i, item) for i in range(len(self.lines)) if self.cell(i, item).figure)
        return units.most_common(1)[0][0] if units else None

    @cached_property
    def adding(self) -> tuple[bool, ...]:
        """Of each line, whether its figures may be added up: no medians, shares or amounts for one thing."""
        return tuple(self._adds(line) for line in range(len(self.lines)))

    def _adds(self, line: int) -> bool:
        label = self.lines[line]
        units = [self.unit(line, i) for i in range(len(self.items)) if self.cell(line, i).figure]
        if not units or role(label) is Role.APART:
            return False
        return not (self.down or self._odd[line]) or not all(map(_never_added, units))

    @cached_property
    def _odd(self) -> tuple[bool, ...]:
        """Of each line, whether it holds shares or amounts for one thing where most others hold what is added up."""
        lines = range(len(self.lines))
        units = [[self.unit(line, i) for i in range(len(self.items)) if self.cell(line, i).figure] for line in lines]
        never = [bool(found) and all(map(_never_added, found)) for found in units]
        return tuple(one and sum(never) * 2 < len(never) for one in never)


def _never_added(unit: Unit) -> bool:
    return unit.each or unit.of is Of.PERCENT


def both(table: Table) -> tuple[View, View]:
    return View(table, down=True), View(table, down=False)
