"""What a projection says. Money is £ to the penny; the basis of each series is its ``measure``'s."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from apps.core.periods import FinancialYear

PERCENTILES = (5, 10, 25, 50, 75, 90, 95)


class Measure(StrEnum):
    """What a series measures, its basis, and what its ``subject`` is (nothing where none is named)."""

    GAP = "gap"  # in-year: spend less funding, less additional benefits
    ACCUMULATED = "accumulated"  # a stock, at 31 March
    SUPPORT = "support"  # in-year: central support that meets part of the gap
    GRANT = "grant"  # one-off: income towards the accumulated deficit; by grant
    SPEND = "spend"  # in-year; by placement type, and "other" and "calibration"
    FUNDING = "funding"  # in-year
    PLANS = "plans"  # a count; by placement type
    IN_FORECAST = "in_forecast"  # in-year avoidance that the published forecast holds; by "initiative/standing"
    ADDITIONAL = "additional"  # in-year avoidance beside the forecast; by "initiative/standing"
    EMPTY_IN_FORECAST = "empty_in_forecast"  # in-year: what their empty places cost; by "initiative/standing"
    EMPTY_ADDITIONAL = "empty_additional"  # the same of additional ones
    BY_BLOCK = "by_block"  # in-year avoidance; by block
    BY_PLACEMENT = "by_placement"  # in-year avoidance; by the placement type it replaces


@dataclass(frozen=True, slots=True)
class Band:
    """The central value and percentiles of the draws. The central value takes every assumption at its central value:
    it is not the median."""

    central: Decimal
    p5: Decimal
    p10: Decimal
    p25: Decimal
    p50: Decimal
    p75: Decimal
    p90: Decimal
    p95: Decimal


@dataclass(frozen=True, slots=True)
class Point:
    """One value of one series. ``scenario`` is empty where the series is the same in each."""

    scenario: str
    measure: Measure
    subject: str
    financial_year: FinancialYear
    band: Band


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The accumulated deficit of ``scenario`` at the end of the effect year with one assumption at its low and high,
    the rest central. £; ``central`` is the same for all."""

    scenario: str
    assumption: str
    at_low: Decimal
    central: Decimal
    at_high: Decimal

    @property
    def effect(self) -> Decimal:
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, slots=True)
class Switching:
    """Where an initiative stops paying, all else central. ``assumption`` is a kind of share (displacement), ``central``
    what its benefits assume of it by their units; ``value`` is nothing where no share from 0 to 1 does it."""

    initiative: str
    assumption: str
    central: Decimal
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """What caseload and cost alone would say of a published year, and what ties it to what finance published. £."""

    financial_year: FinancialYear
    modelled: Decimal
    published: Decimal

    @property
    def difference(self) -> Decimal:
        return self.published - self.modelled


@dataclass(frozen=True, slots=True)
class Projection:
    points: tuple[Point, ...]
    sensitivities: tuple[Sensitivity, ...]
    switching: tuple[Switching, ...]
    calibration: tuple[Calibration, ...]
    other_spend: Decimal  # of the base year: spend that no placement type holds, £
