"""Which figures a printed total is the sum of: the items that stand before it, on a stack that each total shortens.

A total takes the items back to the last total, all of them, or the totals alone; what fits the most lines is taken.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from apps.board.calculations.reconciler.labels import LESS, OPENING, PLAIN_TOTAL, SUBTOTAL, Role
from apps.board.calculations.reconciler.lettered import lettered
from apps.board.calculations.reconciler.rounding import room
from apps.board.calculations.reconciler.units import Of, Unit, unit_in
from apps.board.calculations.reconciler.view import View

CLOSE, CLOSE_PLAIN = Decimal("0.3"), Decimal("0.9")
LONGEST_TAIL, MOST_TOTALS = 14, 60
SUMMED = (Role.TOTAL, Role.CLOSING, Role.MAYBE, Role.DIFFERENCE)


@dataclass(frozen=True, slots=True)
class Part:
    """``sign`` is −1 where a positive figure is taken off: “less: income”."""

    item: int
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and its parts; ``lines`` are those in which it can be worked out."""

    view: View
    total: int
    parts: tuple[Part, ...]
    lines: tuple[int, ...]

    def follows(self, line: int) -> Decimal:
        return sum((self.view.value(line, p.item) * p.sign for p in self.parts), Decimal(0))

    def off(self, line: int) -> Decimal:
        """What is printed less what follows."""
        return self.view.value(line, self.total) - self.follows(line)

    def room(self, line: int) -> Decimal:
        """Counts are exact, and so is taken what names no unit; money is printed rounded."""
        return Decimal(0) if self.view.unit(line, self.total).of is Of.COUNT else self.rounding(line)

    def rounding(self, line: int) -> Decimal:
        cells = [self.view.cell(line, i).figure for i in (self.total, *(p.item for p in self.parts))]
        return room([found.step for found in cells if found])

    def fits(self, line: int) -> bool:
        return abs(self.off(line)) <= self.room(line)

    def unsure(self, line: int) -> bool:
        """Out by no more than rounding, of figures of which nothing says whether they are counts or amounts."""
        at = self.view.at(line, self.total)
        return not self.fits(line) and not self.view.table.counted(*at) and abs(self.off(line)) <= self.rounding(line)

    def near(self, line: int, share: Decimal) -> bool:
        printed, follows = abs(self.view.value(line, self.total)), abs(self.follows(line))
        return abs(self.off(line)) <= share * max(printed, follows)


@dataclass(slots=True)
class _Stack:
    """What has not yet gone into a total, and which of it are totals."""

    items: list[int] = field(default_factory=list)
    totals: set[int] = field(default_factory=set)

    def ways(self, view: View, closing: bool) -> list[list[int]]:
        """The natural ones first. A closing is no sum of other closings alone: these are a row of years."""
        last = max((i for i, item in enumerate(self.items) if item in self.totals), default=-1)
        natural = [self.items[last + 1 :], self.items, [item for item in self.items if item in self.totals]]
        tails = [self.items[-k:] for k in range(2, min(len(self.items), LONGEST_TAIL))]
        found = [way for way in (*natural, *tails) if way]
        if not closing:
            return found
        return [way for way in found if any(view.roles[item] is not Role.CLOSING for item in way)]

    def take(self, found: Sum) -> None:
        gone = {part.item for part in found.parts}
        self.items = [item for item in self.items if item not in gone] + [found.total]
        self.totals.add(found.total)


def sums(view: View) -> Iterator[Sum]:
    """Every total of a table, down or across, with what it is the sum of; the first sixty of them are tried."""
    stacks: dict[Unit | None, _Stack] = {}
    tried, spelt = 0, lettered(view.items)
    for item, role in enumerate(view.roles):
        unit = unit_in(view.items[item]) if view.down else view.kinds[item]
        if view.kinds[item] is None or role is Role.APART or _never_added(view, unit):
            continue
        stack = stacks.setdefault(unit, _Stack())
        if item in spelt and (found := _spelt(view, item, spelt[item])):
            stack.take(found)
            yield found
            continue
        if role in SUMMED and stack.items and tried < MOST_TOTALS:
            tried += 1
            found = composed(view, item, stack.ways(view, role is Role.CLOSING))
            if found:
                stack.take(found)
                yield found
                continue
            if role is Role.TOTAL and (split := _split(view, item, stack)):
                yield split
                continue
        stack.items.append(item)
        if role is Role.TOTAL and len(stack.items) == 1 and (found := _first(view, item)):
            yield found
            return


