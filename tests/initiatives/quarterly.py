"""Plans, readings and closings for the tests of quarters. Days are those of 2026: plans are agreed on 28 January."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from apps.core.periods import FinancialYear
from apps.core.periods import Quarter as Period
from apps.initiatives.models import Initiative, OutcomeMeasure, OutcomeReading, Quarter
from apps.initiatives.selectors.quarter_figures import waiting
from apps.initiatives.selectors.quarters import quarter_on
from apps.initiatives.services.quarters import QuarterRead, close_quarter
from tests.fixtures import person
from tests.initiatives.plans import measure

WINTER, SPRING = Period(FinancialYear(2025), 4), Period(FinancialYear(2026), 1)
AFTER_WINTER, AFTER_SPRING = datetime(2026, 4, 20, 9, tzinfo=UTC), datetime(2026, 7, 20, 9, tzinfo=UTC)
NOTE = "Everything that was due is there."


def measure_of(slug: str) -> OutcomeMeasure:
    return measure(Initiative.objects.get(slug=slug))


def logged(slug: str, start: date, end: date, value: str = "41.5", **more: Any) -> OutcomeReading:
    """A reading that the SEND manager logs; ``end`` is the first day after its period."""
    said = {"recorded_at": datetime(2026, 4, 2, 9, tzinfo=UTC), "source_reference": "Tracker", **more}
    return OutcomeReading.objects.create(
        measure=measure_of(slug), period_label=f"{start:%B} to {end:%B}", period_start=start, period_end=end,
        value=Decimal(value), n=121, recorded_by=person("manager"), **said,
    )  # fmt: skip


def restated(reading: OutcomeReading, value: str, at: datetime) -> OutcomeReading:
    return OutcomeReading.objects.create(
        measure=reading.measure, period_label=reading.period_label, period_start=reading.period_start,
        period_end=reading.period_end, value=Decimal(value), n=reading.n, recorded_by=person("manager"),
        recorded_at=at, source_reference="Tracker, corrected", restates=reading,
        restatement_reason="Two children were counted twice.",
    )  # fmt: skip


def read(period: Period, at: datetime) -> QuarterRead:
    """What the page says is missing."""
    found = quarter_on(period, at.date())
    assert found is not None
    return QuarterRead(frozenset(one.measure.pk for one in found.missing), waiting(period).count())


def close(period: Period, at: datetime, **changes: Any) -> Quarter:
    asked = {"period": period, "note": NOTE, "by": person("finance"), "at": at, **changes}
    return close_quarter(**{"read": read(period, at), **asked})
