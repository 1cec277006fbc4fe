"""One row or column that is the difference of two others, or of one and the year before, or of one and a reference."""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import permutations

from apps.board.calculations.reconciler.addition import Sum
from apps.board.calculations.reconciler.finding import Checked, Finding, Kind
from apps.board.calculations.reconciler.following import Way, all_figures
from apps.board.calculations.reconciler.labels import Role, content
from apps.board.calculations.reconciler.table import Table
from apps.board.calculations.reconciler.view import View, both

ON_THE_YEAR = re.compile(
    r"\b(?:in|on|from|over|since)\b.*\b(?:years?|quarter|month)\b|year[- ]on[- ]year", re.IGNORECASE
)
EXTENT = re.compile(r"^range$|^(?:width of )?range\b", re.IGNORECASE)
LONG, SHORT, PROVED = 3, 2, 3  # digits of one figure that proves a difference, of each of three; how many those are


def difference_findings(table: Table, found: Sequence[Sum], checked: Checked) -> Iterator[Finding]:
    """``found`` are the table's sums: what is a total or part of one is asked no second time."""
    for view in both(table):
        lines = {one.total for one in found if one.view.down is not view.down}
        summed = {i for one in found if one.view.down is view.down for i in (one.total, *(p.item for p in one.parts))}
        for item in range(len(view.items)):
            if view.roles[item] is not Role.DIFFERENCE and item in summed and summed.issuperset(_like(view, item)[-2:]):
                continue
            if way := _difference(view, item, lines):
                checked.add(Kind.SUMS, len(way.values))
                yield from way.off(view, item)


def _difference(view: View, item: int, totals: Set[int]) -> Way | None:
    """A label that says so is borne out by two lines and more than half of them, or of those that are no ``totals``,
    which repeat what is wrong in their parts; one that may, by two to the last digit; any other by three, of the two
    that stand before it."""
    named = view.roles[item] is Role.DIFFERENCE or bool(EXTENT.search(view.items[item]))
    if view.kinds[item] is None or not (named or view.roles[item] in (Role.PART, Role.MAYBE)):
        return None
    ways = list(_named(view, item) if named else _before(view, item, _like(view, item)[-2:]))
    if not ways:
        return None
    ways += [way for signed in ways for way in _unsigned(view, item, signed)]
    best = max(ways, key=lambda way: len(way.fitting(view, item)))
    fitting = len(best.fitting(view, item))
    if named:
        parts = set(best.values) - totals
        proving = parts.intersection(best.proving(view, item, SHORT))
        if len(proving) >= SHORT and len(proving) * 2 > len(parts):
            return best
        few = fitting == 1 and len(best.values) == SHORT and best in _sure(view, item)
        return best if (fitting >= SHORT and fitting * 2 > len(best.values)) or few else None
    if (
        view.roles[item] is Role.MAYBE
        and len(best.proving(view, item, LONG)) >= SHORT
        and fitting * 2 > len(best.values)
    ):
        return best
    proved = len(best.proving(view, item, SHORT))
    return best if proved >= PROVED and fitting * 4 >= len(best.values) * 3 else None


def _like(view: View, item: int) -> list[int]:
    """What stands before it in the same unit."""
    return [i for i in range(item) if view.kinds[i] == view.kinds[item]]


def _named(view: View, item: int) -> Iterator[Way]:
    """Of what stands just before it, first in the table, or is named in its label."""
    words, like = content(view.items[item]), _like(view, item)
    said = [i for i in like if content(view.items[i]) & words]
    near = list(dict.fromkeys([*like[:1], *said[-3:], *like[-3:]]))
    yield from _before(view, item, near)
    for i in near:
        yield from _on_the_year_before(view, item, i)
        yield from _on_a_reference(view, item, i)


def _before(view: View, item: int, near: Sequence[int]) -> Iterator[Way]:
    for a, b in permutations(near, 2):
        lines = [n for n in range(len(view.lines)) if all_figures(view, n, (item, a, b))]
        values = {n: view.value(n, a) - view.value(n, b) for n in lines}
        words = f"“{view.items[a][:60]}” less “{view.items[b][:60]}” is"
        yield Way.of_two(values, words)


def _unsigned(view: View, item: int, way: Way) -> Iterator[Way]:
    """Where no sign is printed, the difference either way."""
    if all(view.value(n, item) >= 0 for n in way.values):
        yield Way.of_two({n: abs(value) for n, value in way.values.items()}, way.words)


def _on_the_year_before(view: View, item: int, source: int) -> Iterator[Way]:
    lines = [
        n
        for n in range(1, len(view.lines))
        if all_figures(view, n, (item, source)) and all_figures(view, n - 1, (source,))
    ]
    values = {n: view.value(n, source) - view.value(n - 1, source) for n in lines}
    yield Way.of_two(values, f"the change of “{view.items[source][:60]}” on the line before is")


def _on_a_reference(view: View, item: int, source: int) -> Iterator[Way]:
    """“Difference from England”, where England is a line."""
    words = content(view.items[item])
    for line, label in enumerate(view.lines):
        if not content(label) or not content(label) <= words or not view.cell(line, source).figure:
            continue
        lines = [n for n in range(len(view.lines)) if n != line and all_figures(view, n, (item, source))]
        values = {n: view.value(n, source) - view.value(line, source) for n in lines}
        yield Way.of_two(values, f"“{view.items[source][:60]}” less that of “{label[:60]}” is")


def _sure(view: View, item: int) -> list[Way]:
    """What one long figure is enough for: the change of what stands before it, where the label speaks of a year."""
    like = _like(view, item)
    if not like or not ON_THE_YEAR.search(view.items[item]):
        return []
    return [way for way in _on_the_year_before(view, item, like[-1]) if way.proving(view, item, LONG)]
