"""One total of figures that are said on different bases: 10,032, and 564 a year, and 94 a year."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from apps.board.calculations.reconciler.addition import Sum
from apps.board.calculations.reconciler.figures import basis_in, shown
from apps.board.calculations.reconciler.finding import Checked, Finding, Kind, Severity
from apps.board.calculations.reconciler.periods import year_in

CLASHES = ({"a year", "one-off"}, {"a year", "cumulative"}, {"run-rate", "one-off"}, {"run-rate", "cumulative"},
           {"full-year", "part-year"}, {"a year", "part-year"}, {"one-off", "cumulative"})  # fmt: skip
UNSAID = "no basis said"


def basis_findings(found: Sequence[Sum], checked: Checked) -> Iterator[Finding]:
    for one in found:
        for line in one.lines:
            checked.add(Kind.BASES)
            yield from _mixed(one, line)


def _mixed(one: Sum, line: int) -> Iterator[Finding]:
    view = one.view
    amounts: dict[str, list[tuple[str, Decimal]]] = {}
    in_cells = any(_in_cell(one, line, part.item) for part in one.parts)
    for part in one.parts:
        cell = view.cell(line, part.item)
        if cell.figure and cell.figure.value:
            basis = cell.figure.basis or basis_in(view.items[part.item]) or UNSAID
            amounts.setdefault(basis, []).append((cell.text, cell.figure.value * part.sign))
    named = set(amounts) - {UNSAID}
    if len(amounts) < 2 or not named or not (in_cells or (_clash(named) and not _of_years(one, line))):
        return
    step = min(found.step for part in one.parts if (found := view.cell(line, part.item).figure))
    sums = {basis: sum((v for _, v in group), Decimal(0)) for basis, group in amounts.items()}
    follows = "; ".join(f"{shown(value, step)} ({basis})" for basis, value in sums.items())
    parts = " + ".join(text for group in amounts.values() for text, _ in group)
    total = view.cell(line, one.total).text
    yield Finding(
        Kind.BASES, view.where(line, one.total), total, follows, "",
        f"{total} adds {parts}: figures on different bases ({', '.join(amounts)}). A sum of them is neither an amount "
        "a year nor an amount so far. Say one basis for all, or give a total for each.",
        Severity.QUESTION,
    )  # fmt: skip


def _in_cell(one: Sum, line: int, item: int) -> bool:
    found = one.view.cell(line, item).figure
    return bool(found and found.basis)


def _clash(named: set[str]) -> bool:
    """Labels that cannot both be meant."""
    return any(pair <= named for pair in CLASHES)


def _of_years(one: Sum, line: int) -> bool:
    """Whether each amount is that of a year by its label, or all those of the years that stand beside."""
    view = one.view
    parts = [year_in(view.items[part.item]) for part in one.parts]
    others = [year_in(label) for i, label in enumerate(view.lines) if i != line]
    return year_in(view.lines[line]) is not None or all(parts) or sum(map(bool, others)) > 1
