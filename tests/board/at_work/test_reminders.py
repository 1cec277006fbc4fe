"""Reminders of actions: once as one falls due, weekly while it is late, none once it is done, and no amount in them."""

from datetime import UTC, date, datetime

import pytest

from apps.board.models import Meeting
from apps.board.reminders import remind
from apps.board.selectors.keepers import keepers, waiting_for
from apps.board.services.actions import update_action
from apps.board.tasks import remind as task
from apps.board.vocabulary import ActionState
from apps.core.models import AuditEntry, Notification
from tests.board.at_work.made import AT, COMMITTEE, action
from tests.fixtures import person

pytestmark = pytest.mark.usefixtures("report", "manager_user", "finance_user", "board_user")
DUE = date(2026, 4, 1)


def on(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 6, 40, tzinfo=UTC)


def set_one(**more: object):
    return action(Meeting.objects.get(slug=COMMITTEE), due=DUE, **more)


def test_a_week_before_the_day_after_and_weekly():
    set_one()
    days = [date.fromordinal(date(2026, 3, 1).toordinal() + n) for n in range(60)]
    sent = [day for day in days if remind(at=on(day))]
    assert sent == [date(2026, 3, 25), date(2026, 4, 2), date(2026, 4, 9), date(2026, 4, 16), date(2026, 4, 23)]
    assert {n.person.username for n in Notification.objects.all()} == {p.username for p in keepers()}
    assert "board" not in {p.username for p in keepers()}


def test_what_is_done_reminds_nobody_and_a_later_day_waits():
    row = set_one()
    asked = {"action_id": row.pk, "words": "x", "by": person("manager"), "at": AT}
    update_action(version=0, state=ActionState.OPEN, due=date(2026, 6, 1), **asked)
    assert remind(at=on(date(2026, 4, 10))) == 0
    update_action(version=1, state=ActionState.DONE, due=date(2026, 6, 1), **asked)
    assert remind(at=on(date(2026, 7, 10))) == 0


def test_no_amount_leaves_the_service():
    row = set_one(words="Spend £94,000 on it", owner="Budget holder of £94,000")
    assert remind(at=on(date(2026, 4, 2))) == 1
    told = Notification.objects.filter(person=person("manager")).get()
    assert told.text == f"Action {row.pk}, set on 27 January 2026: it was due on 1 April 2026."
    assert told.subject_path == f"/board/actions/{row.pk}/"
    assert AuditEntry.objects.get(action="Sent reminders").by is None


def test_the_daily_e_mail_counts_what_is_overdue():
    row = set_one()
    assert waiting_for(person("manager"), on(DUE)) == []
    assert waiting_for(person("manager"), on(date(2026, 4, 2))) == [f"1 action of the Board is overdue: {row.pk}."]
    assert waiting_for(person("board"), on(date(2026, 4, 2))) == []


def test_the_morning_s_task_reminds_by_the_clock():
    set_one()
    assert task() == 1
