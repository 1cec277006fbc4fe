"""Percentages against the numbers that they are shares of, and against 100."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from apps.board.calculations.reconciler import labels
from apps.board.calculations.reconciler.figures import Figure, gap, shown
from apps.board.calculations.reconciler.finding import Checked, Finding, Kind, Severity
from apps.board.calculations.reconciler.following import digits
from apps.board.calculations.reconciler.labels import Role
from apps.board.calculations.reconciler.rounding import room
from apps.board.calculations.reconciler.table import Table
from apps.board.calculations.reconciler.units import Of
from apps.board.calculations.reconciler.view import View, both

HUNDRED, LEAST, NEAREST = Decimal(100), 2, 8  # numbers that a share may be of stand near it
SAMPLE = 12
NEAR, DIGITS = 3, 5  # of numbers further off, two shares of two digits come out by chance
HALF, FINE = Decimal("0.51"), 2  # steps of a share


@dataclass(frozen=True, slots=True)
class _Part:
    """A printed number, and how far rounding may have moved it."""

    value: Decimal
    room: Decimal = Decimal(0)

    def __add__(self, other: "_Part") -> "_Part":
        return _Part(self.value + other.value, self.room + other.room)

    def __sub__(self, other: "_Part") -> "_Part":
        return _Part(self.value - other.value, self.room + other.room)


@dataclass(frozen=True, slots=True)
class _Way:
    """What a column of shares is of: part and whole by line, how that reads, and how many numbers stand nearer."""

    pairs: dict[int, tuple[_Part, _Part]]
    words: str
    far: int

    def follows(self, line: int) -> Decimal:
        part, whole = self.pairs[line]
        return part.value / whole.value * HUNDRED

    def fits(self, view: View, item: int, line: int) -> bool:
        """Within what rounding the share, the part and the whole can make."""
        found = view.cell(line, item).figure
        return found is not None and self._off(found, line) <= found.step * HALF + self._room(line)

    def proves(self, view: View, item: int, line: int) -> bool:
        """Whether it fits to the last digit, or so nearly that chance would not make it."""
        found = view.cell(line, item).figure
        if found is None or not self.fits(view, item, line):
            return False
        return self._off(found, line) <= found.step * HALF or self._room(line) <= found.step * FINE

    def _off(self, found: Figure, line: int) -> Decimal:
        return abs(abs(found.value) - abs(self.follows(line)))

    def _room(self, line: int) -> Decimal:
        """In points of the share."""
        part, whole = self.pairs[line]
        least = max(abs(whole.value) - whole.room, abs(whole.value) / 2)
        return (part.room * HUNDRED + abs(self.follows(line)) * whole.room) / least


def share_findings(table: Table, checked: Checked) -> Iterator[Finding]:
    for view in both(table):
        for item, unit in enumerate(view.kinds):
            if unit is None or unit.of is not Of.PERCENT:
                continue
            way = _best(view, item)
            if way:
                checked.add(Kind.SHARES, len(way.pairs))
                yield from _off(view, item, way)
            yield from _whole(view, item, checked, known=way is not None)


def _best(view: View, item: int) -> _Way | None:
    ways = [way for way in _ways(view, item) if len(way.pairs) >= LEAST and _promises(view, item, way)]
    if not ways:
        return None
    best = max(ways, key=lambda way: sum(way.proves(view, item, n) for n in way.pairs))
    proving, fitting = (sum(test(view, item, n) for n in best.pairs) for test in (best.proves, best.fits))
    if proving < LEAST or fitting * 3 < len(best.pairs) * 2:
        return None
    told = sum(digits(view, n, item) for n in best.pairs if best.proves(view, item, n))
    return best if best.far < NEAR or told >= DIGITS else None


def _promises(view: View, item: int, way: _Way) -> bool:
    """Whether half of the first lines fit: of long tables the rest is looked at only then."""
    first = list(way.pairs)[:SAMPLE]
    return sum(way.fits(view, item, n) for n in first) * 2 >= len(first)


def _ways(view: View, item: int) -> Iterator[_Way]:
    lines = [n for n, label in enumerate(view.lines) if view.cell(n, item).figure and not labels.MEAN.search(label)]
    across = View(view.table, not view.down)
    entire = [n for n in lines if _is_hundred(view, n, item)]
    numbers = [i for i, unit in enumerate(view.kinds) if unit and unit.of is not Of.PERCENT]
    numbers = sorted(numbers, key=lambda i: abs(i - item))[:NEAREST]
    for far, part in enumerate(numbers):
        parts = {n: _part(view, n, part) for n in lines if view.cell(n, part).figure}
        totals = [n for n in parts if across.roles[n] in (Role.TOTAL, Role.CLOSING)]
        totals = totals or [n for n in parts if len(entire) == 1 and n in entire]
        whole = parts[totals[-1]] if totals else sum(parts.values(), _Part(Decimal(0)))
        name = view.items[part][:60]
        if whole.value and len(parts) > LEAST:
            yield _Way({n: (value, whole) for n, value in parts.items()}, f"“{name}” as a share of its total", far)
        last = {n: _part(view, n - 1, part) for n in parts if n}
        grown = {n: (parts[n] - before, before) for n, before in last.items() if before.value}
        yield _Way(grown, f"the change of “{name}” on the line before", far)
        yield from _since_the_first(view, part, parts)
        for further, other in enumerate(numbers):
            values = {n: (value, _part(view, n, other)) for n, value in parts.items() if view.value(n, other)}
            if other == part:
                continue
            yield _Way(values, f"“{name}” as a share of “{view.items[other][:60]}”", max(far, further))
            grown = {n: (a - b, b) for n, (a, b) in values.items()}
            yield _Way(grown, f"the change from “{view.items[other][:60]}” to “{name}”", max(far, further))


def _since_the_first(view: View, part: int, parts: dict[int, _Part]) -> Iterator[_Way]:
    first = next((n for n in range(len(view.lines)) if view.value(n, part)), None)
    if first is not None:
        start = _part(view, first, part)
        grown = {n: (value - start, start) for n, value in parts.items() if n > first}
        yield _Way(grown, f"the change of “{view.items[part][:60]}” since “{view.lines[first][:60]}”", NEAR)


def _part(view: View, line: int, item: int) -> _Part:
    """Whole counts are exact; amounts, and what has decimals, are rounded."""
    found = view.cell(line, item).figure
    if found is None:
        return _Part(Decimal(0))
    exact = view.unit(line, item).of is Of.COUNT and found.step >= 1
    return _Part(found.value, Decimal(0) if exact else found.step / 2)


def _off(view: View, item: int, way: _Way) -> Iterator[Finding]:
    for line, (part, whole) in way.pairs.items():
        found = view.cell(line, item).figure
        if way.fits(view, item, line) or not found:
            continue
        follows = way.follows(line)
        text = f"{shown(round(follows, 2), found.step)}%"
        yield Finding(
            Kind.SHARES, view.where(line, item), view.cell(line, item).text, text, gap(round(found.value - follows, 2)),
            f"{view.cell(line, item).text} is printed; {way.words} is {shown(part.value)} ÷ "
            f"{shown(whole.value)} = {text}.",
        )  # fmt: skip


def _whole(view: View, item: int, checked: Checked, known: bool) -> Iterator[Finding]:
    """Parts of 100%: they come to 100 but for rounding."""
    across = View(view.table, not view.down)
    total = next(
        (n for n in range(len(view.lines)) if across.roles[n] is Role.TOTAL and _is_hundred(view, n, item)), None
    )
    parts = [n for n in range(len(view.lines)) if across.roles[n] is Role.PART and view.cell(n, item).figure]
    if total is None or len(parts) < LEAST or any(labels.SUBTOTAL.search(label) for label in view.lines):
        return
    checked.add(Kind.SHARES)
    figures = [view.cell(n, item).figure for n in parts]
    come_to = sum((view.value(n, item) for n in parts), Decimal(0))
    off = HUNDRED - come_to
    if not off:
        return
    rounding = abs(off) <= room([found.step for found in figures if found])
    if known and not rounding:
        return  # the share that is off is named by its numbers already
    step = min(found.step for found in figures if found)
    words = "Rounding each can make that difference: no error." if rounding else "They are the parts of a whole."
    yield Finding(
        Kind.SHARES, view.where(total, item), view.cell(total, item).text, f"{shown(come_to, step)}%", gap(off, step),
        f"{view.cell(total, item).text} is printed, and the shares come to {shown(come_to, step)}%. {words}",
        Severity.ROUNDING if rounding else Severity.DIFFERS,
    )  # fmt: skip


def _is_hundred(view: View, line: int, item: int) -> bool:
    return view.value(line, item) == HUNDRED
