"""Tokens: issued and revoked by an administrator, shown once, kept as a hash, on the trail."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.board.feed.forms import DataTokenForm
from apps.board.models import DataToken
from apps.board.services.tokens import issue_data_token, revoke_data_token
from apps.core.errors import NotAllowed, Refused
from apps.core.models import AuditEntry, User

SECRET_LENGTH = len("drb_") + 43  # 256 bits


@pytest.fixture
def administrator(client: Client, admin_user: User) -> Client:
    client.force_login(admin_user)
    return client


def issue(client: Client, name: str = "Finance’s Power BI", days: int = 30) -> str:
    """Through the form; returns the secret that the page shows."""
    last_day = timezone.localdate() + timedelta(days=days)
    response = client.post("/data/tokens/", {"name": name, "last_day": last_day.isoformat()})
    assert response.status_code == 200
    return str(response.context["secret"])


def test_issue_shows_the_token_once_and_keeps_its_hash(administrator: Client) -> None:
    last_day = timezone.localdate() + timedelta(days=30)
    response = administrator.post("/data/tokens/", {"name": "Reports", "last_day": last_day.isoformat()})
    secret = response.context["secret"]
    assert len(secret) == SECRET_LENGTH
    assert secret in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    token = DataToken.objects.get()
    assert token.token_hash == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in str([vars(row) for row in (token, *AuditEntry.objects.all())])
    page = administrator.get("/data/tokens/").content.decode()
    assert secret not in page
    assert token.ending in page
    assert administrator.get("/data/funds.csv", headers={"Authorization": f"Bearer {secret}"}).status_code == 200


def test_two_tokens_differ(administrator: Client) -> None:
    assert issue(administrator, "One") != issue(administrator, "Two")


def test_a_token_works_to_the_end_of_its_last_day(administrator: Client) -> None:
    issue(administrator, days=0)
    expires = timezone.localtime(DataToken.objects.get().expires_at)
    assert (expires.date(), expires.hour, expires.minute) == (timezone.localdate() + timedelta(days=1), 0, 0)


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({"name": "", "last_day": "2020-01-01"}, "name", "required"),
        ({"name": "A", "last_day": "2020-01-01"}, "last_day", "past"),
        ({"name": "A", "last_day": "9999-01-01"}, "last_day", "a year at the most"),
        ({"name": "A", "last_day": "soon"}, "last_day", "Enter a date"),
        ({"name": "A" * 81, "last_day": ""}, "name", "80"),
    ],
)
def test_the_form_says_what_is_wrong(administrator: Client, data: dict[str, str], field: str, words: str) -> None:
    response = administrator.post("/data/tokens/", data)
    assert response.status_code == 200
    assert words in str(response.context["form"].errors[field])
    assert "<title>Error: " in response.content.decode()
    assert not DataToken.objects.exists()


def test_sending_the_form_again_issues_no_second_token(administrator: Client) -> None:
    issue(administrator)
    last_day = timezone.localdate() + timedelta(days=30)
    again = administrator.post("/data/tokens/", {"name": "finance’s power bi", "last_day": last_day.isoformat()})
    assert "already" in str(again.context["form"].errors["name"])
    assert DataToken.objects.count() == 1


def test_a_name_is_free_again_after_revoking(administrator: Client, admin_user: User) -> None:
    issue(administrator)
    revoke_data_token(pk=DataToken.objects.get().pk, by=admin_user, at=timezone.now())
    issue(administrator)
    assert DataToken.objects.count() == 2


def test_revoking_asks_first_and_then_says_what_happened(administrator: Client) -> None:
    issue(administrator)
    token = DataToken.objects.get()
    url = f"/data/tokens/{token.pk}/revoke/"
    assert "Revoke the token for" in administrator.get(url).content.decode()
    token.refresh_from_db()
    assert token.revoked_at is None
    response = administrator.post(url, follow=True)
    assert response.redirect_chain == [("/data/tokens/", 302)]
    assert "is revoked" in response.content.decode()
    again = administrator.post(url, follow=True)
    assert "revoked already" in again.content.decode()
    assert administrator.get("/data/tokens/999999/revoke/").status_code == 404


def test_issue_and_revoke_are_on_the_trail(administrator: Client, admin_user: User) -> None:
    issue(administrator)
    token = DataToken.objects.get()
    administrator.post(f"/data/tokens/{token.pk}/revoke/")
    trail = AuditEntry.objects.filter(subject_type="board.datatoken").order_by("pk")
    assert [(e.action, e.by, e.subject_id) for e in trail] == [
        ("Issued data token", admin_user, str(token.pk)),
        ("Revoked data token", admin_user, str(token.pk)),
    ]
    assert trail[0].after["ending"] == token.ending


@pytest.mark.parametrize("days", [0, -1, 368])
def test_the_service_refuses_a_life_that_is_too_long_or_over(days: int, admin_user: User) -> None:
    now = timezone.now()
    with pytest.raises(Refused, match="one day to one year"):
        issue_data_token(name="A", expires_at=now + timedelta(days=days), by=admin_user, at=now)


def test_the_services_refuse_others(finance_user: User, admin_user: User) -> None:
    now = timezone.now()
    with pytest.raises(NotAllowed):
        issue_data_token(name="A", expires_at=now + timedelta(days=1), by=finance_user, at=now)
    token, _ = issue_data_token(name="A", expires_at=now + timedelta(days=1), by=admin_user, at=now)
    with pytest.raises(NotAllowed):
        revoke_data_token(pk=token.pk, by=finance_user, at=now)


def test_the_form_offers_a_year_also_on_29_february() -> None:
    from datetime import date

    assert DataTokenForm(today=date(2028, 2, 29)).latest == date(2029, 2, 28)


def test_pages_ask_the_database_equally_often(administrator: Client, django_assert_max_num_queries: Any) -> None:
    issue(administrator, "One")
    with django_assert_max_num_queries(14):
        administrator.get("/data/tokens/")
    for number in range(5):
        issue(administrator, f"More {number}")
    with django_assert_max_num_queries(14):
        administrator.get("/data/tokens/")
    with django_assert_max_num_queries(45):
        administrator.get("/data/")
