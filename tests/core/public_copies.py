"""Copies for outside as the product makes them from approved claims, and what an attacker knows of each figure.

Claims are generated: 2.42 children and 264 places, shared between initiatives, net of what they cost, of several grades
and blocks, one-off and recurring, some of them published before.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from random import Random

from apps.core.disclosure import Reason
from apps.core.money import round_half_up
from apps.initiatives.calculations.public_copy import AMOUNT, UNITS, Line, PublicCopy, Total, cell_key, public_copy_of
from tests.core.disclosure_attacker import Attacker, Seen

RATES = [Decimal(r) for r in (26_000, 38_000, 47_000, 64_000)]
GRAIN, MOST = Fraction(1, 1_000), 400_000  # an unknown is a number of thousandths
GRADES, BLOCKS = ("sufficient", "partial", "insufficient"), ("high_needs", "general_fund")


@dataclass
class Figure:
    """As ``disclosure_publications.Known``; ``units`` says of which count an amount is the worth."""

    form: dict[str, Fraction]
    kind: str
    step: Fraction = Fraction(0)
    unit_values: tuple[int, ...] = ()
    whole: None = None
    units: dict[str, Fraction] = field(default_factory=dict)


def claims(random: Random) -> list[Line]:
    """Three to nine lines: an initiative's share of a claim's units, at a rate of its own, less its cost."""
    lines: dict[tuple[int, str, str, str], Line] = {}
    for _ in range(random.randint(3, 9)):
        initiative, grade = random.randint(1, 5), random.choice(GRADES[: random.choice((1, 1, 3))])
        block, basis = (
            random.choice(BLOCKS[: random.choice((1, 1, 2))]),
            random.choice(("run_rate", "run_rate", "one_off")),
        )
        units = _drawn(random) * random.choice((100, 100, 60, 40, 50, 25)) / 100
        rate = random.choice(RATES)
        net = round_half_up(Decimal(float(units)) * rate - random.choice((0, 0, 0, 12_000)), 0)
        lines[initiative, basis, block, grade] = Line(
            initiative, f"Initiative {initiative}", basis, "avoidance", block, grade, units, net or Decimal(1)
        )
    return list(lines.values())


def _drawn(random: Random) -> Fraction:
    kind = random.random()
    if kind < 0.35:
        return Fraction(random.randint(10, 499), 100)  # 0.10 to 4.99
    return Fraction(
        random.randint(1, 4) if kind < 0.5 else random.randint(5, 15) if kind < 0.8 else random.randint(16, 264)
    )


def marks(random: Random, lines: list[Line]) -> set[tuple[int, Decimal]]:
    """What the council has printed already: now and then an amount."""
    return {(line.initiative, line.amount) for line in lines if random.random() < 0.08}


def generated(seed: int) -> PublicCopy:
    """Raises ``NotProtected``."""
    random = Random(seed)  # noqa: S311 - a test's draw, no secret
    lines = claims(random)
    return public_copy_of(lines, RATES, marks(random, lines), 5)


def known_of(copy: PublicCopy) -> dict[str, Figure]:
    """Every line's units are unknown and what one is worth is known; a total adds its lines up."""
    found: dict[str, Figure] = {}
    for line in copy.lines:
        units, amount = _forms([line])
        found |= _figures(line, units, amount)
    for sums in copy.totals:
        units, amount = _forms([line for line in copy.lines if line.kind == sums.kind])
        found |= _figures(sums, units, amount)
    return found


def _forms(lines: list[Line]) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    units = {line.key: GRAIN for line in lines if line.units}
    worth = {line.key: Fraction(line.amount) / line.units * GRAIN for line in lines if line.units}
    return units, worth


def _figures(of: Line | Total, units: dict[str, Fraction], amount: dict[str, Fraction]) -> dict[str, Figure]:
    found = {cell_key(of, AMOUNT): Figure(amount, "money", units=units)}
    return found | {cell_key(of, UNITS): Figure(units, "count")}


def secrets_of(copy: PublicCopy, known: dict[str, Figure]) -> dict[str, dict[str, Fraction]]:
    """Counts above nought and below five that are hidden, and that nothing already public gives away."""
    parts: list[Line | Total] = [*copy.lines, *copy.totals]
    keys = [cell_key(of, UNITS) for of in parts if of.units is not None and 0 < of.units < 5]
    given = set(copy.protected.given_away)
    return {key: known[key].form for key in keys if key not in given and not copy.protected[key].shown}


def as_printed(copy: PublicCopy, known: dict[str, Figure]) -> dict[str, Seen]:
    said = {Reason.SMALL: True, Reason.UNSAID: None}
    cells = copy.protected.cells
    return {key: Seen(cells[key].value, said.get(cells[key].reason, False)) for key in known}


def with_small_ones_hidden_alone(copy: PublicCopy, known: dict[str, Figure]) -> dict[str, Seen]:
    """As if nothing else had been hidden for their sake."""
    seen = as_printed(copy, known)
    for of in [*copy.lines, *copy.totals]:
        for what, value in ((UNITS, of.units), (AMOUNT, Fraction(of.amount))):
            key = cell_key(of, what)
            if value is not None and copy.protected[key].reason is Reason.SECONDARY:
                seen[key] = Seen(value)
    return seen


def recovered(copy: PublicCopy, seen: dict[str, Seen], known: dict[str, Figure], patience: int = 50_000) -> list[str]:
    attacker = Attacker(known, seen, patience, grain=GRAIN, most=MOST)
    return [key for key, form in secrets_of(copy, known).items() if attacker.recovers(form)]
