"""Differences between two columns or rows, running totals, and openings that carry the last closing on."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from apps.board.calculations.reconciler import labels
from apps.board.calculations.reconciler.figures import gap, like
from apps.board.calculations.reconciler.finding import Checked, Finding, Kind, Severity
from apps.board.calculations.reconciler.labels import Role
from apps.board.calculations.reconciler.periods import year_in
from apps.board.calculations.reconciler.rounding import room
from apps.board.calculations.reconciler.table import Table
from apps.board.calculations.reconciler.units import Of
from apps.board.calculations.reconciler.view import View, both

CUMULATIVE = ("cumulative", "running total")
NEAREST = 10
Follows = dict[int, Decimal]  # by line


def balance_findings(table: Table, checked: Checked) -> Iterator[Finding]:
    for view in both(table):
        yield from _differences(view, checked)
    yield from _running(View(table, down=False), checked)
    yield from _running(View(table, down=True), checked)
    yield from _carried(View(table, down=True), checked)


def _differences(view: View, checked: Checked) -> Iterator[Finding]:
    """“Variance”: the two before it taken from each other, in at least two lines and more than half of them."""
    for item, role in enumerate(view.roles):
        before = [i for i in range(item) if view.kinds[i] == view.kinds[item]][-3:]
        if role is not Role.DIFFERENCE or not before:
            continue
        lines = [n for n in range(len(view.lines)) if _figures(view, n, (item, *before))]
        ways = [{n: view.value(n, a) - view.value(n, b) for n in lines} for a in before for b in before if a != b]
        ways += [_on_the_year_before(view, a, lines) for a in before]
        ways += [{n: abs(found) for n, found in way.items()} for way in ways]
        best = max(ways, key=lambda way: len(_fitting(view, item, way)))
        fitting = len(_fitting(view, item, best))
        if fitting >= 2 and fitting * 2 > len(lines):
            checked.add(Kind.SUMS, len(lines))
            yield from _off(view, item, best, "the difference of the two figures before it is")


def _running(view: View, checked: Checked) -> Iterator[Finding]:
    """“Cumulative”: what stands in another row or column, added up so far."""
    for item, label in enumerate(view.items):
        if not any(word in label.lower() for word in CUMULATIVE):
            continue
        lines = [n for n in range(len(view.lines)) if view.cell(n, item).figure]
        ways = [(i, way) for i in _nearest(view, item) for way in _so_far(view, i, item, lines)]
        if not ways:
            continue
        best, follows = max(ways, key=lambda way: len(_fitting(view, item, way[1])))
        fitting = len(_fitting(view, item, follows))
        if fitting >= 2 and fitting * 2 >= len(lines):
            checked.add(Kind.SUMS, len(lines))
            yield from _off(view, item, follows, f"“{view.items[best][:60]}” added up so far is")


def _nearest(view: View, item: int) -> list[int]:
    """Where what is added up may stand."""
    others = [i for i in range(len(view.items)) if i != item and view.kinds[i]]
    return sorted(others, key=lambda i: abs(i - item))[:NEAREST]


def _so_far(view: View, source: int, item: int, lines: Sequence[int]) -> Iterator[Follows]:
    """From nought, and from what the first printed figure holds already."""
    added = list(accumulate(view.value(n, source) for n in range(len(view.lines))))
    yield {n: added[n] for n in lines}
    if len(lines) > 2:
        held = view.value(lines[0], item) - added[lines[0]]
        yield {n: held + added[n] for n in lines}


def _on_the_year_before(view: View, item: int, lines: Sequence[int]) -> Follows:
    return {n: view.value(n, item) - view.value(n - 1, item) for n in lines if n and view.cell(n - 1, item).figure}


def _carried(view: View, checked: Checked) -> Iterator[Finding]:
    """A year's opening is the closing of the year before, of columns that follow on each other."""
    opening = next((i for i, label in enumerate(view.items) if labels.OPENING.search(label)), None)
    closing = next((i for i, role in enumerate(view.roles) if role is Role.CLOSING and i != opening), None)
    if opening is None or closing is None:
        return
    years = [year_in(label) for label in view.lines]
    for left, right in pairwise(range(len(years))):
        first, second = years[left], years[right]
        if not (first and second and first + 1 == second and _figures(view, left, (closing,))):
            continue
        if view.cell(right, opening).figure:
            checked.add(Kind.SUMS)
            follows = {right: view.value(left, closing)}
            yield from _off(view, opening, follows, f"the closing of {first} is")


def _figures(view: View, line: int, items: tuple[int, ...]) -> bool:
    return all(view.cell(line, item).figure for item in items)


def _fitting(view: View, item: int, follows: Follows) -> list[int]:
    return [n for n, value in follows.items() if abs(view.value(n, item) - value) <= _room(view, n, item)]


def _room(view: View, line: int, item: int) -> Decimal:
    found = view.cell(line, item).figure
    if found is None or view.unit(line, item).of is Of.COUNT:
        return Decimal(0)
    return room([found.step] * 3)


def _off(view: View, item: int, follows: Follows, words: str) -> Iterator[Finding]:
    for line, value in follows.items():
        cell = view.cell(line, item)
        off = view.value(line, item) - value
        if not off or cell.figure is None:
            continue
        step = cell.figure.step
        rounding = abs(off) <= _room(view, line, item)
        end = " Rounding can make that difference: no error." if rounding else ""
        yield Finding(
            Kind.SUMS, view.where(line, item), cell.text, like(cell.text, value, step), gap(off, step, cell.text),
            f"{cell.text} is printed, and {words} {like(cell.text, value, step)}.{end}",
            Severity.ROUNDING if rounding else Severity.DIFFERS,
        )  # fmt: skip
