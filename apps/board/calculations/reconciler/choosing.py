"""Which of the ways to make a total is meant: what fits the most lines, or is near where its label leaves no doubt."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from apps.board.calculations.reconciler.addition import Part, Sum
from apps.board.calculations.reconciler.labels import (
    COUNTED_TOTAL,
    HELD,
    LESS,
    NOT_ALL,
    NOTE,
    OPENING,
    OVERLAP,
    OWED,
    PLAIN_TOTAL,
    SUBTOTAL,
    Role,
)  # fmt: skip
from apps.board.calculations.reconciler.view import View

CLOSE, CLOSE_PLAIN, LOOSE, MOST_MOVED = Decimal("0.3"), Decimal("0.9"), 3, 5
Ways = Sequence[Sequence[int]]


def composed(view: View, total: int, natural: Ways, others: Ways = ()) -> Sum | None:
    """The way that fits the most lines; where none does, the natural one that comes nearest, if it is near."""
    made = [found for way in (*natural, *others) for found in signed(view, total, way) if found.lines]
    single = [found for found in made if len(found.parts) == 1]
    several = [found for found in made if len(found.parts) > 1]
    if several:
        best = max(several, key=lambda found: sum(map(found.fits, found.lines)))
        fitting = sum(map(best.fits, best.lines))
        if fitting >= (2 if view.roles[total] is Role.DIFFERENCE else 1) and fitting * 2 >= len(best.lines):
            return best
        loose = max(several, key=lambda found: sum(map(found.loosely, found.lines)))
        if sum(map(loose.loosely, loose.lines)) * 3 >= max(len(loose.lines) * 2, LOOSE * 3):
            return loose
        first = [found for found in several if [part.item for part in found.parts] in list(map(list, natural))]
        if near := _nearest(view, first, total, fitting):
            return near
    return next((found for found in single if all(map(found.fits, found.lines))), None)


def signed(view: View, total: int, way: Sequence[int]) -> Iterator[Sum]:
    """As printed, and with what the labels take off taken off: “less: …”, a surplus in a deficit."""
    lines = tuple(line for line in range(len(view.lines)) if can(view, line, total, way))
    yield Sum(view, total, tuple(Part(item) for item in way), lines)
    less = {item for item in way if LESS.search(view.items[item])}
    for off in (less, less | _contrary(view, total, way)) if view.roles[total] is Role.CLOSING else (less,):
        if off:
            yield Sum(view, total, tuple(Part(item, -1 if item in off else 1) for item in way), lines)


def _contrary(view: View, total: int, way: Sequence[int]) -> set[int]:
    """A lone movement that lowers the balance that is carried forward: a surplus or a repayment a deficit, an overspend
    a surplus. Among several movements the signs are printed."""
    opening = [view.items[item] for item in way if OPENING.search(view.items[item])]
    balance = " ".join([view.items[total], *opening])
    balance = balance if OWED.search(balance) or HELD.search(balance) else f"{balance} {view.table.caption}"
    owed, held = bool(OWED.search(balance)), bool(HELD.search(balance))
    if owed is held:
        return set()
    moved = [item for item in way if not OPENING.search(view.items[item])]
    return {item for item in moved if len(moved) == 1 and (HELD if owed else OWED).search(view.items[item])}


def can(view: View, line: int, total: int, way: Sequence[int]) -> bool:
    if not view.adding[line] or view.cell(line, total).figure is None:
        return False
    cells = [view.cell(line, item) for item in way]
    of = view.unit(line, total).of
    same = all(view.unit(line, item).of is of for item, found in zip(way, cells, strict=True) if found.figure)
    return same and not any(found.unknown for found in cells) and any(found.figure for found in cells)


def _nearest(view: View, ways: Sequence[Sum], total: int, fitting: int) -> Sum | None:
    """Of what says that it is a total; a label that might be one, or might be of more than is printed, needs lines that
    fit."""
    if view.roles[total] in (Role.MAYBE, Role.DIFFERENCE) or _of_more(view, total):
        return None
    if view.roles[total] is Role.TOTAL and not fitting and not PLAIN_TOTAL.search(view.items[total].strip()):
        ways = [found for found in ways if len(found.lines) == 1]
    if view.roles[total] is Role.CLOSING:
        ways = [found for found in ways if _opens(view, found) or _opens_last(view, found)]
    sure = bool(ways) and len(ways[0].lines) == 1 and _says_so(view, total)
    share = CLOSE_PLAIN if sure and not any(_opens_last(view, found) for found in ways) else CLOSE
    near = [found for found in ways if all(found.near(line, share) for line in found.lines)]
    return min(near, key=lambda found: sum(abs(found.off(line)) for line in found.lines), default=None)


def _of_more(view: View, total: int) -> bool:
    """Whether it is said that the parts are not all, or that one thing may be in several."""
    table = view.table
    said = f"{table.caption} {table.corner} {' '.join(label for label in table.rows if NOTE.search(label))}"
    if NOT_ALL.search(said) or (OVERLAP.search(said) and "round" not in said.lower()):
        return True
    number = COUNTED_TOTAL.search(view.items[total])
    parts = sum(role is Role.PART for role in view.roles[:total])
    return number is not None and int(number[1]) != parts


def _opens(view: View, found: Sum) -> bool:
    """Whether the parts begin with an opening, or with the closing before."""
    first = found.parts[0].item
    return view.roles[first] is Role.CLOSING or bool(OPENING.search(view.items[first]))


def _opens_last(view: View, found: Sum) -> bool:
    """Whether the opening stands just before the closing, after what was added to it. What comes out with other signs
    prints none, and is sound."""
    opening = [part.item for part in found.parts if OPENING.search(view.items[part.item])]
    if len(found.parts) not in range(2, MOST_MOVED + 2) or opening != [found.parts[-1].item]:
        return False
    moved = found.parts[:-1]
    for signs in product((1, -1), repeat=len(moved)):
        parts = tuple(Part(part.item, sign) for part, sign in zip(moved, signs, strict=True))
        if all(map(replace(found, parts=(*parts, found.parts[-1])).fits, found.lines)):
            return False
    return True


def _says_so(view: View, total: int) -> bool:
    label = view.items[total].strip()
    if PLAIN_TOTAL.search(label) or SUBTOTAL.search(label):
        return True
    return view.down and (view.roles[total] is Role.CLOSING or total == len(view.items) - 1)
