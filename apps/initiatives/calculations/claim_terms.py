"""What a claim's value rests on: units, rates, shares and costs as frozen values. Money is £, shares are per cents."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from apps.initiatives.calculations.intake import months_between

HUNDRED = Fraction(100)
MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Group:
    """Units that count from one day: places of a tranche, or the children of the claim."""

    label: str
    units: Decimal
    opens: date


@dataclass(frozen=True, slots=True)
class LeftOut:
    units: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Placement:
    """``share`` is a per cent, ``rate`` £ for a full year."""

    name: str
    share: Decimal
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Share:
    """An initiative's share of the effect, a per cent."""

    initiative: str
    name: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class Cost:
    """Delivery cost, £ a year (once, for a one-off). ``block`` is blank where a grant or capital pays."""

    fund: str
    block: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Range:
    """A share with its low and high value, per cents."""

    low: Decimal
    central: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class ClaimInputs:
    """Everything that a claim's value rests on. ``groups`` are counted; ``left_out`` are logged and not counted.

    Where the source gives only a difference, ``quoted`` holds it (£): the mix then says how much *more* each placement
    would have cost than where the unit is now, and ``actual`` is nothing. ``reported_value`` is the report's own
    difference (£ a unit). ``came_months`` is the length of the period in which children came.
    """

    block: str
    recurring: bool
    start: date
    end: date
    groups: tuple[Group, ...]
    left_out: tuple[LeftOut, ...]
    mix: tuple[Placement, ...]
    actual: Placement | None
    quoted: Decimal | None
    reported_value: Decimal
    occupancy: Range
    deadweight: Range
    shares: tuple[Share, ...]
    costs: tuple[Cost, ...]
    rate_card: int
    came_months: int | None = None
    empty_place_cost: Decimal | None = None

    @property
    def counted(self) -> Fraction:
        return sum((Fraction(g.units) for g in self.groups), Fraction(0))

    @property
    def months(self) -> int:
        return months_between(self.start, self.end)

    @property
    def attribution(self) -> Fraction:
        return sum((Fraction(s.share) for s in self.shares), Fraction(0)) / HUNDRED

    @property
    def unit_value(self) -> Fraction:
        """Counterfactual mix less where the unit is now, £ for a full year."""
        return self.counterfactual_cost - (Fraction(self.actual.rate) if self.actual else 0)

    @property
    def counterfactual_cost(self) -> Fraction:
        return sum((Fraction(p.share) * Fraction(p.rate) for p in self.mix), Fraction(0)) / HUNDRED

    def worth_of_one(self, occupancy: Decimal, deadweight: Decimal) -> Fraction:
        """Of one unit for a full year (£): what is neither empty, nor would have been anyway, nor another's."""
        filled, caused = Fraction(occupancy) / HUNDRED, 1 - Fraction(deadweight) / HUNDRED
        return self.unit_value * filled * caused * self.attribution


def check(inputs: ClaimInputs) -> None:
    """Raises ``ValueError`` for an input that no claim may have."""
    if inputs.counted <= 0:
        raise ValueError("Units counted: a claim counts more than nought.")
    if inputs.end <= inputs.start or (inputs.start.day, inputs.end.day) != (1, 1):
        raise ValueError("Period: it runs from the first day of a month to the first day of a later one.")
    if inputs.recurring and inputs.months < MONTHS_OF_A_YEAR:
        raise ValueError("Period: a recurring benefit lasts a year or longer; a shorter one is one-off.")
    if sum(p.share for p in inputs.mix) != HUNDRED:
        raise ValueError("Counterfactual mix: its shares sum to 100 per cent.")
    if not 0 < inputs.attribution <= 1:
        raise ValueError("Attribution: shares sum to more than 0 and at most 100 per cent.")
