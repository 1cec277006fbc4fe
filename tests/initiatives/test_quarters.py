"""Quarters: what is due, what closing keeps, and what may not be changed after."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import AuditEntry
from apps.core.periods import FinancialYear
from apps.core.periods import Quarter as Period
from apps.initiatives.models import Quarter, QuarterFigure
from apps.initiatives.selectors.quarters import closed_quarter_of, quarter_on, quarters
from apps.initiatives.selectors.quarters_restated import restatements
from tests.fixtures import person
from tests.initiatives import quarterly
from tests.initiatives.plans import agreed
from tests.initiatives.quarterly import AFTER_SPRING, AFTER_WINTER, SPRING, WINTER, close, logged

pytestmark = pytest.mark.usefixtures("report")


@pytest.mark.parametrize(
    ("day", "number", "first", "last", "months"),
    [
        (date(2026, 4, 1), 1, date(2026, 4, 1), date(2026, 6, 30), "April to June 2026"),
        (date(2026, 9, 30), 2, date(2026, 7, 1), date(2026, 9, 30), "July to September 2026"),
        (date(2026, 12, 31), 3, date(2026, 10, 1), date(2026, 12, 31), "October to December 2026"),
        (date(2027, 3, 31), 4, date(2027, 1, 1), date(2027, 3, 31), "January to March 2027"),
    ],
)
def test_quarter_of_a_day(day, number, first, last, months):
    quarter = Period.containing(day)
    assert (quarter.year, quarter.number) == (FinancialYear(2026), number)
    assert (quarter.first_day, quarter.last_day, quarter.months) == (first, last, months)


def test_quarters_follow_one_another_and_there_is_no_fifth():
    assert [str(q) for q in WINTER.until(SPRING)] == ["Quarter 4 of 2025/26", "Quarter 1 of 2026/27"]
    with pytest.raises(ValueError, match="5 is not a quarter"):
        Period(FinancialYear(2026), 5)


def test_without_an_agreed_plan_there_is_no_quarter():
    assert quarters(date(2026, 7, 1)) == []


def test_due_from_the_quarter_in_which_the_plan_was_agreed():
    plan = agreed("portage")
    found = quarters(date(2026, 4, 20))
    assert [one.period for one in found] == [SPRING, WINTER]
    winter = found[-1]
    assert [(one.plan, one.reading) for one in winter.due] == [(plan, None)]
    assert (winter.due_on, winter.has_ended, winter.days_late) == (date(2026, 4, 30), True, 0)
    assert quarter_on(WINTER, date(2026, 5, 3)).days_late == 3
    assert quarter_on(Period(FinancialYear(2025), 3), date(2026, 5, 3)) is None


def test_reading_counts_where_its_last_day_falls():
    agreed("portage")
    logged("portage", date(2026, 1, 1), date(2026, 4, 1))
    assert quarter_on(WINTER, date(2026, 4, 2)).missing == ()
    assert len(quarter_on(SPRING, date(2026, 4, 2)).missing) == 1


def test_closing_keeps_the_readings_and_locks_the_quarter():
    agreed("portage")
    reading = logged("portage", date(2026, 1, 1), date(2026, 4, 1))
    row = close(WINTER, AFTER_WINTER)
    assert row.state == "closed"
    figure = QuarterFigure.objects.get(quarter=row)
    assert (figure.label, figure.value) == (reading.measure.name, Decimal("41.5"))
    assert closed_quarter_of(date(2026, 3, 31)) == row
    assert closed_quarter_of(date(2026, 4, 1)) is None
    entry = AuditEntry.objects.get(action="Closed a quarter")
    assert (entry.by, entry.reason, entry.after["missing"]) == (person("finance"), quarterly.NOTE, [])
    with pytest.raises(IntegrityError), transaction.atomic():
        logged("portage", date(2026, 2, 1), date(2026, 3, 1))


def test_what_is_restated_after_closing_stands_beside_what_was_closed():
    agreed("portage")
    reading = logged("portage", date(2026, 1, 1), date(2026, 4, 1))
    row = close(WINTER, AFTER_WINTER)
    assert restatements() == []
    quarterly.restated(reading, "39.5", datetime(2026, 5, 2, tzinfo=UTC))
    (found,) = restatements()
    assert (found.quarter, found.old, found.new, found.by) == (
        WINTER, Decimal("41.5"), Decimal("39.5"), person("manager"),
    )  # fmt: skip
    assert QuarterFigure.objects.get(quarter=row).value == Decimal("41.5")
    assert quarter_on(WINTER, date(2026, 5, 3)).due[0].reading.value == Decimal("39.5")


def test_restated_before_closing_is_no_restatement_of_the_quarter():
    agreed("portage")
    reading = logged("portage", date(2026, 1, 1), date(2026, 4, 1))
    quarterly.restated(reading, "39.5", datetime(2026, 4, 10, tzinfo=UTC))
    row = close(WINTER, AFTER_WINTER)
    assert restatements() == []
    assert QuarterFigure.objects.get(quarter=row).value == Decimal("39.5")


def test_missing_readings_are_said_and_kept_in_the_trail():
    plan = agreed("portage")
    close(WINTER, AFTER_WINTER)
    entry = AuditEntry.objects.get(action="Closed a quarter")
    assert entry.after["missing"] == [f"Portage: {plan.plan_measures.get().measure}"]


def test_not_before_its_end_nor_out_of_order_nor_twice():
    agreed("portage")
    with pytest.raises(Refused, match="runs to 31 March 2026"):
        close(WINTER, datetime(2026, 3, 31, 12, tzinfo=UTC))
    with pytest.raises(Refused, match="close Quarter 4 of 2025/26 first"):
        close(SPRING, AFTER_SPRING)
    assert not Quarter.objects.filter(state="closed").exists()
    close(WINTER, AFTER_WINTER)
    with pytest.raises(Refused, match="was closed by"):
        close(WINTER, AFTER_SPRING)
    close(SPRING, AFTER_SPRING)
    assert Quarter.objects.filter(state="closed").count() == 2


def test_stale_where_a_reading_came_meanwhile():
    agreed("portage")
    seen = quarterly.read(WINTER, AFTER_WINTER)
    logged("portage", date(2026, 1, 1), date(2026, 4, 1))
    with pytest.raises(Stale) as error:
        close(WINTER, AFTER_WINTER, read=seen)
    assert error.value.differences[0].startswith("Reported meanwhile: Portage")
    assert closed_quarter_of(WINTER.last_day) is None


@pytest.mark.parametrize("role", ["board", "manager", "adviser"])
def test_only_finance_closes(role):
    agreed("portage")
    with pytest.raises(NotAllowed):
        close(WINTER, AFTER_WINTER, by=person(role))


def test_database_refuses_to_close_too_early_or_out_of_order():
    agreed("portage")
    close(WINTER, AFTER_WINTER)
    by = {"state": "closed", "closed_by": person("finance"), "closed_at": AFTER_WINTER}
    with pytest.raises(IntegrityError, match="after its last day"), transaction.atomic():
        Quarter.objects.create(financial_year=2026, number=1, **by)
    with pytest.raises(IntegrityError, match="closed in order"), transaction.atomic():
        Quarter.objects.create(financial_year=2025, number=3, **by)
