"""Running totals, and openings that carry the last closing on."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from apps.board.calculations.reconciler import labels
from apps.board.calculations.reconciler.finding import Checked, Finding, Kind
from apps.board.calculations.reconciler.following import Way, all_figures
from apps.board.calculations.reconciler.labels import Role
from apps.board.calculations.reconciler.periods import year_in
from apps.board.calculations.reconciler.table import Table
from apps.board.calculations.reconciler.view import View, both

CUMULATIVE = ("cumulative", "running total")
RESTATED = re.compile(r"restated|revised|adjusted", re.IGNORECASE)
NEAREST = 10


def balance_findings(table: Table, checked: Checked) -> Iterator[Finding]:
    for view in both(table):
        yield from _running(view, checked)
    for view in both(table):
        yield from _carried(view, checked)


def _running(view: View, checked: Checked) -> Iterator[Finding]:
    """“Cumulative”: what stands in another row or column, added up so far."""
    for item, label in enumerate(view.items):
        if not any(word in label.lower() for word in CUMULATIVE):
            continue
        lines = [n for n in range(len(view.lines)) if _printed(view, n, item)]
        ways = [way for i in _nearest(view, item) for way in _so_far(view, i, item, lines)]
        if not ways:
            continue
        best = max(ways, key=lambda way: len(way.fitting(view, item)))
        fitting = len(best.fitting(view, item))
        if fitting >= 2 and fitting * 2 >= len(lines):
            checked.add(Kind.SUMS, len(lines))
            yield from best.off(view, item)


def _printed(view: View, line: int, item: int) -> bool:
    """A figure, or a dash for nought."""
    found = view.cell(line, item)
    return bool(found.figure or (found.nought and found.text))


def _nearest(view: View, item: int) -> list[int]:
    """Where what is added up may stand."""
    others = [i for i in range(len(view.items)) if i != item and view.kinds[i]]
    return sorted(others, key=lambda i: abs(i - item))[:NEAREST]


def _so_far(view: View, source: int, item: int, lines: Sequence[int]) -> Iterator[Way]:
    """From nought, and from what the first printed figure holds already."""
    added = list(accumulate(view.value(n, source) for n in range(len(view.lines))))
    words = f"“{view.items[source][:60]}” added up so far is"
    yield Way({n: added[n] for n in lines}, words, {n: n + 1 for n in lines})
    if len(lines) > 2:
        held = view.value(lines[0], item) - added[lines[0]]
        yield Way({n: held + added[n] for n in lines}, words, {n: n - lines[0] + 1 for n in lines})


def _carried(view: View, checked: Checked) -> Iterator[Finding]:
    """A year's opening is the closing of the year before, where the years follow on each other."""
    opening = next((i for i, label in enumerate(view.items) if labels.OPENING.search(label)), None)
    closing = next((i for i, role in enumerate(view.roles) if role is Role.CLOSING and i != opening), None)
    if opening is None or closing is None:
        return
    years = [year_in(label) for label in view.lines]
    for left, right in pairwise(range(len(years))):
        first, second = years[left], years[right]
        if not (first and second and first + 1 == second and all_figures(view, left, (closing,))):
            continue
        if view.cell(right, opening).figure and not any(RESTATED.search(view.lines[n]) for n in (left, right)):
            checked.add(Kind.SUMS)
            yield from Way.of_two({right: view.value(left, closing)}, f"the closing of {first} is").off(view, opening)
