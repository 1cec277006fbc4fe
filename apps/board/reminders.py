"""Reminds those who keep the Board's actions: once as one falls due, then weekly while it is late."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.timezone import localdate

from apps.board.selectors.actions import ActionNow, open_actions
from apps.board.selectors.keepers import keepers
from apps.core.models import Notification
from apps.core.services.audit import record_change
from apps.core.services.notify import notify
from apps.core.vocabulary import NotificationKind

WARNED_BEFORE = AGAIN_AFTER = timedelta(days=7)


def remind(*, at: datetime) -> int:
    """The day's reminders; how many actions they were about. A day that was missed is made up for on the next."""
    today = localdate(at)
    asked = [one for one in open_actions() if is_time(one, today)]
    for one in asked:
        send(one, at=at)
    return len(asked)


def is_time(one: ActionNow, today: date) -> bool:
    """Whether it falls due within a week (said once) or is late (said weekly)."""
    if today < one.due - WARNED_BEFORE:
        return False
    last = last_reminded(one, today)
    if last is None:
        return True
    return last + AGAIN_AFTER <= today if one.is_overdue(today) else last < one.due - WARNED_BEFORE


def last_reminded(one: ActionNow, today: date) -> date | None:
    """The day of the newest reminder of the kind that is right today: what is overdue is said anew."""
    told = Notification.objects.filter(subject_path=path_of(one), kind=kind_of(one, today))
    newest = told.aggregate(at=Max("created_at"))["at"]
    return localdate(newest) if newest else None


@transaction.atomic
def send(one: ActionNow, *, at: datetime) -> int:
    """Tells those who keep actions; how many they are."""
    people, today = keepers(), localdate(at)
    notify(
        people=people, kind=kind_of(one, today), text=text_of(one, today), subject_label=f"Action {one.action.pk}",
        path=path_of(one), at=at,
    )  # fmt: skip
    after = {"due": one.due.isoformat(), "people": len(people)}
    record_change(by=None, at=at, action="Sent reminders", subject=one.action, after=after)
    return len(people)


def kind_of(one: ActionNow, today: date) -> NotificationKind:
    return NotificationKind.OVERDUE if one.is_overdue(today) else NotificationKind.DUE


def path_of(one: ActionNow) -> str:
    return reverse("board:action", args=[one.action.pk])


def text_of(one: ActionNow, today: date) -> str:
    """The role and the day, not the action's words: they may name an amount, which no e-mail may."""
    verb = "was" if one.is_overdue(today) else "is"
    meeting = one.action.meeting
    role = "" if "£" in one.action.owner else f" from the {one.action.owner}"
    return f"Action {one.action.pk}, set on {meeting.when}: it {verb} due{role} on {one.due.day} {one.due:%B %Y}."
