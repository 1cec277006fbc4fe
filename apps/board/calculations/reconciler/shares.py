"""Percentages against the numbers that they are shares of, and against 100."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from apps.board.calculations.reconciler import labels
from apps.board.calculations.reconciler.figures import gap, shown
from apps.board.calculations.reconciler.finding import Checked, Finding, Kind, Severity
from apps.board.calculations.reconciler.labels import Role
from apps.board.calculations.reconciler.rounding import room
from apps.board.calculations.reconciler.table import Table
from apps.board.calculations.reconciler.units import Of
from apps.board.calculations.reconciler.view import View, both

HUNDRED, LEAST, NEAREST = Decimal(100), 2, 8  # numbers that a share may be of stand near it
Pair = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class _Way:
    """What a column of shares is of: part and whole by line, and how that reads."""

    pairs: dict[int, Pair]
    words: str

    def fits(self, view: View, item: int, line: int) -> bool:
        found = view.cell(line, item).figure
        part, whole = self.pairs[line]
        return found is not None and abs(abs(found.value) - abs(part / whole * HUNDRED)) <= found.step * Decimal("0.51")


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
    ways = [way for way in _ways(view, item) if len(way.pairs) >= LEAST]
    if not ways:
        return None
    best = max(ways, key=lambda way: sum(way.fits(view, item, n) for n in way.pairs))
    fitting = sum(best.fits(view, item, n) for n in best.pairs)
    return best if fitting >= LEAST and fitting * 3 >= len(best.pairs) * 2 else None


def _ways(view: View, item: int) -> Iterator[_Way]:
    lines = [n for n in range(len(view.lines)) if view.cell(n, item).figure]
    across = View(view.table, not view.down)
    numbers = [i for i, unit in enumerate(view.kinds) if unit and unit.of is not Of.PERCENT]
    numbers = sorted(numbers, key=lambda i: abs(i - item))[:NEAREST]
    for part in numbers:
        parts = {n: view.value(n, part) for n in lines if view.cell(n, part).figure}
        totals = [n for n in parts if across.roles[n] in (Role.TOTAL, Role.CLOSING)]
        whole = parts[totals[-1]] if totals else sum(parts.values(), Decimal(0))
        name = view.items[part][:60]
        if whole and len(parts) > LEAST:
            yield _Way({n: (value, whole) for n, value in parts.items()}, f"“{name}” of its total {shown(whole)}")
        last = {n: view.value(n - 1, part) for n in parts if n}
        grown = {n: (parts[n] - before, before) for n, before in last.items() if before}
        yield _Way(grown, f"the change of “{name}” on the line before")
        for other in numbers:
            values = {n: (value, view.value(n, other)) for n, value in parts.items() if view.value(n, other)}
            if other == part:
                continue
            yield _Way(values, f"“{name}” of “{view.items[other][:60]}”")
            grown = {n: (a - b, b) for n, (a, b) in values.items()}
            yield _Way(grown, f"the change from “{view.items[other][:60]}” to “{name}”")


def _off(view: View, item: int, way: _Way) -> Iterator[Finding]:
    for line, (part, whole) in way.pairs.items():
        found = view.cell(line, item).figure
        if way.fits(view, item, line) or not found:
            continue
        follows = part / whole * HUNDRED
        text = f"{shown(round(follows, 2), found.step)}%"
        yield Finding(
            Kind.SHARES, view.where(line, item), view.cell(line, item).text, text, gap(round(found.value - follows, 2)),
            f"{view.cell(line, item).text} is printed; {way.words} is {shown(part)} ÷ {shown(whole)} = {text}.",
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
