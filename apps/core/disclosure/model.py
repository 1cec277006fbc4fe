"""The publication as an attacker reads it: cells by name, what ties each to others, and which are small."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from apps.core.disclosure.publication import (
    LEAST_THRESHOLD,
    MOST_CELLS,
    MOST_RELATIONS,
    Cell,
    Kind,
    NotAPublication,
    Publication,
    Relation,
    Share,
    behind,
    total,
)


@dataclass(frozen=True)
class Model:
    """Made by ``model_of``, which checks that every relation holds."""

    cells: dict[str, Cell]
    relations: tuple[Relation, ...]
    shares: tuple[Share, ...]
    unit_values: tuple[Fraction, ...]
    threshold: int

    @cached_property
    def relations_of(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {key: [] for key in self.cells}
        for index, relation in enumerate(self.relations):
            for key in relation.terms:
                found[key].append(index)
        return found

    @cached_property
    def shares_of(self) -> dict[str, list[Share]]:
        found: dict[str, list[Share]] = {}
        for share in self.shares:
            for key in (share.part, share.whole):
                found.setdefault(key, []).append(share)
        return found

    @cached_property
    def share_behind(self) -> dict[str, Share]:
        return {share.percent: share for share in self.shares}

    def is_small(self, key: str, value: Fraction) -> bool:
        """More than nought and fewer than the threshold, itself or when divided by a known unit value."""
        cell = self.cells[key]
        if cell.kind is Kind.COUNT:
            return 0 < value < self.threshold
        if cell.kind is Kind.MONEY:
            return value != 0 and any(abs(value) < self.threshold * rate for rate in self.rates(cell))
        share = self.share_behind[key]
        part, whole = self.cells[share.part].value, self.cells[share.whole].value
        return 0 < part < self.threshold or 0 < whole - part < self.threshold

    def rates(self, cell: Cell) -> tuple[Fraction, ...]:
        """Its own unit value where it has one, else every known one: £ a unit."""
        return (cell.unit_value,) if cell.unit_value else self.unit_values

    def moves(self, cell: Cell) -> list[Fraction]:
        """The steps by which an attacker may think another value possible: one unit, or what one unit is worth."""
        if cell.kind is Kind.COUNT:
            return [Fraction(1)]
        if cell.unit_value and not cell.grand_total:
            return [cell.unit_value]
        tied = [
            abs(coefficient / relation.terms[cell.key])
            for index in self.relations_of[cell.key]
            for relation in [self.relations[index]]
            for key, coefficient in relation.terms.items()
            if self.cells[key].kind is Kind.COUNT
        ]
        return sorted({*tied, *self.unit_values})

    def connected(self, key: str) -> set[str]:
        """Every cell that relations or shares tie to this one, itself included."""
        found, waiting = {key}, [key]
        while waiting:
            name = waiting.pop()
            near = {k for index in self.relations_of[name] for k in self.relations[index].terms}
            for share in self.shares_of.get(name, []):
                near |= {share.percent, share.part, share.whole}
            if name in self.share_behind:
                near |= {self.share_behind[name].part, self.share_behind[name].whole}
            waiting += near - found
            found |= near
        return found


def model_of(publication: Publication) -> Model:
    """Raises ``NotAPublication`` where names, sums or size are not as they must be."""
    if publication.threshold < LEAST_THRESHOLD:
        raise NotAPublication(
            f"The threshold is {publication.threshold}. It must be {LEAST_THRESHOLD} or more: "
            "“fewer than 2” says that it is 1."
        )
    printed = [cell for table in publication.tables for cell in table.cells]
    rests, sums = _rests(publication, {cell.key: cell for cell in (*printed, *publication.unprinted)})
    cells = _by_name([*printed, *publication.unprinted, *rests])
    relations = (*publication.relations, *sums)
    if len(cells) > MOST_CELLS or len(relations) > MOST_RELATIONS:
        raise NotAPublication(
            f"There are {len(cells)} cells and {len(relations)} relations: {MOST_CELLS} of each at most."
        )
    for relation in relations:
        _check(relation, cells)
    for cell in cells.values():
        if cell.value < 0 and not (cell.signed and cell.kind is Kind.MONEY):
            raise NotAPublication(f"“{cell.key}” is negative and is not marked as signed money.")
    return Model(cells, relations, publication.shares, publication.unit_values, publication.threshold)


def _by_name(cells: list[Cell]) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for cell in cells:
        if cell.key in found:
            raise NotAPublication(f"“{cell.key}” names two cells.")
        found[cell.key] = cell
    return found


def _rests(publication: Publication, cells: dict[str, Cell]) -> tuple[list[Cell], list[Relation]]:
    """What a percentage leaves: 98% of 121 gives away the other 2. Not printed, but as sensitive."""
    rests, sums = [], []
    for share in publication.shares:
        missing = [key for key in (share.percent, share.part, share.whole) if key not in cells]
        if missing:
            raise NotAPublication(f"A percentage names “{missing[0]}”, which no table holds.")
        rest = behind(
            f"rest of {share.whole} beside {share.percent}", cells[share.whole].value - cells[share.part].value
        )
        rests.append(rest)
        sums.append(total(share.whole, share.part, rest.key))
    return rests, sums


def _check(relation: Relation, cells: dict[str, Cell]) -> None:
    missing = [key for key in relation.terms if key not in cells]
    if missing:
        raise NotAPublication(f"“{relation.name}” names “{missing[0]}”, which no table holds.")
    reached = sum((c * cells[key].value for key, c in relation.terms.items()), Fraction(0))
    if reached != relation.constant:
        raise NotAPublication(f"“{relation.name}” does not hold: it is out by {float(reached - relation.constant):,g}.")
