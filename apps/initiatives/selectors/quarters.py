"""Reads quarters: which are closed, and what is due in each, from whom and whether it is there.

A quarter holds a reading whose period's last day falls within it. An initiative owes what its newest measurement plan
counts on that was agreed by the quarter's last day.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils.timezone import localdate

from apps.core import periods
from apps.initiatives.models import MeasurementPlan, OutcomeMeasure, OutcomeReading, PlanMeasure, Quarter
from apps.initiatives.vocabulary import MeasurementPlanState, QuarterState

Plans = list[tuple[MeasurementPlan, list[OutcomeMeasure]]]
Readings = dict[tuple[int, periods.Quarter], OutcomeReading]


@dataclass(frozen=True, slots=True)
class Due:
    """A measure of an agreed plan in a quarter: its reading, or who owes it."""

    plan: MeasurementPlan
    measure: OutcomeMeasure
    reading: OutcomeReading | None


@dataclass(frozen=True, slots=True)
class QuarterOn:
    """A quarter as it stands on the day ``today``. ``earlier_open`` is to be closed first: quarters close in order."""

    period: periods.Quarter
    row: Quarter | None
    due: tuple[Due, ...]
    today: date
    earlier_open: periods.Quarter | None

    @property
    def is_closed(self) -> bool:
        return self.row is not None and self.row.state == QuarterState.CLOSED

    @property
    def has_ended(self) -> bool:
        return self.today > self.period.last_day

    @property
    def due_on(self) -> date:
        return self.period.last_day + timedelta(days=settings.QUARTER_DUE_DAYS)

    @property
    def days_late(self) -> int:
        return max(0, (self.today - self.due_on).days)

    @property
    def missing(self) -> tuple[Due, ...]:
        return tuple(one for one in self.due if one.reading is None)


def closed_quarter_of(day: date) -> Quarter | None:
    """The closed quarter that holds ``day``; nothing where it is still open."""
    period = periods.Quarter.containing(day)
    closed = Quarter.objects.filter(state=QuarterState.CLOSED, financial_year=period.year.start, number=period.number)
    return closed.first()


def quarters(today: date) -> list[QuarterOn]:
    """From the first in which something is to be reported to the one that holds ``today``, newest first. Three
    queries."""
    plans = _agreed_plans()
    rows = {period_of(row): row for row in Quarter.objects.select_related("closed_by")}
    first = _first(plans, rows)
    if first is None:
        return []
    readings = _readings({measure.pk for _, measures in plans for measure in measures})
    found: list[QuarterOn] = []
    still_open: periods.Quarter | None = None
    for period in first.until(max([periods.Quarter.containing(today), *rows])):
        one = QuarterOn(period, rows.get(period), _due(plans, readings, period), today, still_open)
        found.append(one)
        still_open = still_open or (None if one.is_closed else period)
    return found[::-1]


def quarter_on(period: periods.Quarter, today: date) -> QuarterOn | None:
    """The quarter as it stands; nothing for one before the first or after ``today``."""
    return next((found for found in quarters(today) if found.period == period), None)


def period_of(row: Quarter) -> periods.Quarter:
    return periods.Quarter(row.financial_year, row.number)


def quarter_of_reading(reading: OutcomeReading) -> periods.Quarter:
    return periods.Quarter.containing(reading.period_end - timedelta(days=1))


def _agreed_plans() -> Plans:
    """Each with its measures, of which an agreed plan has one at least; by initiative, the newest version last."""
    lines = PlanMeasure.objects.filter(plan__state=MeasurementPlanState.AGREED)
    ordered = ("plan__initiative__order", "plan__initiative", "plan__version", "measure__order", "measure")
    found: dict[int, tuple[MeasurementPlan, list[OutcomeMeasure]]] = {}
    for line in lines.select_related("plan__initiative", "measure").order_by(*ordered):
        found.setdefault(line.plan_id, (line.plan, []))[1].append(line.measure)
    return list(found.values())


def _first(plans: Plans, rows: Iterable[periods.Quarter]) -> periods.Quarter | None:
    """Nothing is claimed before a plan is agreed, so that the first plan opens the first quarter."""
    agreed = [periods.Quarter.containing(localdate(plan.agreed_at)) for plan, _ in plans if plan.agreed_at]
    return min([*agreed, *rows], default=None)


def _readings(measures: set[int]) -> Readings:
    """The newest reading of each measure and quarter that stands, not restated by a later one."""
    found = OutcomeReading.objects.filter(measure__in=measures, restated_by__isnull=True).order_by("period_end", "pk")
    found = found.select_related("source", "recorded_by", "restates")
    return {(reading.measure_id, quarter_of_reading(reading)): reading for reading in found}


def _due(plans: Plans, readings: Readings, period: periods.Quarter) -> tuple[Due, ...]:
    newest = {
        plan.initiative_id: (plan, measures)
        for plan, measures in plans
        if plan.agreed_at and localdate(plan.agreed_at) <= period.last_day
    }
    return tuple(
        Due(plan, measure, readings.get((measure.pk, period)))
        for plan, measures in newest.values()
        for measure in measures
    )


def labels(due: Iterable[Due]) -> dict[int, str]:
    """A name for each measure by its number, which no other measure of its initiative has."""
    found = list(due)
    names = Counter((one.plan.initiative_id, one.measure.name) for one in found)
    return {
        one.measure.pk: one.measure.name if names[one.plan.initiative_id, one.measure.name] == 1 else one.measure.slug
        for one in found
    }