def _spelt(view: View, total: int, terms: Sequence[tuple[int, int]]) -> Sum | None:
    """A sum that labels spell out with letters, where it fits half of the lines or comes near in the only one."""
    items = [item for item, _ in terms]
    lines = tuple(line for line in range(len(view.lines)) if _can(view, line, total, items))
    found = Sum(view, total, tuple(Part(item, sign) for item, sign in terms), lines)
    fitting = sum(map(found.fits, lines))
    near = len(lines) == 1 and found.near(lines[0], CLOSE)
    return found if lines and (near or (fitting and fitting * 2 >= len(lines))) else None


def _never_added(view: View, unit: Unit | None) -> bool:
    """Shares and averages; amounts a head are added across, never down."""
    return unit is not None and (unit.of is Of.PERCENT or (unit.each and (view.down or unit.of is not Of.MONEY)))


def composed(view: View, total: int, ways: Sequence[Sequence[int]]) -> Sum | None:
    """The way that fits the most lines; where none does, the natural one that comes nearest, if it is near."""
    made = [found for way in ways for found in _signed(view, total, way) if found.lines]
    single = [found for found in made if len(found.parts) == 1]
    several = [found for found in made if len(found.parts) > 1]
    if several:
        best = max(several, key=lambda found: sum(map(found.fits, found.lines)))
        fitting = sum(map(best.fits, best.lines))
        if fitting >= (2 if view.roles[total] is Role.DIFFERENCE else 1) and fitting * 2 >= len(best.lines):
            return best
        if near := _nearest(view, several, total):
            return near
    return next((found for found in single if all(map(found.fits, found.lines))), None)


def _signed(view: View, total: int, way: Sequence[int]) -> Iterator[Sum]:
    """As printed, and with what the labels take off taken off."""
    lines = tuple(line for line in range(len(view.lines)) if _can(view, line, total, way))
    yield Sum(view, total, tuple(Part(item) for item in way), lines)
    if any(LESS.search(view.items[item]) for item in way):
        parts = tuple(Part(item, -1 if LESS.search(view.items[item]) else 1) for item in way)
        yield Sum(view, total, parts, lines)


def _can(view: View, line: int, total: int, way: Sequence[int]) -> bool:
    if not view.adding[line] or view.cell(line, total).figure is None:
        return False
    cells = [view.cell(line, item) for item in way]
    of = view.unit(line, total).of
    same = all(view.unit(line, item).of is of for item, found in zip(way, cells, strict=True) if found.figure)
    return same and not any(found.unknown for found in cells) and any(found.figure for found in cells)


def _nearest(view: View, ways: Sequence[Sum], total: int) -> Sum | None:
    """Of what says that it is a total; a label that might be one needs lines that fit."""
    if view.roles[total] in (Role.MAYBE, Role.DIFFERENCE):
        return None
    if view.roles[total] is Role.CLOSING:
        ways = [found for found in ways if _opens(view, found)]
    share = CLOSE_PLAIN if ways and len(ways[0].lines) == 1 and _says_so(view, total) else CLOSE
    near = [found for found in ways if all(found.near(line, share) for line in found.lines)]
    return min(near, key=lambda found: sum(abs(found.off(line)) for line in found.lines), default=None)


def _opens(view: View, found: Sum) -> bool:
    """Whether the parts begin with an opening, or with the closing before."""
    first = found.parts[0].item
    return view.roles[first] is Role.CLOSING or bool(OPENING.search(view.items[first]))


def _says_so(view: View, total: int) -> bool:
    label = view.items[total].strip()
    if PLAIN_TOTAL.search(label) or SUBTOTAL.search(label):
        return True
    return view.down and (view.roles[total] is Role.CLOSING or total == len(view.items) - 1)


def _split(view: View, item: int, stack: _Stack) -> Sum | None:
    """Totals after a total that take it apart: 182 primary and 113 secondary of 295."""
    whole = stack.items[-1] if stack.items[-1] in stack.totals else None
    if whole is None:
        return None
    after = [i for i in range(item, len(view.items)) if view.kinds[i] and view.kinds[i].of is view.kinds[item].of]  # type: ignore[union-attr]  # both hold figures
    for k in range(2, len(after) + 1):
        found = next(_signed(view, whole, after[:k]))
        fitting = sum(map(found.fits, found.lines))
        if fitting and fitting * 2 >= len(found.lines):
            return found
    return None


def _first(view: View, total: int) -> Sum | None:
    """A total that stands before its parts."""
    unit = view.kinds[total]
    after = [i for i in range(total + 1, len(view.items)) if view.kinds[i] == unit and view.roles[i] is Role.PART]
    found = next(_signed(view, total, after)) if len(after) > 1 else None
    if not found or not found.lines:
        return None
    fitting = sum(map(found.fits, found.lines))
    return found if fitting and fitting * 2 >= len(found.lines) else None
