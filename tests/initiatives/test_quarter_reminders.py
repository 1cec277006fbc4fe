"""Reminders: once as readings fall due, weekly while they are late, and never twice on one day."""

from datetime import UTC, date, datetime

import pytest

from apps.core.errors import NotAllowed, Refused
from apps.core.models import AuditEntry, Notification
from apps.initiatives.reminders import remind
from apps.initiatives.selectors.due_from import due_from
from apps.initiatives.services.quarters import send_reminders
from apps.initiatives.tasks import remind as task
from tests.fixtures import person
from tests.initiatives.plans import agreed
from tests.initiatives.quarterly import AFTER_WINTER, WINTER, close, logged

pytestmark = pytest.mark.usefixtures("report", "manager_user")


def on(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 6, 30, tzinfo=UTC)


def kinds() -> list[str]:
    return [n.kind for n in Notification.objects.filter(person=person("manager")).order_by("created_at")]


def test_a_week_before_the_day_after_and_weekly():
    agreed("portage")
    days = [date.fromordinal(date(2026, 4, 1).toordinal() + n) for n in range(50)]
    sent = [day for day in days if remind(at=on(day.month, day.day))]
    assert sent == [date(2026, 4, 23), *(date(2026, 5, d) for d in (1, 8, 15))]
    assert kinds() == ["due", "overdue", "overdue", "overdue"]


def test_a_day_that_was_missed_is_made_up_for_once():
    agreed("portage")
    assert [remind(at=on(5, day)) for day in (4, 4, 5, 11)] == [1, 0, 0, 1]


def test_says_what_is_missing_and_leads_to_the_quarter():
    agreed("portage")
    remind(at=on(5, 1))
    told = Notification.objects.get()
    assert told.subject_path == "/quarters/2025-26/4/"
    assert told.text == (
        "Quarter 4 of 2025/26: 1 reading was due from the SEND managers on 30 April 2026. Missing: Portage."
    )
    assert [one.person for one in Notification.objects.all()] == due_from()
    assert AuditEntry.objects.get(action="Sent reminders").by is None


def test_nothing_is_sent_for_what_is_there_or_closed():
    agreed("portage")
    logged("portage", date(2026, 1, 1), date(2026, 4, 1))
    assert remind(at=on(5, 1)) == 0
    close(WINTER, AFTER_WINTER)
    assert remind(at=on(5, 20)) == 0


def test_finance_sends_them_once_a_day():
    agreed("portage")
    asked = {"period": WINTER, "by": person("finance"), "at": on(4, 3)}
    assert send_reminders(**asked) == 1
    with pytest.raises(Refused, match="sent today already"):
        send_reminders(**asked)
    assert kinds() == ["due"]


def test_not_before_the_quarters_end_and_not_by_others():
    agreed("portage")
    with pytest.raises(Refused, match="runs to 31 March 2026"):
        send_reminders(period=WINTER, by=person("finance"), at=on(3, 31))
    with pytest.raises(NotAllowed):
        send_reminders(period=WINTER, by=person("manager"), at=on(4, 3))


def test_the_task_runs_on_the_clock():
    assert task() == 0
