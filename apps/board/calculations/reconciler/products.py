"""Units × quantities within a table: “places”, “£000 per place” and the amount they make."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from apps.board.calculations.reconciler.figures import gap, like
from apps.board.calculations.reconciler.finding import Checked, Finding, Kind
from apps.board.calculations.reconciler.labels import STATISTIC, Role
from apps.board.calculations.reconciler.table import Table
from apps.board.calculations.reconciler.units import Of
from apps.board.calculations.reconciler.view import View, both

SCALES = (Decimal(1), Decimal(1000), Decimal(1_000_000))
A_YEARS_PART = re.compile(r"\b20?[0-9]{2}\s?[/–-]\s?[0-9]{2}\b")
Trio = tuple[int, int, int]  # quantity, unit, amount


def product_findings(table: Table, checked: Checked) -> Iterator[Finding]:
    for view in both(table):
        amounts: set[int] = set()
        for trio in _trios(view):
            if trio[2] not in amounts and not _of_a_part(view, trio[2]) and (found := _fitting(view, trio)):
                amounts.add(trio[2])
                scale, lines = found
                checked.add(Kind.PRODUCTS, len(lines))
                yield from _off(view, trio, scale, lines)


def _of_a_part(view: View, amount: int) -> bool:
    """Whether an amount is that of one year beside months of opening, of which it may hold a part."""
    return view.table.holds_months and bool(A_YEARS_PART.search(view.items[amount]))


def product_fits(table: Table, row: int, column: int) -> bool:
    """Whether the amount in a cell is a quantity × a unit of its own row, whole."""
    view = View(table, down=False)
    return any(
        trio[2] == column and _fits(view, trio, scale, row)
        for trio in _trios(view)
        if all(view.cell(row, i).figure for i in trio)
        for scale in _scales(view, trio)
    )


def _trios(view: View) -> Iterator[Trio]:
    def of(wanted: Of, each: bool) -> list[int]:
        return [
            i for i in range(len(view.items)) if (unit := view.kinds[i]) and unit.of is wanted and unit.each is each
        ]

    units, quantities, amounts = of(Of.MONEY, True)[:3], of(Of.COUNT, False)[:6], of(Of.MONEY, False)[:8]
    for unit, quantity, amount in product(units, quantities, amounts):
        yield quantity, unit, amount


def _fitting(view: View, trio: Trio) -> tuple[Decimal, list[int]] | None:
    """The scale between the two units of money, and the lines; None where the three do not belong together."""
    lines = [
        n for n, label in enumerate(view.lines)
        if all(view.cell(n, i).figure for i in trio) and (view.roles[trio[2]] is not Role.APART)
        and not STATISTIC.search(label)
    ]  # fmt: skip
    if not lines:
        return None
    best = max(_scales(view, trio), key=lambda scale: sum(_fits(view, trio, scale, n) for n in lines))
    fitting = sum(_fits(view, trio, best, n) for n in lines)
    alone = (
        len(lines) - fitting == 1 and not A_YEARS_PART.search(view.items[trio[2]]) and _near(view, trio, best, lines)
    )
    return (best, lines) if fitting * 2 > len(lines) or (alone and len(lines) <= 2) else None


def _scales(view: View, trio: Trio) -> list[Decimal]:
    """How many of the amount's units one of the unit value's is; all that may be meant where a label names none."""
    each, amount = view.kinds[trio[1]], view.kinds[trio[2]]
    if each and amount and each.scale and amount.scale:
        return [Decimal(each.scale) / amount.scale]
    return [a / b for a in SCALES for b in SCALES if a <= b]


def _follows(view: View, trio: Trio, scale: Decimal, line: int) -> Decimal:
    return view.value(line, trio[0]) * view.value(line, trio[1]) * scale


def _fits(view: View, trio: Trio, scale: Decimal, line: int) -> bool:
    """Within what rounding the unit and the amount can make."""
    each, amount = view.cell(line, trio[1]).figure, view.cell(line, trio[2]).figure
    if not each or not amount:
        return False
    room = abs(view.value(line, trio[0])) * each.step / 2 * scale + amount.step / 2
    return abs(amount.value - _follows(view, trio, scale, line)) <= room


def _in(view: View, trio: Trio) -> str:
    """The amount's unit, where the value of one is in another: “in £000” where £54,000 is multiplied."""
    each, amount = view.kinds[trio[1]], view.kinds[trio[2]]
    return f" {amount.in_words}" if each and amount and each.scale != amount.scale else ""


def _near(view: View, trio: Trio, scale: Decimal, lines: list[int]) -> bool:
    pairs = [(view.value(n, trio[2]), _follows(view, trio, scale, n)) for n in lines]
    return all(a > 0 and b > 0 and max(a, b) <= 3 * min(a, b) for a, b in pairs)


def _off(view: View, trio: Trio, scale: Decimal, lines: list[int]) -> Iterator[Finding]:
    for line in lines:
        if _fits(view, trio, scale, line):
            continue
        quantity, each, amount = (view.cell(line, i) for i in trio)
        if not amount.figure:
            continue
        follows = _follows(view, trio, scale, line)
        step = amount.figure.step
        names = " × ".join(f"“{view.items[i][:60]}”" for i in trio[:2])
        yield Finding(
            Kind.PRODUCTS, view.where(line, trio[2]), amount.text, like(amount.text, follows, step),
            gap(amount.figure.value - follows, step, amount.text),
            f"{amount.text} is printed, and {names}, {quantity.text} × {each.text}, is "
            f"{like(amount.text, follows, step)}{_in(view, trio)}.",
        )  # fmt: skip
