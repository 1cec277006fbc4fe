"""Money that stands in one proportion to counts: 46 places and 1,748, 140 and 5,320; then 49 and 684 does not.

Series are rows or columns, of one table or of two whose other labels are the same. A proportion is taken for a rule
where it holds, to the last printed digit, in three positions, or in two where the report names it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.board.calculations.reconciler.figures import gap, shown
from apps.board.calculations.reconciler.finding import Checked, Finding, Kind
from apps.board.calculations.reconciler.labels import Role, content
from apps.board.calculations.reconciler.periods import year_in
from apps.board.calculations.reconciler.table import Table
from apps.board.calculations.reconciler.units import Of
from apps.board.calculations.reconciler.view import View, both

PRECISE, SIGNIFICANT, LONGEST = Decimal("0.02"), 3, 3
MOST_SERIES, MOST_TRIED = 200, 6
SPACE = re.compile(r"[^a-z0-9+]+")
UNIT_WORDS = re.compile(r"£\s?(?:'?000s?|m|k)?|\(\s*\)|%", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Series:
    """One item of a view: its figure in each line, by the line's label."""

    view: View
    item: int
    lines: Mapping[str, int]  # each line's number by its label without its unit

    @property
    def label(self) -> str:
        return self.view.items[self.item]


@dataclass(frozen=True, slots=True)
class _Pair:
    counts: _Series
    money: _Series
    positions: tuple[tuple[int, int], ...]  # lines of both that have one label

    def fits(self, each: Decimal, at: tuple[int, int]) -> bool:
        found = self.money.view.cell(at[1], self.money.item).figure
        n = self.counts.view.value(at[0], self.counts.item)
        return found is not None and abs(found.value - n * each) <= found.step / 2

    def each(self, at: tuple[int, int]) -> Decimal:
        """To three digits: what a report would call its unit value."""
        n = self.counts.view.value(at[0], self.counts.item)
        return _significant(self.money.view.value(at[1], self.money.item) / n)


def count_findings(tables: Sequence[Table], named: frozenset[Decimal], checked: Checked) -> Iterator[Finding]:
    """``named`` are the unit values, in pounds, that the report's words name."""
    series = [one for table in tables for view in both(table) for one in _series(view)]
    counted = [one for one in series if _is(one, Of.COUNT)][:MOST_SERIES]
    amounts = [one for one in series if _is(one, Of.MONEY)][:MOST_SERIES]
    for money in amounts:
        for counts in counted:
            if (pair := _pair(counts, money)) and (each := _rule(pair, named)):
                checked.add(Kind.COUNTS, len(pair.positions))
                yield from _off(pair, each)
                break


def _series(view: View) -> list[_Series]:
    lines = {_key(label): n for n, label in enumerate(view.lines)}
    return [_Series(view, i, lines) for i in range(len(view.items))] if len(lines) > 1 else []


def _is(series: _Series, of: Of) -> bool:
    unit = series.view.kinds[series.item]
    return unit is not None and unit.of is of and not unit.each and series.view.roles[series.item] is not Role.APART


def _pair(counts: _Series, money: _Series) -> _Pair | None:
    """Of two tables, labels must share a word, or the caption of an only column one; of one table, both are items of
    one view."""
    same_table = counts.view.table is money.view.table
    if same_table and counts.view.down is not money.view.down:
        return None
    if not same_table and not content(counts.label) & (content(money.label) | _alone(money)):
        return None
    positions = [(counts.lines[key], n) for key, n in money.lines.items() if key in counts.lines]
    kept = [at for at in positions if _usable(counts, money, at)]
    return _Pair(counts, money, tuple(kept)) if len(kept) >= 2 else None


def _alone(series: _Series) -> frozenset[str]:
    """Of a table's only column, what the caption says of it."""
    view = series.view
    return content(view.table.caption) if not view.down and len(view.items) == 1 else frozenset()


def _usable(counts: _Series, money: _Series, at: tuple[int, int]) -> bool:
    n, found = counts.view.cell(at[0], counts.item).figure, money.view.cell(at[1], money.item).figure
    if not n or not found or n.value <= 0 or found.value <= 0:
        return False
    units = counts.view.unit(at[0], counts.item), money.view.unit(at[1], money.item)
    return units[0].of is Of.COUNT and units[1].of is Of.MONEY and found.step <= found.value * PRECISE


def _rule(pair: _Pair, named: frozenset[Decimal]) -> Decimal | None:
    """What one unit is worth in the money's own unit; None where no proportion holds."""
    parts = [at for at in pair.positions if not _is_total(pair, at)]
    if len(parts) < 2:
        return None
    offered = {pair.each(at) for at in parts[:MOST_TRIED]}
    best = max(offered, key=lambda each: sum(pair.fits(each, at) for at in parts))
    fitting = sum(pair.fits(best, at) for at in parts)
    scale = max(pair.money.view.unit(parts[0][1], pair.money.item).scale, 1)
    enough = 2 if best * scale in named or fitting == len(parts) else LONGEST
    return best if fitting >= enough and fitting * 2 > len(parts) else None


def _is_total(pair: _Pair, at: tuple[int, int]) -> bool:
    view = pair.money.view
    return View(view.table, not view.down).roles[at[1]] in (Role.TOTAL, Role.CLOSING)


def _off(pair: _Pair, each: Decimal) -> Iterator[Finding]:
    for at in pair.positions:
        printed, n = pair.money.view.cell(at[1], pair.money.item), pair.counts.view.cell(at[0], pair.counts.item)
        if pair.fits(each, at) or not printed.figure or not n.figure:
            continue
        follows, value, step = n.figure.value * each, printed.figure.value, printed.figure.step
        counted = value / each
        there = pair.counts.view.where(at[0], pair.counts.item)
        fits = (
            f"{printed.text} is {shown(counted)} × {shown(each)}"
            if counted == int(counted)
            else (f"{printed.text} is no multiple of {shown(each)}")
        )
        missing = n.figure.value - counted
        rest = (
            f" {shown(missing)} × {shown(each)} = {shown(missing * each, step)} are not in it."
            if missing > 0 and missing == int(missing)
            else ""
        )
        yield Finding(
            Kind.COUNTS, pair.money.view.where(at[1], pair.money.item), printed.text,
            f"{shown(follows, step)} ({n.text} × {shown(each)})", gap(value - follows, step),
            f"The other figures are {shown(each)} for each one counted in {there.place}, “{pair.counts.label[:60]}”. "
            f"{fits}, and {there} gives {n.text}: {n.text} × {shown(each)} = {shown(follows, step)}.{rest}",
        )  # fmt: skip


def _key(label: str) -> str:
    """A label without its unit: ``22/23 £ 000`` and ``22/23`` are one."""
    if year := year_in(label):
        return str(year)
    return SPACE.sub(" ", UNIT_WORDS.sub("", label.lower())).strip()


def _significant(value: Decimal) -> Decimal:
    return round(value, SIGNIFICANT - 1 - value.adjusted())
