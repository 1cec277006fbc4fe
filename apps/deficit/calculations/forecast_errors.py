"""How far past forecasts were from what happened, and the range that such errors draw around a new one.

    error    = outturn − forecast                      £, above nought where more was spent than was foreseen
    error %  = error ÷ forecast × 100
    range    = forecast × (1 + lowest, mean and highest error %)     only where n is at least ``LEAST``

Plans and draft budgets are no forecasts and enter no error; so does a figure whose year has no outturn yet. Method
section 6.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.core.periods import FinancialYear

LEAST = 3
OUTTURN = "outturn"
FORECASTS = ("before", "budget", "q1", "q2", "q3", "other")  # points, in the order of a year


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure of one measure in pounds: ``order`` tells which of two forecasts is the newer."""

    year: FinancialYear
    point: str
    amount: Decimal
    order: str = ""


@dataclass(frozen=True, slots=True)
class Error:
    """One forecast beside its outturn, in pounds and in per cent of the forecast."""

    year: FinancialYear
    point: str
    forecast: Decimal
    outturn: Decimal
    order: str = ""

    @property
    def amount(self) -> Decimal:
        return self.outturn - self.forecast

    @property
    def percent(self) -> Decimal:
        """Not rounded. The forecast is not nought."""
        return self.amount / self.forecast * 100


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean, lowest and highest of ``n`` errors."""

    mean: Decimal
    lowest: Decimal
    highest: Decimal


@dataclass(frozen=True, slots=True)
class PointErrors:
    """The errors made at one reporting point. ``years`` are fewer than ``n`` where a year was forecast twice."""

    point: str
    errors: tuple[Error, ...]

    @property
    def n(self) -> int:
        return len(self.errors)

    @property
    def years(self) -> tuple[FinancialYear, ...]:
        return tuple(sorted({e.year for e in self.errors}))

    @property
    def pounds(self) -> Spread | None:
        return _spread([e.amount for e in self.errors])

    @property
    def percent(self) -> Spread | None:
        return _spread([e.percent for e in self.errors])

    @property
    def enough(self) -> bool:
        return self.n >= LEAST


@dataclass(frozen=True, slots=True)
class Range:
    """Around ``forecast`` of ``year``, in pounds, drawn from ``n`` errors made at ``point`` in ``years`` years."""

    point: str
    year: FinancialYear
    forecast_point: str
    forecast: Decimal
    lowest: Decimal
    mean: Decimal
    highest: Decimal
    n: int
    years: int


def outturns(stated: Iterable[Stated]) -> dict[FinancialYear, Decimal]:
    """What each year turned out at. Raises ``ValueError`` where two outturns of a year differ: choose one first."""
    found: dict[FinancialYear, Decimal] = {}
    for one in stated:
        if one.point == OUTTURN and found.setdefault(one.year, one.amount) != one.amount:
            raise ValueError(f"{one.year} has two outturns, {found[one.year]} and {one.amount}. Choose one.")
    return found


def forecast_errors(stated: Sequence[Stated]) -> dict[str, PointErrors]:
    """By reporting point, each of ``FORECASTS``, also where nothing was forecast then. Of one measure."""
    known = outturns(stated)
    errors = [
        Error(one.year, one.point, one.amount, known[one.year], one.order)
        for one in stated
        if one.point in FORECASTS and one.year in known and one.amount
    ]
    errors.sort(key=lambda e: (e.year, e.order, e.forecast))
    return {point: PointErrors(point, tuple(e for e in errors if e.point == point)) for point in FORECASTS}


def open_forecast(stated: Sequence[Stated], point: str) -> Stated | None:
    """The forecast that errors made at ``point`` may be laid on: the newest one made at that point of a year
    after the last outturn. For another month, where there is none, the newest forecast made within such a year: the
    month in which it was made is then the only difference."""
    known = outturns(stated)
    still_open = [one for one in stated if one.point in FORECASTS and all(one.year > over for over in known)]
    own = [one for one in still_open if one.point == point]
    within = [one for one in still_open if one.point in ("q1", "q2", "q3")] if point == "other" else []
    return max(own or within, key=lambda one: (one.order, one.year), default=None)


def empirical_range(stated: Sequence[Stated], point: str) -> Range | None:
    """None where fewer than ``LEAST`` errors were made at that point, or no forecast stands to lay them on."""
    made = forecast_errors(stated)[point]
    newest, spread = open_forecast(stated, point), made.percent
    if newest is None or spread is None or not made.enough:
        return None
    low, mean, high = (newest.amount * (1 + p / 100) for p in (spread.lowest, spread.mean, spread.highest))
    return Range(point, newest.year, newest.point, newest.amount, low, mean, high, made.n, len(made.years))


def _spread(values: Sequence[Decimal]) -> Spread | None:
    if not values:
        return None
    return Spread(sum(values, Decimal(0)) / len(values), min(values), max(values))
