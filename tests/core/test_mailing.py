"""What goes out: each e-mail once, tried again, on its day; and nothing in it that should stay inside."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connections

from apps.core import digest, mailing
from apps.core.free_text import check_no_child
from apps.core.models import MailPreference, Notification, User
from apps.core.models.notifications import MOST_ATTEMPTS
from apps.core.vocabulary import Mailing, NotificationKind
from tests.core.test_notifications import AT, DUE, RETURNED, SUBMITTED, someone, tell

HERE = "tests.core.test_mailing"
refuses: Counter[str] = Counter()  # recipients, and how often the mail server still refuses each


class Refusing(EmailBackend):
    def send_messages(self, messages):
        for message in messages:
            if refuses[message.to[0]] > 0:
                refuses[message.to[0]] -= 1
                raise ConnectionRefusedError("nobody listens")
        return super().send_messages(messages)


class Slow(EmailBackend):
    def send_messages(self, messages):
        time.sleep(0.02)
        return super().send_messages(messages)


class Lost(EmailBackend):
    """Takes the e-mail, and the worker is gone before it can note so."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise KeyboardInterrupt


def waits_for(person: User, at: object) -> list[str]:
    return [f"2 claims wait for {person.username}; the oldest since 20 January."]


def waits_for_nobody(person: User, at: object) -> list[str]:
    return []


def breaks(person: User, at: object) -> list[str]:
    raise RuntimeError("no such table")


def tells_too_much(person: User, at: object) -> list[str]:
    return ["Worth £94k.", "Pupil H801200001001.", "Quarter 3 closes on 31 January."]


def recipients() -> Counter[str]:
    return Counter(message.to[0] for message in mail.outbox)


@pytest.mark.django_db
def test_each_row_is_sent_once():
    tell(someone())
    assert mailing.send_waiting(at=AT) == 1
    assert mailing.send_waiting(at=AT) == 0
    note = Notification.objects.get()
    assert (note.sent_at, note.attempts, note.last_error) == (AT, 1, "")
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_mail_holds_reference_link_and_headers(settings):
    settings.SITE_URL = "https://deficit.example.gov.uk"
    tell(someone(), subject_label="Claim\r\nBcc: all@example.org", text="It’s <b>returned</b> & waits.")
    mailing.send_waiting(at=AT)
    (sent,) = mail.outbox
    whole = sent.message()
    assert sent.subject == "Returned: Claim Bcc: all@example.org"
    assert (whole["Bcc"], whole["To"]) == (None, "one@example.org")
    assert whole["Auto-Submitted"] == "auto-generated"
    assert whole["Message-ID"]
    assert (whole.get_content_type(), whole.is_multipart()) == ("text/plain", False)
    assert "It’s <b>returned</b> & waits." in sent.body
    assert "https://deficit.example.gov.uk/claims/12/\n" in sent.body
    assert "https://deficit.example.gov.uk/preferences/" in sent.body


@pytest.mark.django_db
@pytest.mark.parametrize("kind", NotificationKind.told())
def test_choice_decides_what_goes_out(kind):
    """At once, in the daily e-mail alone, or not at all; each row is kept."""
    for name in Mailing:
        MailPreference.objects.create(person=someone(name.value), kind=kind, mailing=name)
    tell(*User.objects.all(), kind=kind)
    mailing.send_waiting(at=AT)
    assert recipients() == {"at_once@example.org": 1}
    digest.write_digests(at=AT)
    mailing.send_waiting(at=AT)
    assert recipients() == {"at_once@example.org": 1, "digest@example.org": 1}
    assert Notification.objects.exclude(kind=NotificationKind.DIGEST).count() == 3


@pytest.mark.django_db
def test_address_taken_away_before_it_is_sent():
    tell(someone(), someone("two"))
    User.objects.filter(username="one").update(email="")
    User.objects.filter(username="two").update(is_active=False)
    assert mailing.send_waiting(at=AT) == 0
    assert mail.outbox == []
    assert {n.mailing for n in Notification.objects.all()} == {Mailing.NEVER}


