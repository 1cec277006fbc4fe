"""One count for each of another: “plans per officer”, “pupils per 1,000”, beside the two that it is worked out from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from apps.board.calculations.reconciler.figures import gap, like, shown
from apps.board.calculations.reconciler.finding import Checked, Finding, Kind
from apps.board.calculations.reconciler.labels import Role, content
from apps.board.calculations.reconciler.table import Table
from apps.board.calculations.reconciler.units import Of
from apps.board.calculations.reconciler.view import View, both

PER = re.compile(r"^(?:(?P<of>.+?)\s)?(?:per|for each|for every|to each|/)\s(?P<to>.+)$", re.IGNORECASE)
MANY = re.compile(r"\b1(?:00|0?0?,?000)\b")
OF_ANY = re.compile(r"^(?:the )?(?:rate|number|ratio|average)$", re.IGNORECASE)
LEAST, NEAREST = 3, 8


@dataclass(frozen=True, slots=True)
class _Ratio:
    """Items: the ratio, what is divided, by what; ``times`` is 1,000 of “per 1,000”. A total beside lines that
    have none (“n/a”) is not asked: it may leave them out."""

    view: View
    item: int
    above: int
    below: int
    times: Decimal

    @property
    def lines(self) -> list[int]:
        view, items = self.view, (self.item, self.above, self.below)
        lines = [n for n in range(len(view.lines)) if all(view.cell(n, i).figure for i in items)]
        across = View(view.table, not view.down)
        partial = any(view.cell(n, i).unknown for n in range(len(view.lines)) for i in items)
        return [n for n in lines if view.value(n, self.below) and not (partial and across.roles[n] is Role.TOTAL)]

    def follows(self, line: int) -> Decimal:
        return self.view.value(line, self.above) * self.times / self.view.value(line, self.below)

    def fits(self, line: int) -> bool:
        """Within what rounding the ratio and the two can make; whole counts are exact."""
        found, above, below = (self.view.cell(line, i).figure for i in (self.item, self.above, self.below))
        if not found or not above or not below:
            return False
        rooms = [one.step / 2 if one.step < 1 else Decimal(0) for one in (above, below)]
        follows = abs(self.follows(line))
        room = (rooms[0] * self.times + follows * rooms[1]) / max(abs(below.value) - rooms[1], abs(below.value) / 2)
        return abs(abs(found.value) - follows) <= found.step * Decimal("0.51") + room


def ratio_findings(table: Table, checked: Checked) -> Iterator[Finding]:
    for view in both(table):
        for item, unit in enumerate(view.kinds):
            said = PER.match(view.items[item])
            if said and unit and unit.of is Of.COUNT and (ratio := _best(view, item, said["of"] or "rate", said["to"])):
                checked.add(Kind.PRODUCTS, len(ratio.lines))
                yield from (_off(ratio, line) for line in ratio.lines if not ratio.fits(line))


def _best(view: View, item: int, of: str, to: str) -> _Ratio | None:
    """The two whose labels share its words, where it comes out in three lines and in two thirds of them."""
    many = MANY.search(to)
    times = Decimal(many[0].replace(",", "")) if many else Decimal(1)
    near = sorted((i for i in range(len(view.items)) if i != item and view.kinds[i]), key=lambda i: abs(i - item))
    above = [i for i in near[:NEAREST] if OF_ANY.match(of) or content(view.items[i]) & content(of)]
    below = [i for i in near[:NEAREST] if not _words(to) or content(view.items[i]) & _words(to)]
    ways = [_Ratio(view, item, a, b, times) for a in above for b in below if a != b]
    best = max(ways, key=lambda way: sum(map(way.fits, way.lines)), default=None)
    fitting = sum(map(best.fits, best.lines)) if best else 0
    return best if best and fitting >= LEAST and fitting * 3 >= len(best.lines) * 2 else None


def _words(to: str) -> frozenset[str]:
    """Of what a rate is, without the thousand: none of “per 10,000”."""
    return frozenset(word for word in content(to) if not word.isdigit())


def _off(ratio: _Ratio, line: int) -> Finding:
    view = ratio.view
    cell, follows = view.cell(line, ratio.item), ratio.follows(line)
    step = cell.figure.step if cell.figure else Decimal(1)
    text = like(cell.text, round(follows, 2), step)
    times = f" × {shown(ratio.times)}" if ratio.times > 1 else ""
    return Finding(
        Kind.PRODUCTS, view.where(line, ratio.item), cell.text, text,
        gap(round(view.value(line, ratio.item) - follows, 2), step, cell.text),
        f"{cell.text} is printed, and “{view.items[ratio.above][:60]}” ÷ “{view.items[ratio.below][:60]}”{times}, "
        f"{view.cell(line, ratio.above).text} ÷ {view.cell(line, ratio.below).text}{times}, is {text}.",
    )  # fmt: skip
