"""Sums across and down: totals, subtotals, closing balances."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.board.calculations.reconciler.addition import Sum
from apps.board.calculations.reconciler.composing import sums
from apps.board.calculations.reconciler.figures import gap, like, shown
from apps.board.calculations.reconciler.finding import Checked, Finding, Kind, Severity, Where
from apps.board.calculations.reconciler.table import Table
from apps.board.calculations.reconciler.unlabelled import unlabelled_sums
from apps.board.calculations.reconciler.view import both

MOST_SHOWN, MOST_CROSSED = 14, 120
MOST_UNSURE = 2  # so many errors of one are not in one sum: what is added is rounded


@dataclass(frozen=True, slots=True)
class Fault:
    """A sum that does not come out in one line."""

    of: Sum
    line: int

    @property
    def off(self) -> Decimal:
        return self.of.off(self.line)

    @property
    def pulls(self) -> dict[tuple[int, int], int]:
        """Each cell of the sum, with what one more in it adds to what is off."""
        view = self.of.view
        cells = {view.at(self.line, part.item): -part.sign for part in self.of.parts}
        return cells | {view.at(self.line, self.of.total): 1}

    @property
    def step(self) -> Decimal:
        view, items = self.of.view, (self.of.total, *(p.item for p in self.of.parts))
        cells = [view.cell(self.line, item).figure for item in items]
        return min(found.step for found in cells if found)


def sum_findings(table: Table, found: Sequence[Sum], checked: Checked) -> Iterator[Finding]:
    faults = []
    for one in found:
        checked.add(Kind.SUMS, len(one.lines))
        several = sum(map(one.unsure, one.lines)) > MOST_UNSURE
        averages = all(one.averaged(line) for line in one.lines if not one.loosely(line))
        for line in one.lines:
            fault = Fault(one, line)
            if not fault.off or one.rounded(line):
                continue
            if one.fits(line) or (one.unsure(line) and several):
                yield _rounding(fault)
            elif one.unsure(line):
                yield _unsure(fault)
            elif not averages:
                faults.append(fault)
    yield from _crossed(table, faults)


def all_sums(table: Table) -> list[Sum]:
    found = []
    for view in both(table):
        labelled = list(sums(view))
        found += [*labelled, *unlabelled_sums(view, labelled)]
    return found


def _crossed(table: Table, faults: list[Fault]) -> Iterator[Finding]:
    """Where a sum down and a sum across are out by one cell that both hold, that cell is named once."""
    left = list(faults)
    for first in faults if len(faults) <= MOST_CROSSED else ():
        for second in faults:
            if first not in left or second not in left or not first.of.view.down or second.of.view.down:
                continue
            if cell := _blamed(first, second):
                left.remove(first)
                left.remove(second)
                yield _cell(table, cell, first, second)
    for fault in left:
        yield _differs(fault)


def _blamed(first: Fault, second: Fault) -> tuple[int, int] | None:
    shared = [cell for cell in first.pulls if cell in second.pulls]
    return next((cell for cell in shared if first.off * first.pulls[cell] == second.off * second.pulls[cell]), None)


def _cell(table: Table, cell: tuple[int, int], first: Fault, second: Fault) -> Finding:
    printed = table.cell(*cell)
    value = printed.figure.value if printed.figure else Decimal(0)
    off = first.off * first.pulls[cell]
    follows = like(printed.text, value - off, first.step)
    where = table.where(*cell)
    down, across = (f"“{fault.of.view.items[fault.of.total][:60]}”" for fault in (first, second))
    return Finding(
        Kind.SUMS, where, printed.text or "0", follows, gap(off, first.step, printed.text),
        f"{printed.text or 'An empty cell'} is printed. The sum down ({down}) and the sum across ({across}) that hold "
        f"it are both out by {shown(abs(off), first.step)}; with {follows} here both come out.",
    )  # fmt: skip


def _differs(fault: Fault) -> Finding:
    where, says, follows, off = _figures(fault)
    return Finding(
        Kind.SUMS, where, says, follows, off,
        f"{says} is printed, and its parts come to {_parts(fault)} = {follows}.{_hint(fault)}",
    )  # fmt: skip


def _rounding(fault: Fault) -> Finding:
    where, says, follows, off = _figures(fault)
    count = len(fault.of.parts)
    return Finding(
        Kind.SUMS, where, says, follows, off,
        f"{says} is printed, and its {count} printed parts come to {follows}. A difference of "
        f"{shown(abs(fault.off), fault.step)} is what rounding each of them can make: no error.",
        Severity.ROUNDING,
    )  # fmt: skip


def _unsure(fault: Fault) -> Finding:
    where, says, follows, off = _figures(fault)
    return Finding(
        Kind.SUMS, where, says, follows, off,
        f"{says} is printed, and its {len(fault.of.parts)} parts come to {follows}. Of amounts that are rounded, "
        "rounding can make that difference; of counts it is an error. The table does not say which they are.",
        Severity.QUESTION,
    )  # fmt: skip


def _figures(fault: Fault) -> tuple[Where, str, str, str]:
    view = fault.of.view
    says = view.cell(fault.line, fault.of.total).text
    return (
        view.where(fault.line, fault.of.total),
        says,
        like(says, fault.of.follows(fault.line), fault.step),
        gap(fault.off, fault.step, says),
    )


def _parts(fault: Fault) -> str:
    view = fault.of.view
    texts = []
    for part in fault.of.parts:
        value = view.value(fault.line, part.item) * part.sign
        if value or len(fault.of.parts) < 3:
            texts.append(shown(value, fault.step))
    if len(texts) > MOST_SHOWN:
        return f"{' + '.join(texts[:3])} + … + {texts[-1]}"
    return " + ".join(texts).replace("+ −", "− ")


def _hint(fault: Fault) -> str:
    """What a single slip would explain; nothing where more than one would."""
    view, off = fault.of.view, fault.off
    said = []
    for part in fault.of.parts:
        value, name = view.value(fault.line, part.item) * part.sign, view.items[part.item][:60]
        if value and off == -2 * value:
            said.append(f" It is as if “{name}” had been taken with the other sign.")
        elif value and off == -value:
            said.append(f" It is as if “{name}” had been left out.")
        elif value and off == value:
            said.append(f" It is as if “{name}” had been counted twice.")
    return said[0] if len(said) == 1 else ""
