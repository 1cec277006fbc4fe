"""Publications made at random, as the attacker and as ``protect`` are told of them: two descriptions of one thing.

The attacker is told, for every cell, which underlying children or places it adds up, at which rate. ``protect`` is told
the relations between cells. Neither reads the other's description.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from random import Random

from apps.core.disclosure import (
    Cell,
    Publication,
    Relation,
    Share,
    Table,
    behind,
    count,
    difference,
    money,
    percent,
    total,
    worth,
)

RATES = (26_000, 38_000, 47_000, 64_000)
Form = dict[str, int]


@dataclass
class Known:
    """What the attacker knows of one cell before reading it: Σ rate × underlying counts, and how it is printed."""

    form: Form
    kind: str
    step: Fraction = Fraction(0)
    unit_values: tuple[int, ...] = ()
    whole: Form | None = None


@dataclass
class Made:
    """A publication, the truth behind it, and the attacker's knowledge. ``targets`` are forms that must stay secret."""

    atoms: dict[str, int]
    publication: Publication | None = None
    known: dict[str, Known] = field(default_factory=dict)
    targets: dict[str, Form] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    unprinted: list[Cell] = field(default_factory=list)

    def value(self, form: Form) -> int:
        return sum(times * self.atoms[atom] for atom, times in form.items())


def added(*forms: Form) -> Form:
    atoms = {atom for form in forms for atom in form}
    return {atom: sum(form.get(atom, 0) for form in forms) for atom in sorted(atoms)}


def times(form: Form, rate: int) -> Form:
    return {atom: n * rate for atom, n in form.items()}


def make(seed: int) -> Made:
    """One to five tables: counts with totals, money, percentages, a second quarter with its difference."""
    random = Random(seed)  # noqa: S311  a test's draw, no secret
    rows, columns = random.randint(2, 5), random.randint(1, 3)
    made = Made({f"n{i}{j}": _draw(random) for i in range(rows) for j in range(columns)})
    printed_counts = random.random() < 0.75
    row_forms = _counts(made, random, rows, columns, printed_counts)
    if random.random() < 0.6 or not printed_counts:
        _money(made, random, row_forms)
    if printed_counts and random.random() < 0.5:
        _percentages(made, random, row_forms)
    if printed_counts and random.random() < 0.4:
        _second_quarter(made, random, row_forms)
    made.publication = Publication(
        tuple(made.tables),
        tuple(made.relations),
        tuple(made.shares),
        tuple(Fraction(rate) for rate in RATES),
        unprinted=tuple(made.unprinted),
    )
    return made


def _draw(random: Random) -> int:
    kind = random.random()
    if kind < 0.15:
        return 0
    return random.randint(1, 4) if kind < 0.45 else random.randint(5, 12) if kind < 0.75 else random.randint(13, 300)


def _public(random: Random, value: int) -> bool:
    return value >= 5 and random.random() < 0.04


def _add_count(
    made: Made, random: Random, cells: list[Cell], key: str, form: Form, printed: bool, grand: bool = False
) -> None:
    value = made.value(form)
    if 1 <= value <= 4:
        made.targets[key] = form
    if not printed:
        made.unprinted.append(behind(key, value))
        return
    cells.append(count(key, value, grand_total=grand, already_public=_public(random, value)))
    made.known[key] = Known(form, "count")


def _counts(made: Made, random: Random, rows: int, columns: int, printed: bool) -> dict[str, Form]:
    cells: list[Cell] = []
    for i in range(rows):
        for j in range(columns):
            _add_count(made, random, cells, f"count {i} {j}", {f"n{i}{j}": 1}, printed)
    forms = {}
    for i in range(rows):
        key, form = f"row {i}", {f"n{i}{j}": 1 for j in range(columns)}
        forms[key] = form
        _add_count(made, random, cells, key, form, printed)
        made.relations.append(total(key, *[f"count {i} {j}" for j in range(columns)]))
    if columns > 1:
        for j in range(columns):
            _add_count(made, random, cells, f"column {j}", {f"n{i}{j}": 1 for i in range(rows)}, printed)
            made.relations.append(total(f"column {j}", *[f"count {i} {j}" for i in range(rows)]))
    _add_count(made, random, cells, "all", added(*forms.values()), printed, grand=True)
    made.relations.append(total("all", *forms))
    if columns > 1:
        made.relations.append(total("all", *[f"column {j}" for j in range(columns)]))
    if cells:
        made.tables.append(Table("Counts", tuple(cells)))
    return forms


def _money(made: Made, random: Random, rows: dict[str, Form]) -> None:
    """An amount for each row at its own rate, and their total; the count behind a hidden amount is a secret too."""
    step, cells, forms = random.choice((0, 1_000)), [], {}
    one_rate = random.choice((None, *RATES))
    for row, form in rows.items():
        rate, key = one_rate or random.choice(RATES), f"money {row}"
        forms[key] = times(form, rate)
        cells.append(
            money(
                key,
                made.value(forms[key]),
                step=Fraction(step),
                unit_value=Fraction(rate),
                already_public=_public(random, made.value(form)),
            )
        )
        made.known[key] = Known(forms[key], "money", Fraction(step), (rate,))
        made.relations.append(worth(key, {row: rate}))
    form = added(*forms.values())
    cells.append(money("money all", made.value(form), step=Fraction(step), grand_total=True))
    made.known["money all"] = Known(form, "money", Fraction(step), RATES)
    made.relations.append(total("money all", *forms))
    made.tables.append(Table("Money", tuple(cells)))


def _percentages(made: Made, random: Random, rows: dict[str, Form]) -> None:
    whole, step, cells = added(*rows.values()), random.choice((Fraction(1), Fraction(1, 10))), []
    if not made.value(whole):
        return
    for row, form in rows.items():
        key = f"per cent {row}"
        cells.append(percent(key, made.value(form), made.value(whole), step))
        made.known[key] = Known(form, "percent", step, whole=whole)
        made.shares.append(Share(key, row, "all"))
        rest = added(whole, times(form, -1))
        if 1 <= made.value(rest) <= 4:
            made.targets[f"rest beside {key}"] = rest
    made.tables.append(Table("Percentages", tuple(cells)))


def _second_quarter(made: Made, random: Random, rows: dict[str, Form]) -> None:
    """A later table of the same rows and what came since, with both totals."""
    new, later_cells, since_cells = {}, [], []
    for row in rows:
        made.atoms[f"new {row}"] = _draw(random)
        new[row] = {f"new {row}": 1}
        _add_count(made, random, since_cells, f"since {row}", new[row], True)
        _add_count(made, random, later_cells, f"later {row}", added(rows[row], new[row]), True)
        made.relations.append(difference(f"since {row}", f"later {row}", row))
    _add_count(made, random, since_cells, "since all", added(*new.values()), True, grand=True)
    made.relations.append(total("since all", *[f"since {row}" for row in rows]))
    later = added(*rows.values(), *new.values())
    _add_count(made, random, later_cells, "later all", later, True, grand=True)
    made.relations.append(total("later all", *[f"later {row}" for row in rows]))
    made.tables += [Table("Later", tuple(later_cells)), Table("Since", tuple(since_cells))]
