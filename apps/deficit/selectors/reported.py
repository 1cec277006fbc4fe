"""The scenario “as reported”: the report's own positions, exactly, whatever was published since."""

from collections.abc import Iterable
from decimal import Decimal

from apps.deficit.calculations.projection.outcomes import AS_REPORTED
from apps.deficit.calculations.projection.results import Band, Measure, Point
from apps.deficit.selectors.positions import reported_outlook


def reported_points() -> list[Point]:
    """The gap and the deficit of each year, £; nothing where no report is loaded."""
    reported = reported_outlook()
    found = []
    for p in reported.years if reported else ():
        found.append(Point(AS_REPORTED, Measure.GAP, "", p.financial_year, _certain(p.in_year_gap)))
        found.append(Point(AS_REPORTED, Measure.ACCUMULATED, "", p.financial_year, _certain(p.closing)))
    return found


def with_reported(points: Iterable[Point]) -> list[Point]:
    """A run's points. It stores the positions that stood when it was worked out: the report's own take their place."""
    kept, reported = list(points), reported_points()
    return [*reported, *(p for p in kept if p.scenario != AS_REPORTED)] if reported and kept else kept


def _certain(amount: Decimal) -> Band:
    return Band(amount, amount, amount, amount, amount, amount, amount, amount)