@pytest.mark.django_db
def test_refused_mail_is_tried_five_times_and_others_go_out(settings):
    settings.EMAIL_BACKEND = f"{HERE}.Refusing"
    refuses["one@example.org"] = 99
    tell(someone(), someone("two"))
    at, tried = AT, []
    for _ in range(60 * 24):
        before = refuses["one@example.org"]
        mailing.send_waiting(at=at)
        if refuses["one@example.org"] < before:
            tried.append(at - AT)
        at += timedelta(minutes=1)
    refuses.clear()
    assert [t.total_seconds() / 60 for t in tried] == [0, 1, 11, 71, 431]
    assert recipients() == {"two@example.org": 1}
    note = Notification.objects.get(person__username="one")
    assert (note.attempts, note.sent_at, note.next_attempt_at) == (MOST_ATTEMPTS, None, None)
    assert note.last_error == "ConnectionRefusedError: nobody listens"


@pytest.mark.django_db
def test_refused_mail_goes_out_once_when_the_server_is_back(settings):
    settings.EMAIL_BACKEND = f"{HERE}.Refusing"
    refuses["one@example.org"] = 2
    tell(someone())
    for minutes in range(30):
        mailing.send_waiting(at=AT + timedelta(minutes=minutes))
    note = Notification.objects.get()
    assert (note.attempts, note.sent_at, note.last_error) == (3, AT + timedelta(minutes=11), "")
    assert len(mail.outbox) == 1


def at_once(*work: Callable[[], object]) -> list[object]:
    """Each in a thread and with a database connection of its own, begun together."""
    start, answers = threading.Barrier(len(work)), [None] * len(work)

    def run(number: int) -> None:
        start.wait()
        try:
            answers[number] = work[number]()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(work))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
def test_two_senders_send_each_mail_once(settings):
    settings.EMAIL_BACKEND = f"{HERE}.Slow"
    people = [someone(f"p{n}") for n in range(20)]
    tell(*people)
    shares = at_once(*[lambda: mailing.send_waiting(at=AT)] * 2)
    assert sum(shares) == 20
    assert min(shares) > 0
    assert recipients() == {p.email: 1 for p in people}


@pytest.mark.django_db(transaction=True)
def test_two_digest_tasks_write_one_mail_each(settings):
    settings.DIGEST_SECTIONS = [f"{HERE}.waits_for"]
    people = [someone(f"p{n}") for n in range(10)]
    tell(*people, kind=SUBMITTED)
    written = at_once(*[lambda: digest.write_digests(at=AT)] * 2)
    assert sum(written) == 10
    mailing.send_waiting(at=AT)
    assert recipients() == {p.email: 1 for p in people}


@pytest.mark.django_db(transaction=True)
def test_two_reminders_at_once_are_one_row():
    person = someone()
    at_once(*[lambda: tell(person, kind=DUE)] * 4)
    assert Notification.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_lost_worker_sends_again_no_more_than_the_one_in_flight(settings):
    tell(*[someone(f"p{n}") for n in range(5)])
    locmem, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{HERE}.Lost"
    with pytest.raises(KeyboardInterrupt):
        mailing.send_waiting(at=AT)
    settings.EMAIL_BACKEND = locmem
    mailing.send_waiting(at=AT)
    assert sorted(recipients().values()) == [1, 1, 1, 1, 2]


@pytest.mark.django_db
def test_daily_mail_holds_what_waits_and_what_happened(settings):
    settings.DIGEST_SECTIONS = [f"{HERE}.waits_for"]
    person = someone()
    tell(person, kind=SUBMITTED, text="A claim was submitted.")
    assert digest.write_digests(at=AT) == 1
    mailing.send_waiting(at=AT)
    (sent,) = mail.outbox
    assert sent.subject == "What waits for you on 27 January 2026"
    assert "- 2 claims wait for one; the oldest since 20 January.\n" in sent.body
    assert "- Submitted, Claim 12: A claim was submitted.\n  " in sent.body
    assert f"{configured.SITE_URL}/claims/12/\n" in sent.body
    assert Notification.objects.get(kind=SUBMITTED).sent_at == AT


