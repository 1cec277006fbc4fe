"""One line of spend: where our council stands among its neighbours, and what that is worth.

Rates are £ per head of the return's population, net; the distance is £ a year. All ``Decimal``, none rounded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


def median(values: Sequence[Decimal]) -> Decimal:
    """The value in the middle; of an even number the mean of the two in the middle."""
    low, high = middle(values)
    return (low + high) / 2


def middle(values: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """The two values that the median lies between: one value twice where their number is odd."""
    if not values:
        raise ValueError("There is no median of no values. Give at least one.")
    ordered = sorted(values)
    return ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]


def quartile(values: Sequence[Decimal], quarters: int) -> Decimal:
    """The inclusive rule, as Excel's QUARTILE.INC: of n values in order, counted from nought, the one at
    (n − 1) × quarters ÷ 4; between two values, as far between them as that number is.
    """
    if not values:
        raise ValueError("There is no quartile of no values. Give at least one.")
    ordered = sorted(values)
    whole, rest = divmod((len(ordered) - 1) * quarters, 4)
    if not rest:
        return ordered[whole]
    return ordered[whole] + (ordered[whole + 1] - ordered[whole]) * rest / 4


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, maximum, minimum and quartiles of ``n`` rates."""

    n: int
    median: Decimal
    maximum: Decimal
    minimum: Decimal
    lower: Decimal
    upper: Decimal

    @classmethod
    def of(cls, values: Sequence[Decimal]) -> "Spread":
        quarters = quartile(values, 1), quartile(values, 3)
        return cls(len(values), median(values), max(values), min(values), *quarters)


@dataclass(frozen=True, slots=True)
class Comparison:
    """``others`` ascend. The distance is always from the others: a council is no neighbour of itself."""

    ours: Decimal
    others: tuple[Decimal, ...]
    population: Decimal | None

    def values(self, own_in: bool) -> tuple[Decimal, ...]:
        return tuple(sorted((*self.others, self.ours))) if own_in else self.others

    def spread(self, own_in: bool) -> Spread:
        return Spread.of(self.values(own_in))

    @property
    def n(self) -> int:
        """Councils in the ranking, ours among them."""
        return len(self.others) + 1

    @property
    def higher(self) -> int:
        return sum(value > self.ours for value in self.others)

    @property
    def level(self) -> int:
        return sum(value == self.ours for value in self.others)

    @property
    def lower(self) -> int:
        return sum(value < self.ours for value in self.others)

    @property
    def rank(self) -> int:
        """1 is the highest; councils that are level share the better rank."""
        return self.higher + 1

    @property
    def distance_per_head(self) -> Decimal:
        """Ours less the median of the others; above nought where we budget more."""
        return self.ours - median(self.others)

    @property
    def distance(self) -> Decimal | None:
        """£ a year at our population; None where no population is known."""
        return None if self.population is None else self.distance_per_head * self.population


def compare(ours: Decimal, others: Sequence[Decimal], population: Decimal | None) -> Comparison:
    return Comparison(ours, tuple(sorted(others)), population)
