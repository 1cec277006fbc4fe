"""“In-year deficit” after expenditure and funding: the one less the other, whichever sign the table gives to either."""

from collections.abc import Iterator, Sequence

from apps.board.calculations.reconciler.addition import Part, Sum
from apps.board.calculations.reconciler.choosing import CLOSE, can
from apps.board.calculations.reconciler.labels import FUNDED, NET, NET_OF, SPENT
from apps.board.calculations.reconciler.periods import year_in
from apps.board.calculations.reconciler.view import View


def netted(view: View, total: int, before: Sequence[int]) -> Sum | None:
    """Of the expenditure and the funding that stand just before it, where they fit half of the lines or come near in
    the only one."""
    pair, label = before[-2:], view.items[total]
    if len(pair) < 2 or not NET.search(label) or NET_OF.search(label) or not _of_one_year(view, (*pair, total)):
        return None
    ways = [one for one in _ways(view, total, pair) if one.lines]
    best = max(
        ways, key=lambda one: (sum(map(one.fits, one.lines)), -sum(abs(one.off(n)) for n in one.lines)), default=None
    )
    if best is None:
        return None
    fitting = sum(map(best.fits, best.lines))
    near = len(best.lines) == 1 and len(before) == len(pair) and best.near(best.lines[0], CLOSE)
    return best if near or (fitting and fitting * 2 >= len(best.lines)) else None


def _of_one_year(view: View, items: Sequence[int]) -> bool:
    return len({year for item in items if (year := year_in(view.items[item]))}) <= 1


def _ways(view: View, total: int, pair: Sequence[int]) -> Iterator[Sum]:
    spent = [item for item in pair if SPENT.search(view.items[item])]
    funded = [item for item in pair if FUNDED.search(view.items[item])]
    if len(spent) != 1 or len(funded) != 1 or spent == funded:
        return
    lines = tuple(n for n in range(len(view.lines)) if can(view, n, total, pair) and _both(view, n, pair))
    for signs in ((1, -1), (-1, 1), (1, 1)):
        parts = tuple(Part(item, sign) for item, sign in zip((*spent, *funded), signs, strict=True))
        yield Sum(view, total, parts, lines)


def _both(view: View, line: int, pair: Sequence[int]) -> bool:
    return all(view.cell(line, item).figure for item in pair)