@pytest.mark.django_db
def test_daily_mail_comes_once_a_day_and_says_nothing_twice():
    person = someone()
    tell(person, kind=SUBMITTED, subject_label="Claim 12")
    written = [digest.write_digests(at=AT), digest.write_digests(at=AT)]
    tell(person, kind=SUBMITTED, subject_label="Claim 13")
    written += [digest.write_digests(at=AT), digest.write_digests(at=AT + timedelta(days=1))]
    mailing.send_waiting(at=AT + timedelta(days=1))
    assert written == [1, 0, 0, 1]
    assert [("Claim 12" in m.body, "Claim 13" in m.body) for m in mail.outbox] == [(True, False), (False, True)]


@pytest.mark.django_db
@pytest.mark.parametrize("sections", [[], [f"{HERE}.waits_for_nobody"]])
def test_no_daily_mail_when_nothing_waits(settings, sections):
    settings.DIGEST_SECTIONS = sections
    tell(someone(), kind=RETURNED)
    someone("nowhere", email="")
    assert digest.write_digests(at=AT) == 0


@pytest.mark.django_db
def test_daily_mail_not_wanted_still_brings_what_was_asked_for_daily(settings):
    settings.DIGEST_SECTIONS = [f"{HERE}.waits_for"]
    person, other = someone(), someone("other")
    for one in (person, other):
        MailPreference.objects.create(person=one, kind="digest", mailing=Mailing.NEVER)
    tell(person, kind=SUBMITTED)
    assert digest.write_digests(at=AT) == 1
    mailing.send_waiting(at=AT)
    assert recipients() == {"one@example.org": 1}
    assert "claims wait" not in mail.outbox[0].body
    assert "Claim 12" in mail.outbox[0].body


@pytest.mark.django_db
def test_section_that_fails_or_tells_too_much_is_left_out(settings, caplog):
    settings.DIGEST_SECTIONS = [f"{HERE}.{name}" for name in ("breaks", "tells_too_much", "waits_for")]
    someone()
    assert digest.write_digests(at=AT) == 1
    mailing.send_waiting(at=AT)
    body = mail.outbox[0].body
    assert [line for line in body.splitlines() if line.startswith("- ")] == [
        "- Quarter 3 closes on 31 January.",
        "- 2 claims wait for one; the oldest since 20 January.",
    ]
    assert "goes out without the section breaks" in caplog.text
    assert "H801200001001" not in caplog.text


@pytest.mark.django_db
def test_nothing_that_is_sent_points_to_a_child_or_names_an_amount(settings):
    settings.DIGEST_SECTIONS = [f"{HERE}.waits_for", f"{HERE}.tells_too_much"]
    person = someone()
    for kind in NotificationKind.told():
        tell(person, kind=kind)
    digest.write_digests(at=AT)
    mailing.send_waiting(at=AT)
    assert len(mail.outbox) == 5  # four at once; the daily one holds what was submitted
    for sent in mail.outbox:
        whole = f"{sent.subject}\n{sent.body}"
        check_no_child(whole)
        assert "£" not in whole


def test_tasks_are_known_to_the_worker_and_asked_for_by_beat():
    from config.celery import app

    app.loader.import_default_modules()
    schedule = configured.CELERY_BEAT_SCHEDULE
    assert {"core.send_mail", "core.send_digest"} <= set(app.tasks)
    assert {each["task"] for each in schedule.values()} <= set(app.tasks)
    assert schedule["send-mail"]["schedule"] == 60
    daily = schedule["send-digest"]["schedule"]
    assert (daily.hour, daily.minute, app.conf.timezone) == ({7}, {0}, "Europe/London")


@pytest.mark.django_db(transaction=True)
def test_tasks_send(settings):
    from apps.core.tasks import send_digest, send_mail

    settings.DIGEST_SECTIONS = [f"{HERE}.waits_for"]
    tell(someone())
    assert send_mail.apply().get() == 1
    assert send_digest.apply().get() == 1
