"""Which figures a printed total is the sum of: the items that stand before it, on a stack that each total shortens.

A total takes the items back to the last total, all of them, or the totals alone; what fits the most lines is taken.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from apps.board.calculations.reconciler.addition import Part, Sum
from apps.board.calculations.reconciler.choosing import CLOSE, can, composed, signed
from apps.board.calculations.reconciler.labels import LESS, REMAINING, Role
from apps.board.calculations.reconciler.lettered import lettered
from apps.board.calculations.reconciler.netting import netted
from apps.board.calculations.reconciler.units import Of, Unit, unit_in
from apps.board.calculations.reconciler.view import View

LONGEST_TAIL, MOST_TOTALS = 14, 60
SUMMED = (Role.TOTAL, Role.CLOSING, Role.MAYBE, Role.DIFFERENCE)


@dataclass(slots=True)
class _Stack:
    """What has not yet gone into a total, and which of it are totals."""

    items: list[int] = field(default_factory=list)
    totals: set[int] = field(default_factory=set)

    def ways(self, view: View, closing: bool) -> tuple[list[list[int]], list[list[int]]]:
        """The natural ones and the others. A closing is no sum of other closings alone: these are a row of years."""
        last = max((i for i, item in enumerate(self.items) if item in self.totals), default=-1)
        natural = [self.items[last + 1 :], self.items, [item for item in self.items if item in self.totals]]
        tails = [self.items[-k:] for k in range(2, min(len(self.items), LONGEST_TAIL))]
        tails += [collapsed] if (collapsed := _collapsed(view, self.items)) else []
        found = [[way for way in ways if way and not (closing and _closings(view, way))] for ways in (natural, tails)]
        return found[0], found[1]

    def take(self, found: Sum) -> None:
        gone = {part.item for part in found.parts}
        self.items = [item for item in self.items if item not in gone] + [found.total]
        self.totals.add(found.total)


def sums(view: View) -> Iterator[Sum]:
    """Every total of a table, down or across, with what it is the sum of; the first sixty of them are tried."""
    stacks: dict[Unit | None, _Stack] = {}
    spelt, tries = lettered(view.items), count()
    for item, role in enumerate(view.roles):
        unit = unit_in(view.items[item]) if view.down else view.kinds[item]
        if view.kinds[item] is None or role is Role.APART or _never_added(view, unit):
            continue
        if role is Role.TOTAL and unit not in stacks and None in stacks:
            unit = None  # “Total (£m)” of parts that name no unit
        stack = stacks.setdefault(unit, _Stack())
        found = _spelt(view, item, spelt[item]) if item in spelt else None
        if (
            found := found
            or _remaining(view, item, stack)
            or netted(view, item, stack.items)
            or _total(view, item, stack, tries)
        ):
            stack.take(found)
            yield found
        elif split := _split(view, item, stack):
            yield split
        else:
            stack.items.append(item)
            if first := _first(view, item, stack):
                yield first
                return


def _total(view: View, item: int, stack: _Stack, tries: Iterator[int]) -> Sum | None:
    role = view.roles[item]
    if role not in SUMMED or not stack.items or next(tries) >= MOST_TOTALS:
        return None
    return composed(view, item, *stack.ways(view, role is Role.CLOSING))


def _collapsed(view: View, items: Sequence[int]) -> list[int]:
    """Without what stands below an item and comes to it in every line: it takes that item apart, indented or not.
    Empty where there is none such."""
    kept, i = [], 0
    while i < len(items):
        kept.append(items[i])
        i += 1 + _below(view, items[i:])
    return kept if len(kept) < len(items) else []


def _below(view: View, items: Sequence[int]) -> int:
    """How many of those after the first come to it."""
    lines = [n for n in range(len(view.lines)) if view.value(n, items[0])]
    for k in range(2, min(len(items), LONGEST_TAIL)):
        if lines and all(sum(view.value(n, i) for i in items[1 : k + 1]) == view.value(n, items[0]) for n in lines):
            return k
    return 0


def _closings(view: View, way: Sequence[int]) -> bool:
    return all(view.roles[item] is Role.CLOSING for item in way)


def _remaining(view: View, item: int, stack: _Stack) -> Sum | None:
    """What is said to be left or paid after a total and what is taken off it."""
    last = max((i for i, one in enumerate(stack.items) if one in stack.totals), default=None)
    taken = stack.items[last + 1 :] if last is not None else []
    if last is None or not taken or not all(LESS.search(view.items[i]) for i in taken):
        return None
    if view.roles[item] is not Role.PART or not REMAINING.search(view.items[item]):
        return None
    ways = [found for found in signed(view, item, stack.items[last:]) if found.lines]
    best = max(ways, key=lambda found: sum(map(found.fits, found.lines)), default=None)
    return best if best and all(best.near(line, CLOSE) for line in best.lines) else None


def _spelt(view: View, total: int, terms: Sequence[tuple[int, int]]) -> Sum | None:
    """A sum that labels spell out with letters, where it fits half of the lines or comes near in the only one."""
    items = [item for item, _ in terms]
    lines = tuple(line for line in range(len(view.lines)) if can(view, line, total, items))
    found = Sum(view, total, tuple(Part(item, sign) for item, sign in terms), lines)
    fitting = sum(map(found.fits, lines))
    near = len(lines) == 1 and found.near(lines[0], CLOSE)
    return found if lines and (near or (fitting and fitting * 2 >= len(lines))) else None


def _never_added(view: View, unit: Unit | None) -> bool:
    """Shares and averages; amounts a head are added across, never down."""
    return unit is not None and (unit.of is Of.PERCENT or (unit.each and (view.down or unit.of is not Of.MONEY)))


def _split(view: View, item: int, stack: _Stack) -> Sum | None:
    """Totals after a total that take it apart: 182 primary and 113 secondary of 295."""
    whole = stack.items[-1] if stack.items and stack.items[-1] in stack.totals else None
    if whole is None or view.roles[item] is not Role.TOTAL:
        return None
    after = [i for i in range(item, len(view.items)) if view.kinds[i] and view.kinds[i].of is view.kinds[item].of]  # type: ignore[union-attr]  # both hold figures
    for k in range(2, len(after) + 1):
        found = next(signed(view, whole, after[:k]))
        fitting = sum(map(found.fits, found.lines))
        if fitting and fitting * 2 >= len(found.lines):
            return found
    return None


def _first(view: View, total: int, stack: _Stack) -> Sum | None:
    """A total that stands before its parts."""
    if view.roles[total] is not Role.TOTAL or len(stack.items) > 1:
        return None
    unit = view.kinds[total]
    after = [i for i in range(total + 1, len(view.items)) if view.kinds[i] == unit and view.roles[i] is Role.PART]
    found = next(signed(view, total, after)) if len(after) > 1 else None
    if not found or not found.lines:
        return None
    fitting = sum(map(found.fits, found.lines))
    return found if fitting and fitting * 2 >= len(found.lines) else None
