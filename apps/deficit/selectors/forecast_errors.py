"""Reads the council's own record: what was budgeted, forecast and planned, beside what turned out."""

from dataclasses import dataclass
from decimal import Decimal

from apps.core.memory import remembered
from apps.core.periods import FinancialYear
from apps.deficit.calculations import forecast_errors as calculation
from apps.deficit.calculations.forecast_errors import PointErrors, Range, Stated
from apps.deficit.models import RecordedFigure
from apps.deficit.vocabulary import RecordMeasure, RecordPoint

JUDGED = (RecordMeasure.IN_YEAR_GAP, RecordMeasure.CUMULATIVE_DEFICIT)


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the record, in pounds, with everything that it says of itself."""

    year: FinancialYear
    measure: RecordMeasure
    basis: str
    point: RecordPoint
    rule: str
    stated_when: str
    amount: Decimal
    source: str
    note: str
    in_conflict: bool
    from_note: bool


@dataclass(frozen=True, slots=True)
class YearRecord:
    """One measure of one year: its figures by reporting point, oldest first, in pounds."""

    year: FinancialYear
    figures: tuple[Figure, ...]

    def at(self, point: RecordPoint) -> tuple[Figure, ...]:
        return tuple(f for f in self.figures if f.point == point)

    def one(self, point: RecordPoint) -> Figure | None:
        """The figure that stands: of two outturns, the one that is the record's own and not of a note."""
        own = [f for f in self.at(point) if not f.from_note]
        return own[-1] if own else None

    @property
    def newest_forecast(self) -> Figure | None:
        """The last one that was made before the outturn, budgets left out."""
        points = (RecordPoint.BEFORE, RecordPoint.Q1, RecordPoint.Q2, RecordPoint.Q3, RecordPoint.OTHER)
        made = [f for f in self.figures if f.point in points]
        return max(made, key=lambda f: f.stated_when) if made else None


@remembered
def record() -> list[Figure]:
    """Every figure, by year, measure and when it was stated."""
    return [
        Figure(
            f.financial_year, RecordMeasure(f.measure), f.basis, RecordPoint(f.point), f.rule, f.stated_when, f.amount,
            f.source, f.note, f.in_conflict, f.from_note,
        )
        for f in RecordedFigure.objects.all()
    ]  # fmt: skip


def by_year(measure: RecordMeasure) -> list[YearRecord]:
    """Oldest first; plans are left out."""
    found: dict[FinancialYear, list[Figure]] = {}
    for figure in record():
        if figure.measure == measure and figure.point != RecordPoint.PLAN:
            found.setdefault(figure.year, []).append(figure)
    return [YearRecord(year, tuple(found[year])) for year in sorted(found)]


def plans() -> list[Figure]:
    """What was aimed at, oldest first: never a forecast."""
    return sorted((f for f in record() if f.point == RecordPoint.PLAN), key=lambda f: (f.year, f.stated_when))


def conflicts() -> list[Figure]:
    return [f for f in record() if f.in_conflict]


def errors(measure: RecordMeasure) -> list[PointErrors]:
    """By reporting point, in the order of a year, also of points at which nothing was forecast."""
    return list(calculation.forecast_errors(_stated(measure)).values())


def empirical_range(measure: RecordMeasure, point: RecordPoint) -> Range | None:
    """In pounds, around the newest forecast that has no outturn yet; None where n is below three, or none stands."""
    return calculation.empirical_range(_stated(measure), point.value)


def ranges(measure: RecordMeasure) -> list[Range]:
    """Every range that can be drawn, in the order of a year's points."""
    drawn = (empirical_range(measure, RecordPoint(made.point)) for made in errors(measure))
    return [one for one in drawn if one]


def newest_outlook() -> Figure | None:
    """The newest forecast of the accumulated deficit of a year that has not begun."""
    ahead = [f for f in record() if f.measure == RecordMeasure.CUMULATIVE_DEFICIT and f.point == RecordPoint.BEFORE]
    return max(ahead, key=lambda f: (f.stated_when, f.year), default=None)


def _stated(measure: RecordMeasure) -> list[Stated]:
    """Of two outturns that conflict the record's own row counts; the other one is shown and enters nothing."""
    return [
        Stated(f.year, f.point.value, f.amount, f.stated_when)
        for f in record()
        if f.measure == measure and not (f.point == RecordPoint.OUTTURN and f.from_note)
    ]
