"""Sums of which no label says so: “All pupils” before its kinds, “of which” rows, the last line of a bridge."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from apps.board.calculations.reconciler.addition import Part, Sum
from apps.board.calculations.reconciler.choosing import CLOSE
from apps.board.calculations.reconciler.following import digits
from apps.board.calculations.reconciler.labels import Role
from apps.board.calculations.reconciler.periods import is_period
from apps.board.calculations.reconciler.view import View

OF_WHICH = re.compile(r"\bof which\b|\bo/w\b", re.IGNORECASE)
BRIDGE = re.compile(r"\bfrom\b.+\bto\b|\bbridge\b|\breconcil|\bmovements?\b|\bwalk\b|\bwaterfall\b", re.IGNORECASE)
STOCK = re.compile(
    r"\b(?:budget|outturn|forecast|estimate|position|balance|deficit|surplus|baseline|opening|closing|plans|places)\b|20[0-9]{2}",
    re.IGNORECASE,
)
LONGEST, PROVED, SHORT = 14, 3, 2  # parts; lines that prove a sum, each of so many digits
LEAST_BEFORE, LEAST_AFTER, MOST_OFF = 2, 3, 2


def unlabelled_sums(view: View, found: Sequence[Sum]) -> Iterator[Sum]:
    """``found`` are the sums that labels name in this view."""
    totals = {one.total for one in found}
    known = [{one.total, *(part.item for part in one.parts)} for one in found]
    for item, kind in enumerate(view.kinds):
        if kind is None or item in totals or view.roles[item] is Role.APART or kind.each:
            continue
        if split := _of_which(view, item):
            yield split
        elif best := _proved(view, item, known):
            yield best
    if bridge := _bridge(view, totals):
        yield bridge


def _proved(view: View, item: int, known: Sequence[set[int]]) -> Sum | None:
    """What stands next to it comes to it, to the last digit, in three lines and in three of four, and in all but two.
    One less another is a difference, and not asked here."""
    like = [i for i in range(len(view.items)) if view.kinds[i] == view.kinds[item] and view.roles[i] is not Role.APART]
    before, after = [i for i in like if i < item][::-1], [i for i in like if i > item]
    for near, least in ((before, LEAST_BEFORE), (after, LEAST_AFTER)):
        for way in _coming_to(view, item, near[:LONGEST], least):
            if any({item, *way} <= one for one in known) or all(is_period(view.items[i]) for i in (item, *way)):
                continue
            one = _sum(view, item, way)
            proving = [n for n in one.lines if not one.off(n) and _tells(view, n, one)]
            off = len(one.lines) - sum(map(one.fits, one.lines))
            if len(proving) >= PROVED and off * 4 <= len(one.lines) and off <= MOST_OFF:
                return one
    return None


def _coming_to(view: View, item: int, near: Sequence[int], least: int) -> Iterator[list[int]]:
    """The nearest so many that come to it in as many lines as prove a sum."""
    lines = range(len(view.lines))
    totals = [view.value(n, item) for n in lines]
    so_far = [Decimal(0) for _ in lines]
    for count, part in enumerate(near, 1):
        so_far = [value + view.value(n, part) for n, value in zip(lines, so_far, strict=True)]
        coming = sum(total != 0 and total == value for total, value in zip(totals, so_far, strict=True))
        if count >= least and coming >= PROVED:
            yield sorted(near[:count])


def _tells(view: View, line: int, one: Sum) -> bool:
    """Whether a sum that comes out is no accident of small figures and noughts."""
    parts = [part for part in one.parts if view.value(line, part.item)]
    return len(parts) > 1 and digits(view, line, one.total) >= SHORT


def _of_which(view: View, item: int) -> Sum | None:
    """Rows after it that say “of which”, where they come to it in half of the lines: they need not be all of it."""
    run = []
    for i in range(item + 1, len(view.items)):
        if not OF_WHICH.search(view.items[i]):
            break
        run.append(i)
    if len(run) < SHORT:
        return None
    one = _sum(view, item, run)
    proving = [n for n in one.lines if not one.off(n) and _tells(view, n, one)]
    return one if proving and len(proving) * 2 >= len(one.lines) else None


def _bridge(view: View, totals: set[int]) -> Sum | None:
    """From one amount to another in steps that print their signs: the last is what stands before it."""
    table = view.table
    items = [i for i, kind in enumerate(view.kinds) if kind]
    if not view.down or totals or len(items) <= PROVED or not BRIDGE.search(f"{table.caption} {table.corner}"):
        return None
    one = _sum(view, items[-1], items[:-1])
    first, last = (view.items[i] for i in (items[0], items[-1]))
    if not (STOCK.search(first) and STOCK.search(last)):
        return None
    plain = all(view.roles[i] is Role.PART and view.kinds[i] == view.kinds[items[-1]] for i in items)
    signed = all(any(view.value(line, i) < 0 for i in items[1:-1]) for line in one.lines)
    return one if plain and signed and one.lines and all(one.near(n, CLOSE) for n in one.lines) else None


def _sum(view: View, total: int, way: Sequence[int]) -> Sum:
    lines = [n for n in range(len(view.lines)) if view.cell(n, total).figure and _whole(view, n, (total, *way))]
    return Sum(view, total, tuple(Part(i) for i in way), tuple(lines))


def _whole(view: View, line: int, items: Sequence[int]) -> bool:
    """Whether every cell is a figure, or empty, and all are of one unit."""
    units = {view.unit(line, i).of for i in items if view.cell(line, i).figure}
    return len(units) == 1 and not any(view.cell(line, i).unknown for i in items)
