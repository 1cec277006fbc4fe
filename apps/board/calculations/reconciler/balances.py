"""Running totals, and openings that carry the last closing on."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise, product

from apps.board.calculations.reconciler import labels
from apps.board.calculations.reconciler.addition import Sum
from apps.board.calculations.reconciler.finding import Checked, Finding, Kind
from apps.board.calculations.reconciler.following import Way, all_figures
from apps.board.calculations.reconciler.labels import Role
from apps.board.calculations.reconciler.periods import year_in
from apps.board.calculations.reconciler.table import Table
from apps.board.calculations.reconciler.view import View, both

CUMULATIVE = ("cumulative", "running total")
RESTATED = re.compile(r"restated|revised|adjusted", re.IGNORECASE)
NEAREST, LEAST, MOST_BETWEEN = 10, 2, 7


def balance_findings(table: Table, found: Sequence[Sum], checked: Checked) -> Iterator[Finding]:
    """``found`` are the table's sums: a closing that is one of them is not rolled forward again."""
    for view in both(table):
        yield from _running(view, checked)
    for view in both(table):
        yield from _rolled(view, {one.total for one in found if one.view.down is view.down}, checked)
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


def _rolled(view: View, summed: set[int], checked: Checked) -> Iterator[Finding]:
    """What stands at the end is what stood at the start with what came and less what went, whose signs are not printed:
    those signs that come out in two lines and two thirds of them."""
    start, end = _stock(view, labels.START), _stock(view, labels.END)
    if start is None or end is None or end in summed or not start < end - 1 <= start + MOST_BETWEEN:
        return
    between = [i for i in range(start + 1, end) if view.kinds[i] == view.kinds[end]]
    lines = [n for n in range(len(view.lines)) if all_figures(view, n, (start, end))]
    lines = [n for n in lines if not any(view.cell(n, i).unknown for i in between)]
    best = max((_with_signs(view, start, between, signs, lines) for signs in product((1, -1), repeat=len(between))),
               key=lambda way: len(way.proving(view, end, LEAST)))  # fmt: skip
    fitting = len(best.fitting(view, end))
    if len(best.proving(view, end, LEAST)) >= LEAST and fitting * 3 >= len(lines) * 2:
        checked.add(Kind.SUMS, len(lines))
        yield from best.off(view, end)


def _with_signs(view: View, start: int, between: Sequence[int], signs: Sequence[int], lines: Sequence[int]) -> Way:
    moved = list(zip(between, signs, strict=True))
    values = {n: view.value(n, start) + sum(view.value(n, i) * sign for i, sign in moved) for n in lines}
    steps = "".join(f" {'+' if sign > 0 else '−'} “{view.items[i][:40]}”" for i, sign in moved)
    return Way(values, f"“{view.items[start][:40]}”{steps} is", dict.fromkeys(lines, len(between) + 1))


def _stock(view: View, pattern: re.Pattern[str]) -> int | None:
    return next((i for i, label in enumerate(view.items) if view.kinds[i] and pattern.search(label)), None)


def _carried(view: View, checked: Checked) -> Iterator[Finding]:
    """An opening is the closing of the line before: of years that follow on each other, or where two lines show it."""
    opening = _stock(view, labels.START)
    closing = next((i for i, label in enumerate(view.items) if i != opening and _closes(view, i, label)), None)
    if opening is None or closing is None:
        return
    follows = {
        b: view.value(a, closing)
        for a, b in pairwise(range(len(view.lines)))
        if _follow_on(view, a, b, opening, closing)
    }
    fitting = [n for n, value in follows.items() if view.value(n, opening) == value]
    for line, value in follows.items():
        years = [year_in(view.lines[n]) for n in (line - 1, line)]
        if all(years) or (len(fitting) >= LEAST and len(fitting) * 3 >= len(follows) * 2):
            checked.add(Kind.SUMS)
            name = years[0] or f"“{view.lines[line - 1][:40]}”"
            yield from Way.of_two({line: value}, f"the closing of {name} is").off(view, opening)


def _closes(view: View, item: int, label: str) -> bool:
    return view.kinds[item] is not None and (view.roles[item] is Role.CLOSING or bool(labels.END.search(label)))


def _follow_on(view: View, before: int, line: int, opening: int, closing: int) -> bool:
    """Not where a year is left out, or figures were restated between."""
    first, second = year_in(view.lines[before]), year_in(view.lines[line])
    if (first or second) and not (first and second and first + 1 == second):
        return False
    restated = any(RESTATED.search(view.lines[n]) for n in (before, line))
    return not restated and all_figures(view, before, (closing,)) and all_figures(view, line, (opening,))
