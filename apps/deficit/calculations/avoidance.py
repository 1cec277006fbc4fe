"""Cost avoidance from places and children: run-rate, in-year and cumulative, by year and initiative.

Pure: frozen inputs in, lines out. Money is exact (fractions of a pound) until it leaves as ``Decimal`` to 0.0001.
Method sections 2 and 3; ``docs/calculations.md`` works an example to the penny.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from apps.core.periods import FinancialYear
from apps.core.vocabulary import Basis

ENGINE_VERSION = "1"
OWN_MONTH = 0  # each tranche opens in its own month
MONTHS = (OWN_MONTH, *range(1, 13))
DELIVERED, PIPELINE = "delivered", "pipeline"
QUANTUM = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Tranche:
    """Places that open together. ``unit_value`` is £ a place for a full year; ``stated_on`` is the day on which the
    source called them delivered or in the pipeline.

    Places of a scheme have a day of their own: ``opens`` is the first of their month, in place of the year's opening
    month; ``closes`` the first of the first month without them. ``closed`` ones are in no run-rate any more.
    """

    initiative: str
    financial_year: FinancialYear
    status: str
    places: int
    excluded: int
    opening_month: int
    unit_value: Decimal
    stated_on: date
    opens: date | None = None
    closes: date | None = None
    closed: bool = False

    @property
    def counted(self) -> int:
        return self.places - self.excluded

    @property
    def in_place(self) -> int:
        return 0 if self.closed else self.counted

    @property
    def full_year(self) -> Fraction:
        """£ a year once open all year."""
        return self.counted * Fraction(self.unit_value)


@dataclass(frozen=True, slots=True)
class Children:
    """Children whose dearer placement was avoided. Known as a run-rate only: the source dates no placement."""

    initiative: str
    financial_year: FinancialYear
    units: Decimal
    unit_value: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """One result. ``amount`` and ``units`` are exact to 0.0001."""

    initiative: str
    status: str
    financial_year: FinancialYear
    opening_month: int
    basis: Basis
    units: Decimal
    amount: Decimal


def opening_day(tranche: Tranche, month: int = OWN_MONTH) -> date:
    """The first of the month in which a tranche opens, or would if it were that month of its year. A place still in the
    pipeline on a day cannot have opened before it, so a month already past moves to the same month a year later."""
    own = tranche.opens or _first_of(tranche.opening_month, tranche.financial_year)
    year, month = FinancialYear.containing(own), month or own.month
    while tranche.status == PIPELINE and _first_of(month, year) < tranche.stated_on:
        year = year + 1
    return _first_of(month, year)


def months_open(tranche: Tranche, year: FinancialYear, month: int) -> int:
    """Of the twelve of a financial year."""
    first, after = year.first_day, (year + 1).first_day
    opens, closes = max(opening_day(tranche, month), first), min(tranche.closes or after, after)
    return max((closes.year - opens.year) * 12 + closes.month - opens.month, 0)


def in_year(tranche: Tranche, year: FinancialYear, month: int) -> Fraction:
    """£ avoided by one tranche within one financial year."""
    return tranche.full_year * Fraction(months_open(tranche, year, month), 12)


def run_rate_lines(tranches: Iterable[Tranche], children: Iterable[Children]) -> Iterator[Line]:
    groups: dict[tuple[str, str, FinancialYear], list[Tranche]] = {}
    for t in tranches:
        groups.setdefault((t.initiative, t.status, t.financial_year), []).append(t)
    for (initiative, status, year), group in groups.items():
        worth = sum((t.in_place * Fraction(t.unit_value) for t in group), Fraction(0))
        yield _line(initiative, status, year, OWN_MONTH, Basis.RUN_RATE, sum(t.in_place for t in group), worth)
    for c in children:
        amount = Fraction(c.units) * Fraction(c.unit_value)
        yield _line(c.initiative, DELIVERED, c.financial_year, OWN_MONTH, Basis.RUN_RATE, Fraction(c.units), amount)


def yearly_lines(tranches: list[Tranche], last_year: FinancialYear) -> Iterator[Line]:
    """In-year and cumulative lines for each initiative, status and opening month, to ``last_year``."""
    groups: dict[tuple[str, str], list[Tranche]] = {}
    for t in tranches:
        groups.setdefault((t.initiative, t.status), []).append(t)
    first_year = min((_first_year(t) for t in tranches), default=last_year)
    for (initiative, status), group in groups.items():
        for month in MONTHS:
            running = Fraction(0)
            for year in first_year.until(last_year):
                amount = sum((in_year(t, year, month) for t in group), Fraction(0))
                running += amount
                units = sum(t.counted for t in group if _is_open(t, year, month))
                yield _line(initiative, status, year, month, Basis.IN_YEAR, units, amount)
                yield _line(initiative, status, year, month, Basis.CUMULATIVE, units, running)


def project(tranches: list[Tranche], children: list[Children], last_year: FinancialYear) -> list[Line]:
    """Every line, in a fixed order, so that equal inputs give equal bytes."""
    lines = [*run_rate_lines(tranches, children), *yearly_lines(tranches, last_year)]
    return sorted(lines, key=lambda x: (x.initiative, x.status, x.basis, x.opening_month, x.financial_year))


def _first_year(tranche: Tranche) -> FinancialYear:
    return min(tranche.financial_year, FinancialYear.containing(opening_day(tranche)))


def _is_open(tranche: Tranche, year: FinancialYear, month: int) -> bool:
    """At some time of the year, or was opened before it and has not closed."""
    closes = tranche.closes
    return opening_day(tranche, month) <= year.last_day and (closes is None or closes > year.first_day)


def _first_of(month: int, year: FinancialYear) -> date:
    return date(year.start if month >= 4 else year.start + 1, month, 1)


def _line(
    initiative: str,
    status: str,
    year: FinancialYear,
    month: int,
    basis: Basis,
    units: int | Fraction,
    amount: Fraction,
) -> Line:
    return Line(initiative, status, year, month, basis, _exact(Fraction(units)), _exact(amount))


def _exact(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(QUANTUM)
