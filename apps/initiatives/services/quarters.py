"""Closes a quarter, and sends its reminders when somebody asks for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils.timezone import localdate

from apps.core import periods
from apps.core.errors import Refused, Stale
from apps.core.models import User
from apps.core.services.audit import record_change
from apps.initiatives import reminders
from apps.initiatives.models import Quarter, QuarterFigure
from apps.initiatives.permissions import check_can_close_quarter
from apps.initiatives.selectors.quarter_figures import Figure, approved_figures, waiting
from apps.initiatives.selectors.quarters import Due, QuarterOn, labels, quarter_on
from apps.initiatives.vocabulary import QuarterState


@dataclass(frozen=True, slots=True)
class QuarterRead:
    """What the page said was missing as it was read: numbers of measures, and how many claims wait."""

    missing: frozenset[int]
    waiting: int


@transaction.atomic
def close_quarter(*, period: periods.Quarter, note: str, read: QuarterRead, by: User, at: datetime) -> Quarter:
    """Closes it for good and stores its figures as they stand. Raises ``Refused`` before its end, out of order or where
    it is closed, and ``Stale`` where something was reported or decided since it was read."""
    check_can_close_quarter(by)
    _hold_readings()
    row = Quarter.objects.select_for_update(of=("self",)).get(pk=reminders.row_of(period).pk)
    quarter = _to_close(period, at)
    waits = waiting(period).count()
    _check_read(quarter, waits, read)
    row.state, row.closed_by, row.closed_at, row.note = QuarterState.CLOSED, by, at, note
    row.full_clean()
    row.save()
    figures = [*reading_figures(quarter.due), *approved_figures(period, at)]
    QuarterFigure.objects.bulk_create(
        QuarterFigure(quarter=row, initiative_id=f.initiative, label=f.label, unit=f.unit, value=f.value)
        for f in figures
    )
    missing = [f"{one.plan.initiative}: {one.measure}" for one in quarter.missing]
    record_change(
        by=by,
        at=at,
        action="Closed a quarter",
        subject=row,
        before={"state": QuarterState.OPEN.value},
        after={"state": row.state, "figures": len(figures), "missing": missing, "waiting": waits},
        reason=note,
    )
    return row


def send_reminders(*, period: periods.Quarter, by: User, at: datetime) -> int:
    """Reminds SEND managers now; how many they are. Once a day at most."""
    check_can_close_quarter(by)
    quarter = _ended(period, at)
    if quarter.is_closed:
        raise Refused(f"{period} is closed: nothing is due in it any more.")
    if not quarter.missing:
        raise Refused(f"Every reading of {period} is there: there is nothing to remind anybody of.")
    if reminders.last_reminded(quarter) == quarter.today:
        raise Refused(f"Reminders for {period} were sent today already. Send them again tomorrow.")
    return reminders.send(quarter, by=by, at=at)


def reading_figures(due: Iterable[Due]) -> list[Figure]:
    """Each reading that is there, in its measure's unit."""
    found = list(due)
    named = labels(found)
    return [
        Figure(one.plan.initiative_id, named[one.measure.pk], one.measure.get_unit_display(), one.reading.value)
        for one in found
        if one.reading
    ]


def _hold_readings() -> None:
    """Waits for readings that are being logged, and lets none in until the quarter is closed."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE initiatives_outcomereading IN SHARE MODE")


def _ended(period: periods.Quarter, at: datetime) -> QuarterOn:
    quarter = quarter_on(period, localdate(at))
    if quarter is None:
        raise Refused(f"Nothing is reported for {period}.")
    if not quarter.has_ended:
        last = period.last_day
        raise Refused(f"{period} runs to {last.day} {last:%B %Y}: come back after that day.")
    return quarter


def _to_close(period: periods.Quarter, at: datetime) -> QuarterOn:
    quarter = _ended(period, at)
    if quarter.is_closed and quarter.row:
        raise Refused(f"{period} was closed by {quarter.row.closed_by} already.")
    if quarter.earlier_open:
        raise Refused(f"Quarters are closed in order: close {quarter.earlier_open} first.")
    return quarter


def _check_read(quarter: QuarterOn, waits: int, read: QuarterRead) -> None:
    missing = {one.measure.pk: f"{one.plan.initiative}, {one.measure}" for one in quarter.missing}
    named = {one.measure.pk: f"{one.plan.initiative}, {one.measure}" for one in quarter.due}
    differences = [f"Reported meanwhile: {named[pk]}." for pk in read.missing - missing.keys() if pk in named]
    differences += [f"Missing meanwhile: {missing[pk]}." for pk in missing.keys() - read.missing]
    if waits != read.waiting:
        differences.append(f"Claims that wait for a decision: {waits}; you read {read.waiting}.")
    if differences:
        raise Stale("What is missing changed since you read it. The quarter is still open.", differences)
