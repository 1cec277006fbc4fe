"""Who is told, when it is mailed, and what “Your e-mail” shows and saves."""

from datetime import UTC, datetime, timedelta

import pytest
from celery import Celery
from django.core.exceptions import ValidationError
from django.db import transaction

from apps.core.models import AuditEntry, MailPreference, Notification, User
from apps.core.services import notify as service
from apps.core.services.notify import notify
from apps.core.services.preferences import choose_mail
from apps.core.vocabulary import MAILING_UNLESS_CHOSEN, Mailing, NotificationKind

AT = datetime(2026, 1, 27, 12, tzinfo=UTC)
RETURNED, DUE, SUBMITTED = NotificationKind.RETURNED, NotificationKind.DUE, NotificationKind.SUBMITTED


def someone(name: str = "one", **more: object) -> User:
    return User.objects.create(username=name, **{"email": f"{name}@example.org", **more})


def tell(*people: User, kind: NotificationKind = RETURNED, **more: object) -> None:
    said = {"text": "Finance asks a question.", "subject_label": "Claim 12", "path": "/claims/12/", "at": AT}
    notify(people=people, kind=kind, **{**said, **more})


def choices(**some: str) -> dict[NotificationKind, Mailing]:
    return MAILING_UNLESS_CHOSEN | {NotificationKind(kind): Mailing(mailing) for kind, mailing in some.items()}


@pytest.fixture
def nudges(monkeypatch):
    """The names of the tasks that the worker was told of."""
    named = []

    class App:
        send_task = staticmethod(lambda name, **_: named.append(name))

    monkeypatch.setattr(service, "current_app", App)
    return named


@pytest.mark.django_db(transaction=True)
def test_worker_is_told_after_commit_and_not_before(nudges):
    with transaction.atomic():
        tell(someone())
        assert nudges == []
    assert nudges == ["core.send_mail"]


def tell_and_break(person: User) -> None:
    tell(person)
    assert Notification.objects.count() == 1
    raise RuntimeError


@pytest.mark.django_db(transaction=True)
def test_rollback_tells_nobody(nudges):
    person = someone()
    with pytest.raises(RuntimeError), transaction.atomic():
        tell_and_break(person)
    assert Notification.objects.count() == 0
    assert nudges == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", [SUBMITTED, RETURNED])
def test_worker_is_told_only_of_what_is_mailed_at_once(nudges, kind):
    tell(someone(), kind=kind)
    assert nudges == (["core.send_mail"] if kind == RETURNED else [])


@pytest.mark.django_db(transaction=True)
def test_change_goes_through_without_a_broker(monkeypatch, caplog):
    """A real client, and a port at which nobody listens."""
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)  # Celery would prefer it
    monkeypatch.setattr(service, "current_app", Celery(broker="redis://127.0.0.1:1/0", set_as_current=False))
    with transaction.atomic():
        tell(someone())
    assert Notification.objects.count() == 1
    assert "The broker does not answer" in caplog.text


@pytest.mark.django_db
def test_one_who_did_it_the_inactive_and_the_twice_named():
    did, left, other = someone("did"), someone("left", is_active=False), someone("other")
    tell(did, left, other, other, exclude=did)
    assert [n.person for n in Notification.objects.all()] == [other]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", NotificationKind.told())
@pytest.mark.parametrize("mailing", [None, *Mailing])
def test_own_choice_or_the_usual_one(kind, mailing):
    person, another = someone(), someone("another")
    if mailing:
        MailPreference.objects.create(person=person, kind=kind, mailing=mailing)
    tell(person, another, kind=kind)
    found = {n.person_id: n.mailing for n in Notification.objects.all()}
    assert found == {person.pk: mailing or MAILING_UNLESS_CHOSEN[kind], another.pk: MAILING_UNLESS_CHOSEN[kind]}


def test_usual_choices_are_those_that_were_agreed():
    assert {k.value: m.value for k, m in MAILING_UNLESS_CHOSEN.items()} == {
        "submitted": "digest", "returned": "at_once", "decided": "at_once", "due": "at_once", "overdue": "at_once",
        "digest": "digest",
    }  # fmt: skip


