"""What is about to leave the service: tables of cells, and what anybody may know to hold between them.

Exact fractions throughout. Counts are units (places, children), money is in pounds, percentages run from 0 to 100.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from math import floor
from typing import Any

Number = Fraction | int
THRESHOLD = 5
LEAST_THRESHOLD = 3
MOST_CELLS = 5_000
MOST_RELATIONS = 5_000


class Kind(StrEnum):
    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"


class NotAPublication(ValueError):
    """The tables contradict their own relations, name a cell twice or not at all, or are too large."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure.

    ``step`` is what it is rounded to (£1,000, or 1 per cent); 0 prints it exactly. ``unit_value`` is what one unit of
    this money is worth, known outside. ``printed`` is false for what is never shown but can be worked out: the children
    behind an amount. ``grand_total`` is hidden last; its unit value is an average, which says whether it is small and
    ties it to nothing. ``signed`` money may be negative.
    """

    key: str
    kind: Kind
    value: Fraction
    step: Fraction = Fraction(0)
    unit_value: Fraction | None = None
    already_public: bool = False
    printed: bool = True
    grand_total: bool = False
    signed: bool = False

    def as_printed(self, value: Fraction) -> Fraction:
        """The value rounded half up, away from nought, to the step."""
        if not self.step:
            return value
        rounded = floor(abs(value) / self.step + Fraction(1, 2)) * self.step
        return rounded if value >= 0 else -rounded


@dataclass(frozen=True, slots=True)
class Relation:
    """Σ coefficient × cell = constant, of the true values. ``name`` is for the sentence that refuses."""

    name: str
    terms: Mapping[str, Fraction]
    constant: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Share:
    """``percent`` is ``part`` in 100 of ``whole``. A known denominator is a cell that is already public."""

    percent: str
    part: str
    whole: str


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything published together or before. ``unit_values`` are all rates (£ a unit) that are known outside."""

    tables: tuple[Table, ...]
    relations: tuple[Relation, ...] = ()
    shares: tuple[Share, ...] = ()
    unit_values: tuple[Fraction, ...] = ()
    threshold: int = THRESHOLD
    unprinted: tuple[Cell, ...] = field(default=())


def count(key: str, value: Number, **more: Any) -> Cell:
    """Units, and fields of ``Cell``. Not always whole (2.42 children), but whole ones away from any other value."""
    return Cell(key, Kind.COUNT, Fraction(value), **more)


def behind(key: str, value: Number) -> Cell:
    """A count that is not printed and that money or a percentage could give away."""
    return count(key, value, printed=False)


def money(key: str, value: Number, **more: Any) -> Cell:
    """Pounds."""
    return Cell(key, Kind.MONEY, Fraction(value), **more)


def percent(key: str, part: Number, whole: Number, step: Number = 1, *, already_public: bool = False) -> Cell:
    """``part`` in 100 of ``whole``, rounded to ``step`` per cent."""
    value = Fraction(part) * 100 / Fraction(whole)
    return Cell(key, Kind.PERCENT, value, step=Fraction(step), already_public=already_public)


def total(whole: str, *parts: str) -> Relation:
    """The parts add up to the whole."""
    return Relation(f"total {whole}", {whole: Fraction(-1)} | {part: Fraction(1) for part in parts})


def difference(result: str, later: str, earlier: str) -> Relation:
    """``result`` is ``later`` less ``earlier``: two tables, or two quarters."""
    return Relation(f"difference {result}", {later: Fraction(1), earlier: Fraction(-1), result: Fraction(-1)})


def same(one: str, other: str) -> Relation:
    """One figure that stands in two tables."""
    return Relation(f"{one} again", {one: Fraction(1), other: Fraction(-1)})


def worth(money_key: str, units: Mapping[str, Number]) -> Relation:
    """Money is the sum of counts, each at its unit value (£ a unit)."""
    terms = {key: Fraction(value) for key, value in units.items()}
    return Relation(f"worth {money_key}", {money_key: Fraction(-1)} | terms)
