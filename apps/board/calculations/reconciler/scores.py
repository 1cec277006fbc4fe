"""Scores of risks: likelihood × impact."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.board.calculations.reconciler.figures import gap, like
from apps.board.calculations.reconciler.finding import Checked, Finding, Kind
from apps.board.calculations.reconciler.following import all_figures
from apps.board.calculations.reconciler.table import Table
from apps.board.calculations.reconciler.view import View

SCORE = re.compile(r"\bscore\b|\brating\b", re.IGNORECASE)
LEAST = 3


def score_findings(table: Table, checked: Checked) -> Iterator[Finding]:
    """A column of scores that in three rows, and two thirds of them, is the product of the two columns before it."""
    view = View(table, down=False)
    for item in range(2, len(view.items)):
        items = (item - 2, item - 1, item)
        lines = [n for n in range(len(view.lines)) if SCORE.search(view.items[item]) and all_figures(view, n, items)]
        follows = {n: view.value(n, item - 2) * view.value(n, item - 1) for n in lines}
        off = [n for n in lines if view.value(n, item) != follows[n]]
        fitting = len(lines) - len(off)
        if fitting >= LEAST and fitting * 3 >= len(lines) * 2:
            checked.add(Kind.PRODUCTS, len(lines))
            yield from (_off(view, items, n, follows[n]) for n in off)


def _off(view: View, items: tuple[int, int, int], line: int, follows: Decimal) -> Finding:
    first, second, printed = (view.cell(line, item).text for item in items)
    text = like(printed, follows)
    return Finding(
        Kind.PRODUCTS, view.where(line, items[2]), printed, text, gap(view.value(line, items[2]) - follows),
        f"{printed} is printed, and “{view.items[items[0]][:60]}” × “{view.items[items[1]][:60]}”, {first} × {second}, "
        f"is {text}.",
    )  # fmt: skip
