"""What of the approved claims may leave the service: units and £ by initiative, small counts hidden.

Amounts are added only where basis, class, block and evidence grade are one. The unit value of a line (£ a unit) is its
amount by its units: a reader outside is taken to know it, so hiding units hides the amount that would give them away.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from apps.core.disclosure import (
    Cell,
    ProtectedPublication,
    Publication,
    Relation,
    Table,
    behind,
    count,
    money,
    protect,
    total,
    worth,
)
from apps.core.money import round_half_up

UNITS, AMOUNT, TOGETHER = "units", "amount", "total"
TITLE = "Copy for outside the service: approved claims by initiative"
Kind = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One initiative's approved amount (£, net) of one kind, and the units that it counts; none for a cost alone."""

    initiative: int
    name: str
    basis: str
    benefit_class: str
    block: str
    grade: str
    units: Fraction | None
    amount: Decimal

    @property
    def kind(self) -> Kind:
        return self.basis, self.benefit_class, self.block, self.grade

    @property
    def key(self) -> str:
        return ":".join((str(self.initiative), *self.kind))


@dataclass(frozen=True, slots=True)
class Total:
    """Of the lines of one kind, where there is more than one."""

    kind: Kind
    units: Fraction
    amount: Decimal

    @property
    def key(self) -> str:
        return ":".join(("total", *self.kind))


@dataclass(frozen=True, slots=True)
class PublicCopy:
    lines: Sequence[Line]
    totals: Sequence[Total]
    protected: ProtectedPublication


def units_of(of: Line | Total) -> Decimal | None:
    """To three decimals, as a decision on them names them."""
    return None if of.units is None else round_half_up(to_decimal(of.units), 3)


def to_decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def cell_key(of: Line | Total, what: str) -> str:
    return f"{of.key}:{what}"


def public_copy_of(
    lines: Sequence[Line], unit_values: Iterable[Decimal], already_public: set[tuple[int, Decimal]], threshold: int
) -> PublicCopy:
    """``already_public`` holds (initiative, units or £) as the council has printed them; 0 stands for a total.

    Raises ``NotProtected`` where a small figure would follow whatever is hidden.
    """
    totals = totals_of(lines)
    return PublicCopy(lines, totals, protect(publication_of(lines, totals, unit_values, already_public, threshold)))


def totals_of(lines: Sequence[Line]) -> list[Total]:
    """Of each kind that has more than one line."""
    return [_total(kind, parts) for kind, parts in _by_kind(lines).items() if len(parts) > 1]


def publication_of(
    lines: Sequence[Line], totals: Sequence[Total], unit_values: Iterable[Decimal],
    already_public: set[tuple[int, Decimal]], threshold: int,
) -> Publication:  # fmt: skip
    """What disclosure control is to know of the copy."""
    groups = _by_kind(lines)
    cells = [cell for line in lines for cell in _cells(line, line.initiative, already_public)]
    cells += [cell for sums in totals for cell in _cells(sums, 0, already_public)]
    known = {Fraction(v) for v in unit_values} | {value for line in lines if (value := _unit_value(line))}
    relations = [_worth(line) for line in lines if _unit_value(line)]
    for sums in totals:
        relations += _sums(sums, groups[sums.kind])
    return Publication((Table(TITLE, tuple(cells)),), tuple(relations), (), tuple(sorted(known)), threshold)


def example_of(
    amounts: Sequence[tuple[str, Decimal, Decimal]], threshold: int, public: Collection[str] = ()
) -> ProtectedPublication:
    """(name, £, units) of amounts that add up to ``total``: what is hidden and why. ``public`` names those that a
    finance officer has marked as published already."""
    unit_values = {name: Fraction(amount) / Fraction(units) for name, amount, units in amounts}
    cells = [
        money(name, Fraction(amount), unit_value=unit_values[name], already_public=name in public)
        for name, amount, _ in amounts
    ]
    together = sum(Fraction(amount) for _, amount, _ in amounts)
    whole = money(TOGETHER, together, grand_total=True, already_public=TOGETHER in public)
    secrets = tuple(behind(f"{name} units", Fraction(units)) for name, _, units in amounts)
    relations = [worth(name, {f"{name} units": value}) for name, value in unit_values.items()]
    relations.append(total(TOGETHER, *unit_values))
    tables = (Table("Table 1", (*cells, whole)),)
    return protect(Publication(tables, tuple(relations), (), tuple(unit_values.values()), threshold, unprinted=secrets))


def _by_kind(lines: Sequence[Line]) -> dict[Kind, list[Line]]:
    groups: dict[Kind, list[Line]] = defaultdict(list)
    for line in lines:
        groups[line.kind].append(line)
    return groups


def _total(kind: Kind, parts: Sequence[Line]) -> Total:
    units = sum((line.units for line in parts if line.units is not None), Fraction(0))
    return Total(kind, units, sum((line.amount for line in parts), Decimal(0)))


def _unit_value(of: Line | Total) -> Fraction | None:
    return abs(Fraction(of.amount)) / of.units if of.units and of.amount else None


def _cells(of: Line | Total, initiative: int, public: set[tuple[int, Decimal]]) -> list[Cell]:
    grand = isinstance(of, Total)
    cells = []
    if of.units is not None:
        known = (initiative, units_of(of)) in public
        cells.append(count(cell_key(of, UNITS), of.units, already_public=known, grand_total=grand))
    cells.append(
        money(
            cell_key(of, AMOUNT),
            Fraction(of.amount),
            unit_value=_unit_value(of),
            already_public=(initiative, of.amount) in public,
            grand_total=grand,
            signed=True,
        )
    )
    return cells


def _worth(line: Line) -> Relation:
    sign = 1 if line.amount > 0 else -1
    return worth(cell_key(line, AMOUNT), {cell_key(line, UNITS): sign * (_unit_value(line) or 0)})


def _sums(sums: Total, parts: Sequence[Line]) -> list[Relation]:
    counted = [cell_key(line, UNITS) for line in parts if line.units is not None]
    return [
        total(cell_key(sums, UNITS), *counted),
        total(cell_key(sums, AMOUNT), *[cell_key(line, AMOUNT) for line in parts]),
    ]
