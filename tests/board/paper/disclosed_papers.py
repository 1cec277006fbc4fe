"""Papers at random for the attacker: generated publications as drafts of two to four tables, several figures a cell.

What the attacker reads is read from the finished tables' texts alone: see ``read``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random
from unittest import mock

from apps.board.calculations.paper.document import Cell, Heading, Table, TableRow
from apps.board.content import disclosed
from apps.board.content.drafts import Draft, as_number, placed
from apps.core.disclosure import Cell as Figure
from apps.core.disclosure import Kind
from tests.core import disclosure_publications as publications
from tests.core.disclosure_attacker import Attacker, Seen
from tests.core.disclosure_publications import RATES, Form, Made

BETWEEN = ("; ", " (", "\n", " to ")
CONFIDENTIAL = "[c]"
FIGURE = re.compile(r"‹([^›]*)›\s*(\[c\]|-?[\d,.]*\d%?)")


def printed(cell: Figure) -> str:
    """As a paper prints it: pounds in thousands."""
    value = cell.as_printed(cell.value)
    if cell.kind is Kind.PERCENT:
        return f"{Decimal(value.numerator) / value.denominator:.1f}".removesuffix(".0") + "%"
    found = value / 1000 if cell.kind is Kind.MONEY else value
    assert found.denominator == 1
    return f"{found.numerator:,}"


def drafts_of(made: Made, seed: int) -> list[Draft]:
    """The same figures in two to four tables, in any order; a cell of a table holds one to three of them."""
    random = Random(f"tables {seed}")  # noqa: S311  a test's draw, no secret
    assert made.publication
    cells = [cell for table in made.publication.tables for cell in table.cells]
    random.shuffle(cells)
    number = random.randint(2, 4)
    parts = [cells[n::number] for n in range(number)]
    relations, shares = list(made.publication.relations), list(made.publication.shares)
    return [
        Draft(
            table=_table(f"table-{n}", part, random),
            printed={cell.key: printed(cell) for cell in part},
            cells=part,
            unprinted=made.publication.unprinted if n == 0 else (),
            relations=relations[n::number],
            shares=shares[n::number],
            unit_values=RATES,
            names={cell.key: cell.key for cell in part},
        )
        for n, part in enumerate(parts)
    ]  # fmt: skip


def _table(slug: str, cells: list[Figure], random: Random) -> Table:
    rows, left = [], list(cells)
    while left:
        take, left = left[: (size := random.randint(1, 3))], left[size:]
        between = random.choice(BETWEEN)
        # The name of each figure stands before it, so that a reader knows what is hidden there.
        text = between.join(f"‹{cell.key}› {placed(cell.key)}" for cell in take)
        rows.append(TableRow((Cell("; ".join(c.key for c in take)), Cell(text))))
    return Table(slug, slug, slug, (Heading("Figures"), Heading("As printed")), tuple(rows))


def read(texts: Iterable[str], known: Mapping[str, publications.Known]) -> dict[str, Seen]:
    """Of every figure that is named: what stands after its name. A gap does not say why it is one."""
    stands = FIGURE.findall("\n".join(texts))
    found = {key: _seen(text, known[key].kind) for key, text in stands}
    assert len(found) == len(stands) == len(known)
    return found


def _seen(text: str, kind: str) -> Seen:
    value = as_number(text)
    if value is None:
        assert text == CONFIDENTIAL
        return Seen(None, None)
    return Seen(Fraction(value) * (1000 if kind == "money" else 1))


@contextmanager
def rates_of_the_publications() -> Iterator[None]:
    with mock.patch.object(disclosed, "known_unit_values", return_value=[Decimal(r) for r in RATES]):
        yield


def recovered(known: dict[str, publications.Known], seen: dict[str, Seen], targets: Mapping[str, Form],
              patience: int = 200_000) -> list[str]:  # fmt: skip
    attacker = Attacker(known, seen, patience)
    return [name for name, form in targets.items() if attacker.recovers(form)]


def pair(seed: int) -> tuple[Made, Made, set[str]]:
    """Two publications of one make, of which the second has moved figures; and the counts that moved.

    Nothing in them is already public, so that both are drawn alike.
    """
    moves = Random(f"moves {seed}")  # noqa: S311
    drawn = publications._draw
    changes: list[int] = []

    def moved(random: Random) -> int:
        value = drawn(random)
        changes.append(moves.choice((0, 0, 0, 1, -1, 2, 3, -4, 6, 40)))
        return max(0, value + changes[-1])

    with mock.patch.object(publications, "_public", return_value=False):
        first = publications.make(seed)
        with mock.patch.object(publications, "_draw", moved):
            second = publications.make(seed)
    return first, second, {atom for atom in first.atoms if first.atoms[atom] != second.atoms[atom]}


def of_both(first: Made, second: Made, moved: set[str]) -> tuple[dict[str, publications.Known], dict[str, Form]]:
    """What the attacker of a pair knows, and what must stay secret: small counts of each, and small moves of counts.

    He is told which of the counts behind the figures moved: those that did not are one unknown.
    """

    def later(form: Form) -> Form:
        return {f"{atom} later" if atom in moved else atom: n for atom, n in form.items()}

    known = {f"1 {key}": cell for key, cell in first.known.items()}
    known |= {
        f"2 {key}": replace(cell, form=later(cell.form), whole=later(cell.whole) if cell.whole else None)
        for key, cell in second.known.items()
    }
    targets = {f"1 {key}": form for key, form in first.targets.items()}
    targets |= {f"2 {key}": later(form) for key, form in second.targets.items()}
    for key, cell in second.known.items():
        by = second.value(cell.form) - first.value(first.known[key].form) if key in first.known else 0
        if cell.kind == "count" and 1 <= abs(by) <= 4:
            new, old = later(cell.form), first.known[key].form
            sign = 1 if by > 0 else -1
            gap = {a: sign * (new.get(a, 0) - old.get(a, 0)) for a in new | old}
            targets[f"moved {key}"] = {a: n for a, n in gap.items() if n}
    return known, targets
