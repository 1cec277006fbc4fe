"""One figure called a range that is the sum of others."""

import re
from collections.abc import Iterator

from apps.board.calculations.reconciler.addition import Sum
from apps.board.calculations.reconciler.choosing import composed
from apps.board.calculations.reconciler.finding import Checked, Finding, Kind
from apps.board.calculations.reconciler.labels import Role
from apps.board.calculations.reconciler.table import Table
from apps.board.calculations.reconciler.view import View, both

RANGE = re.compile(r"\brange\b(?! of\b)", re.IGNORECASE)
LONGEST = 12
OTHERWISE = re.compile(r"quartile|\bage\b|percentile|confidence", re.IGNORECASE)


def range_findings(table: Table, checked: Checked) -> Iterator[Finding]:
    for view in both(table):
        called = [i for i, label in enumerate(view.items) if RANGE.search(label) and not OTHERWISE.search(label)]
        for item in called[:LONGEST]:
            yield from _called(view, item, checked)


def _called(view: View, item: int, checked: Checked) -> Iterator[Finding]:
    before = [i for i in range(item) if view.kinds[i] and view.roles[i] is not Role.APART]
    ways = [before[-k:] for k in range(2, min(len(before), LONGEST) + 1)]
    found = composed(view, item, ways) if ways else None
    for line in range(len(view.lines)):
        if view.cell(line, item).figure:
            checked.add(Kind.RANGES)
            if found and line in found.lines and found.fits(line):
                yield _finding(found, line)


def _finding(found: Sum, line: int) -> Finding:
    view = found.view
    text = view.cell(line, found.total).text
    parts = [view.cell(line, part.item).text for part in found.parts if view.value(line, part.item)]
    return Finding(
        Kind.RANGES, view.where(line, found.total), text, f"the sum {' + '.join(parts)}", "",
        f"“{view.items[found.total][:60]}” gives one figure, {text}, and it is the sum of {' and '.join(parts)}. A "
        "range has two ends: call it a total, or give the lowest and the highest.",
    )  # fmt: skip
