"""Reminds SEND managers of readings that are due or overdue: once as they fall due, then weekly while they are late."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.timezone import localdate

from apps.core import periods
from apps.core.models import Notification, User
from apps.core.services.audit import record_change
from apps.core.services.notify import notify
from apps.core.vocabulary import NotificationKind
from apps.initiatives.models import Quarter
from apps.initiatives.selectors.due_from import due_from
from apps.initiatives.selectors.quarters import QuarterOn, quarters

WARNED_BEFORE = AGAIN_AFTER = timedelta(days=7)
NAMED = 10


def remind(*, at: datetime) -> int:
    """The day's reminders; how many quarters they were about. A day that was missed is made up for on the next."""
    asked = [quarter for quarter in quarters(localdate(at)) if is_time(quarter)]
    for quarter in asked:
        send(quarter, by=None, at=at)
    return len(asked)


def is_time(quarter: QuarterOn) -> bool:
    """Whether something is missing and falls due within a week (said once) or is late (said weekly)."""
    if quarter.is_closed or not quarter.missing or quarter.today < quarter.due_on - WARNED_BEFORE:
        return False
    last = last_reminded(quarter)
    if last is None:
        return True
    return last + AGAIN_AFTER <= quarter.today if quarter.days_late else last < quarter.due_on - WARNED_BEFORE


def last_reminded(quarter: QuarterOn) -> date | None:
    """The day of the newest reminder of the kind that is right today: what is overdue is said anew."""
    told = Notification.objects.filter(subject_path=path_of(quarter), kind=kind_of(quarter))
    newest = told.aggregate(at=Max("created_at"))["at"]
    return localdate(newest) if newest else None


@transaction.atomic
def send(quarter: QuarterOn, *, by: User | None, at: datetime) -> int:
    """Tells those from whom the readings are due; how many they are.

    Makes the quarter's row, so that the trail can name it.
    """
    period, missing, row = quarter.period, quarter.missing, row_of(quarter.period)
    people = due_from()
    notify(
        people=people,
        kind=kind_of(quarter),
        text=text_of(quarter),
        subject_label=str(period),
        path=path_of(quarter),
        at=at,
    )
    record_change(
        by=by,
        at=at,
        action="Sent reminders",
        subject=row,
        after={"missing": [f"{one.plan.initiative}: {one.measure}" for one in missing], "people": len(people)},
    )
    return len(people)


def row_of(period: periods.Quarter) -> Quarter:
    """Made with the first reminder or as the quarter is closed."""
    row, _ = Quarter.objects.get_or_create(financial_year=period.year.start, number=period.number)
    return Quarter.objects.get(pk=row.pk)


def kind_of(quarter: QuarterOn) -> NotificationKind:
    return NotificationKind.OVERDUE if quarter.days_late else NotificationKind.DUE


def path_of(quarter: QuarterOn) -> str:
    return reverse("initiatives:quarter", args=[quarter.period.year.slug, quarter.period.number])


def text_of(quarter: QuarterOn) -> str:
    """“Quarter 2 of 2026/27: 3 readings were due from the SEND managers on 30 October 2026. Missing: Portage.”"""
    n, day = len(quarter.missing), quarter.due_on
    verb = ("was" if n == 1 else "were") if quarter.days_late else ("is" if n == 1 else "are")
    names = _first_few(list(dict.fromkeys(str(one.plan.initiative) for one in quarter.missing)))
    noun = "reading" if n == 1 else "readings"
    return f"{quarter.period}: {n} {noun} {verb} due from the SEND managers on {day.day} {day:%B %Y}. Missing: {names}."


def _first_few(names: list[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"{', '.join(names[:NAMED])}{more}"
