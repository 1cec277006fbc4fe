"""Units × quantities that words name: “180 places … around £6m” where a place is said to avoid £38k."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.board.calculations.reconciler.figures import gap, shown
from apps.board.calculations.reconciler.finding import Checked, Finding, Kind, Where
from apps.board.calculations.reconciler.sentences import Said, Sentence
from apps.board.calculations.reconciler.table import Table
from apps.board.calculations.reconciler.units import Of

AVOIDED = re.compile(r"avoid|saving|\bsave|benefit", re.IGNORECASE)
NEAR, WITHIN_ONE = Decimal(2), Decimal(4)
CLAUSE = 60
LEAST_MONEY, MOST_VALUES = 1000, 120


@dataclass(frozen=True, slots=True)
class Value:
    """A unit value that the report's words name, in pounds, and of what; ``avoided`` where it is called avoided."""

    said: Said
    where: Where

    @property
    def thing(self) -> str:
        return self.said.each

    @property
    def avoided(self) -> bool:
        return bool(AVOIDED.search(self.said.before[-CLAUSE:]))


def values(found: Sequence[Sentence]) -> list[Value]:
    every = [Value(said, sentence.where) for sentence in found for said in sentence.figures if said.each]
    return every[:MOST_VALUES]


def said_products(found: Sequence[Sentence], checked: Checked) -> Iterator[Finding]:
    known = values(found)
    for sentence in found:
        money = [said for said in sentence.figures if said.money and not said.each and said.value >= LEAST_MONEY]
        counts = [said for said in sentence.figures if not said.money and not said.percent and said.things]
        own = [value for value in known if value.said in sentence.figures]
        avoided = [
            said for said in money if AVOIDED.search(said.after[:CLAUSE]) or AVOIDED.search(said.before[-CLAUSE:])
        ]
        for amount in avoided[:1] or (money if own and len(money) == 1 else []):
            offered = own or [value for value in known if value.avoided] or known
            if finding := _product(sentence, amount, counts, offered, WITHIN_ONE if own else NEAR, checked):
                yield finding


def row_products(table: Table, found: Sequence[Sentence], checked: Checked) -> Iterator[Finding]:
    """Counts in the words of a row beside the row's amount."""
    known = sorted(values(found), key=lambda value: not value.avoided)
    by_row: dict[str, list[Sentence]] = {}
    for one in found:
        if one.where.place == table.name:
            by_row.setdefault(one.where.row, []).append(one)
    for row in range(len(table.rows)):
        amounts = [c for c in range(len(table.columns)) if _is_amount(table, row, c)]
        here = by_row.get(table.where(row, 0).row, [])
        counts = [said for one in here for said in one.figures if said.things]
        if len(amounts) != 1 or not counts:
            continue
        printed, scale = table.cell(row, amounts[0]).figure, table.unit(row, amounts[0]).scale
        if not printed:
            continue
        said = Said(
            table.cell(row, amounts[0]).text, printed.value * scale, printed.step * scale, True, False, False, "", "", 0
        )
        sentence = Sentence(table.where(row, amounts[0]), "", ())
        if finding := _product(sentence, said, counts, known, NEAR, checked, scale):
            yield finding


def _is_amount(table: Table, row: int, column: int) -> bool:
    unit = table.unit(row, column)
    return table.cell(row, column).figure is not None and unit.of is Of.MONEY and unit.scale > 0 and not unit.each


def _product(
    sentence: Sentence, amount: Said, counts: Sequence[Said], offered: Sequence[Value], most: Decimal, checked: Checked,
    scale: int = 0,
) -> Finding | None:  # fmt: skip
    """Nothing where one of the counts makes the amount with one of the values; else what comes nearest, if near."""
    pairs = [
        (n, value)
        for n in counts
        for value in offered
        if n.things == value.thing or (len(counts) == 1 and most is WITHIN_ONE)
    ]
    pairs = [(n, value) for n, value in pairs if n.value and value.said.value]
    if not pairs:
        return None
    checked.add(Kind.PRODUCTS)
    if any(_fits(amount, n, value) for n, value in pairs):
        return None
    n, value = min(pairs, key=lambda pair: _ratio(amount.value, pair[0].value * pair[1].said.value))
    follows = n.value * value.said.value
    if _ratio(amount.value, follows) > most:
        return None
    unit = Decimal(scale or _unit_of(amount))
    step = amount.step / unit
    text = shown(follows / unit, step) if scale else f"£{shown(follows / unit, step)}{_letter(unit)}"
    makes = amount.value / value.said.value
    whole = f" {amount.text} is {shown(makes)} × {value.said.text}." if makes == int(makes) else ""
    return Finding(
        Kind.PRODUCTS, sentence.where, amount.text, f"{text} ({n.text} × {value.said.text})",
        gap((amount.value - follows) / unit, step, text),
        f"{amount.text} is said for {n.text} {_many(n.things)}, and a {value.thing} is said to be {value.said.text} "
        f"({value.where}): {n.text} × {value.said.text} is {text}.{whole}",
    )  # fmt: skip


def _fits(amount: Said, n: Said, value: Value) -> bool:
    """Within what rounding the unit value and the amount can make."""
    room = amount.step / 2 + n.value * value.said.step / 2
    return abs(amount.value - n.value * value.said.value) <= room


def _ratio(a: Decimal, b: Decimal) -> Decimal:
    return max(a, b) / min(a, b) if a > 0 and b > 0 else Decimal(1_000_000)


def _unit_of(amount: Said) -> int:
    return 1_000_000 if amount.step >= 10_000 and amount.value >= 1_000_000 else 1000 if amount.step >= 1000 else 1


def _letter(unit: Decimal) -> str:
    return {1_000_000: "m", 1000: "k"}.get(int(unit), "")


def _many(thing: str) -> str:
    return "children" if thing == "child" else f"{thing}s"