@pytest.mark.django_db
def test_person_without_address_is_told_in_the_product_alone():
    tell(someone(email=""))
    assert Notification.objects.get().mailing == Mailing.NEVER


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "rows"), [(DUE, 3), (NotificationKind.OVERDUE, 3), (RETURNED, 4)])
def test_reminder_is_written_once_a_day_for_each_page(kind, rows):
    person = someone()
    tell(person, kind=kind)
    tell(person, kind=kind, at=AT + timedelta(hours=11))  # 11pm in London
    tell(person, kind=kind, at=AT + timedelta(hours=13))  # 1am, the next day
    tell(person, kind=kind, path="/claims/13/")
    assert Notification.objects.count() == rows


@pytest.mark.django_db
@pytest.mark.parametrize(
    "said",
    [{"text": "Pupil H801200001001 left."}, {"text": "£94k was claimed."}, {"subject_label": "NHS 943 476 5919"}],
)
def test_child_or_amount_is_refused(said):
    with pytest.raises(ValidationError):
        tell(someone(), **said)
    assert Notification.objects.count() == 0


@pytest.mark.django_db
def test_choices_are_saved_and_audited_once():
    person = someone()
    wanted = choices(returned="never", submitted="at_once")
    assert choose_mail(choices=wanted, by=person, at=AT) is True
    assert choose_mail(choices=wanted, by=person, at=AT) is False
    assert {(p.kind, p.mailing) for p in MailPreference.objects.all()} == {
        ("returned", "never"),
        ("submitted", "at_once"),
    }
    entry = AuditEntry.objects.get()
    assert (entry.by, entry.action, entry.subject_id) == (person, "Chose e-mail", str(person.pk))
    assert entry.before == {"submitted": "digest", "returned": "at_once"}
    assert entry.after == {"submitted": "at_once", "returned": "never"}


@pytest.fixture
def page(client, report):
    person = someone("reader", first_name="Reader")
    client.force_login(person)
    client.person = person
    return client


def test_page_shows_choices_and_own_notifications_alone(page):
    tell(page.person)
    tell(someone("another"), subject_label="Claim 99")
    html = page.get("/preferences/").content.decode()
    assert "at once about what is returned, decided, due and overdue; once a day about what is submitted." in html
    assert html.count(" checked") == len(NotificationKind)
    assert 'href="/claims/12/">Claim 12</a>' in html
    assert "Claim 99" not in html


def test_page_is_led_to_from_the_masthead(page):
    assert '<a class="govuk-link" href="/preferences/">Your e-mail</a>' in page.get("/accessibility/").content.decode()


def test_page_says_that_there_is_no_address(page):
    User.objects.filter(pk=page.person.pk).update(email="")
    assert (
        "Nothing is e-mailed to you, because your account has no address." in page.get("/preferences/").content.decode()
    )


def test_form_saves_and_says_so(page):
    sent = {kind.value: mailing.value for kind, mailing in choices(due="never").items()}
    answer = page.post("/preferences/", sent, follow=True)
    assert answer.redirect_chain == [("/preferences/", 302)]
    assert "Your choices are saved." in answer.content.decode()
    assert MailPreference.objects.get().mailing == Mailing.NEVER
    assert "these were your choices already" in page.post("/preferences/", sent, follow=True).content.decode()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"due": "by pigeon"}, "Due: “by pigeon” is not one of the choices."),
        ({"digest": "at_once"}, "Daily e-mail: “at_once” is not one of the choices."),
        ({"overdue": ""}, "Overdue: choose whether it is e-mailed to you."),
    ],
)
def test_form_refuses_in_words_and_saves_nothing(page, sent, sentence):
    whole = {kind.value: mailing.value for kind, mailing in choices(returned="never").items()}
    answer = page.post("/preferences/", whole | sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert answer.context["form"]["returned"].value() == "never"
    assert not MailPreference.objects.exists()
    assert not AuditEntry.objects.filter(action="Chose e-mail").exists()
