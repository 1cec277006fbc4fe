"""Another world that looks the same from outside: the proof that a hidden figure stays hidden.

A world gives every cell a value so that all relations hold. If some world that would be published with the very same
figures, the same gaps and the same reasons holds another value for a cell, nobody outside can tell which is true.

The search changes the cell, then repairs each relation that this breaks by changing one more cell of it, cheapest
worlds first. To change a cell that is shown costs its size, because it would have to be hidden; one that is already
public cannot change. So one search answers both questions: is the cell safe (a world that costs nothing), and what
should be hidden besides (the cheapest world). It may miss a world, never invent one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush
from itertools import count as serial

from apps.core.disclosure.model import Model
from apps.core.disclosure.publication import Cell, Kind, Share

MOST_STEPS = 5_000

Cost = tuple[int, Fraction]
Changes = dict[str, Fraction]


@dataclass(frozen=True, slots=True)
class World:
    """Differences from the truth, and the shown cells that must be hidden for it to look the same."""

    changes: Changes
    to_hide: frozenset[str]


class _Search:
    def __init__(self, model: Model, hidden: set[str], unsaid: set[str]):
        self.model, self.hidden, self.unsaid = model, hidden, unsaid

    def cheapest(self, key: str) -> World | None:
        """The cheapest other world in which the cell has another value; ``None`` when none is found in time."""
        waiting: list[tuple[Cost, int, int, Changes, dict[int, Fraction]]] = []
        order, seen = serial(), set()
        for change in self._other_values(self.model.cells[key]):
            self._push(waiting, order, {}, {}, key, change)
        for _ in range(MOST_STEPS):
            if not waiting:
                return None
            _, _, _, changes, broken = heappop(waiting)
            if not broken:
                if self._percentages_hold(changes):
                    return World(changes, frozenset(self._to_hide(changes)))
                continue
            state = frozenset(changes.items())
            if state in seen:
                continue
            seen.add(state)
            for name, change in self._repairs(changes, broken):
                self._push(waiting, order, changes, broken, name, change)
        return None

    def _push(
        self, waiting: list, order: Iterator[int], changes: Changes, broken: dict, key: str, change: Fraction
    ) -> None:
        changes, broken = {**changes, key: change}, dict(broken)
        for index in self.model.relations_of[key]:
            left = broken.pop(index, Fraction(0)) + self.model.relations[index].terms[key] * change
            if left:
                broken[index] = left
        heappush(waiting, (self._cost(changes), len(changes), next(order), changes, broken))

    def _repairs(self, changes: Changes, broken: dict[int, Fraction]) -> Iterator[tuple[str, Fraction]]:
        index = min(broken, key=lambda i: (len(self.model.relations[i].terms), i))
        for key, coefficient in self.model.relations[index].terms.items():
            change = -broken[index] / coefficient
            if key not in changes and self._allowed(self.model.cells[key], change):
                yield key, change

    def _other_values(self, cell: Cell) -> Iterator[Fraction]:
        """Changes that give the cell another count and keep its reason, near ones first."""
        for times in range(1, self.model.threshold):
            for move in self.model.moves(cell):
                for change in (-times * move, times * move):
                    if self._allowed(cell, change):
                        yield change

    def _allowed(self, cell: Cell, change: Fraction) -> bool:
        value = cell.value + change
        if value < 0 and not cell.signed:
            return False
        if cell.kind is Kind.COUNT and change.denominator != 1:
            return False
        if cell.unit_value and not cell.grand_total and (change / cell.unit_value).denominator != 1:
            return False
        if cell.already_public:
            return cell.printed and cell.as_printed(value) == cell.as_printed(cell.value)
        if not cell.printed or cell.key in self.unsaid:
            return True
        return self.model.is_small(cell.key, value) == self.model.is_small(cell.key, cell.value)

    def _cost(self, changes: Changes) -> Cost:
        cells = [self.model.cells[key] for key in self._to_hide(changes)]
        return sum(cell.grand_total for cell in cells), sum((self._weight(cell) for cell in cells), Fraction(0))

    def _weight(self, cell: Cell) -> Fraction:
        """How much is lost when the cell is hidden, in units: money counts as the units that it is worth."""
        if cell.kind is Kind.PERCENT:
            return Fraction(1)
        if cell.kind is Kind.COUNT:
            return cell.value + 1
        return abs(cell.value) / min(self.model.rates(cell), default=Fraction(1)) + 1

    def _to_hide(self, changes: Changes) -> Iterator[str]:
        for key, change in changes.items():
            cell = self.model.cells[key]
            if (
                cell.printed
                and key not in self.hidden
                and cell.as_printed(cell.value + change) != cell.as_printed(cell.value)
            ):
                yield key
        for share in self._touched(changes):
            if share.percent not in self.hidden and not self._looks_the_same(share, changes):
                yield share.percent

    def _percentages_hold(self, changes: Changes) -> bool:
        cells = self.model.cells
        for share in self._touched(changes):
            part, whole = self._value(share.part, changes), self._value(share.whole, changes)
            if whole <= 0 or part > whole:
                return False
            if cells[share.percent].already_public and not self._looks_the_same(share, changes):
                return False
            if share.percent in self.unsaid:
                continue
            small = 0 < part < self.model.threshold or 0 < whole - part < self.model.threshold
            if small != self.model.is_small(share.percent, Fraction(0)):
                return False
        return True

    def _touched(self, changes: Changes) -> set[Share]:
        return {share for key in changes for share in self.model.shares_of.get(key, [])}

    def _looks_the_same(self, share: Share, changes: Changes) -> bool:
        cell, whole = self.model.cells[share.percent], self._value(share.whole, changes)
        return whole > 0 and cell.as_printed(self._value(share.part, changes) * 100 / whole) == cell.as_printed(
            cell.value
        )

    def _value(self, key: str, changes: Changes) -> Fraction:
        return self.model.cells[key].value + changes.get(key, Fraction(0))


def cheapest_other_world(
    model: Model, hidden: set[str], key: str, unsaid: set[str] | frozenset[str] = frozenset()
) -> World | None:
    """A world with another value for ``key``, hiding as little more as the search finds; ``None`` if it finds none.

    ``unsaid`` cells are hidden without saying whether they are small, so they may be small in one world only.
    """
    return _Search(model, hidden, set(unsaid)).cheapest(key)
