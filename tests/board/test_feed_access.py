"""Who may read the feed: roles, tokens, and what a token does not open."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from apps.board.data_sets.registry import DATA_SETS
from apps.board.models import DataToken
from apps.board.services.tokens import issue_data_token, revoke_data_token
from apps.core.models import User
from tests.fixtures import person

ROLES = ("board", "manager", "finance", "admin", "adviser")
SETS = [f"/data/{d.slug}.{kind}" for d in DATA_SETS for kind in ("csv", "json")]
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def token(admin_user: User) -> tuple[DataToken, str]:
    now = timezone.now()
    return issue_data_token(name="Finance’s Power BI", expires_at=now + timedelta(days=30), by=admin_user, at=now)


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


@pytest.mark.parametrize("role", ROLES)
def test_every_role_reads_every_data_set(role: str, client: Client, report: None) -> None:
    client.force_login(person(role))
    assert client.get("/data/").status_code == 200
    assert {client.get(url).status_code for url in SETS} == {200}


def test_an_account_without_a_role_reads_nothing(client: Client, report: None) -> None:
    client.force_login(User.objects.create_user("nobody"))
    assert {client.get(url).status_code for url in ["/data/", *SETS]} == {403}


@pytest.mark.parametrize("role", ROLES)
def test_only_the_administrator_manages_tokens(role: str, client: Client, token: tuple[DataToken, str]) -> None:
    client.force_login(person(role))
    urls = ["/data/tokens/", f"/data/tokens/{token[0].pk}/revoke/"]
    assert {client.get(url).status_code for url in urls} == {200 if role == "admin" else 403}
    if role != "admin":
        assert {client.post(url).status_code for url in urls} == {403}
        assert DataToken.objects.filter(revoked_at__isnull=True).count() == 1
    assert (b"/data/tokens/" in client.get("/data/").content) == (role == "admin")


@pytest.mark.parametrize("url", ["/data/", "/data/positions.csv", "/data/positions.json", "/data/tokens/"])
def test_a_stranger_with_a_browser_is_asked_to_sign_in(url: str, client: Client, db: None) -> None:
    response = client.get(url, headers=BROWSER)
    assert response.status_code == 302
    assert response["Location"].endswith(f"?next={url}")


@pytest.mark.parametrize("url", SETS)
def test_a_program_without_a_token_is_told_so(url: str, client: Client, db: None) -> None:
    response = client.get(url, headers={"Accept": "*/*"})
    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("url", SETS)
def test_a_live_token_reads_every_data_set(url: str, client: Client, token: tuple[DataToken, str]) -> None:
    response = client.get(url, headers=bearer(token[1]))
    assert response.status_code == 200
    assert "sessionid" not in response.cookies
    assert not response.cookies


@pytest.mark.parametrize("url", ["/", "/data/", "/data/tokens/", "/places/", "/deficit/"])
def test_a_token_opens_nothing_else(url: str, client: Client, token: tuple[DataToken, str]) -> None:
    response = client.get(url, headers=bearer(token[1]))
    assert response.status_code == 302
    assert "/sign-in/" in response["Location"]


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Bearer nonsense", "Basic YTpi", "Bearer \x00", "Bearer " + "x" * 5000, "drb_only"],
)
def test_a_malformed_header_is_refused(header: str, client: Client, token: tuple[DataToken, str]) -> None:
    response = client.get("/data/positions.json", headers={"Authorization": header})
    assert response.status_code == 401
    assert response.json()["error"].endswith(".")
    assert 'error="invalid_token"' in response["WWW-Authenticate"]
    assert response["Cache-Control"] == "no-store"


def test_the_hash_is_no_token(client: Client, token: tuple[DataToken, str]) -> None:
    assert client.get("/data/positions.csv", headers=bearer(token[0].token_hash)).status_code == 401


def test_a_wrong_token_is_refused_even_to_the_signed_in(client: Client, board_user: User) -> None:
    client.force_login(board_user)
    assert client.get("/data/positions.csv", headers=bearer("nonsense")).status_code == 401


def test_a_revoked_token_is_refused(client: Client, token: tuple[DataToken, str], admin_user: User) -> None:
    revoke_data_token(pk=token[0].pk, by=admin_user, at=timezone.now())
    response = client.get("/data/positions.csv", headers=bearer(token[1]))
    assert response.status_code == 401
    assert response["Content-Type"].startswith("text/plain")
    assert "revoked" in response.content.decode()


def test_an_expired_token_is_refused(client: Client, token: tuple[DataToken, str]) -> None:
    DataToken.objects.update(expires_at=timezone.now())
    response = client.get("/data/positions.json", headers=bearer(token[1]))
    assert response.status_code == 401
    assert "expired" in response.json()["error"]


def test_use_is_noted_once_a_minute(client: Client, token: tuple[DataToken, str]) -> None:
    def use() -> object:
        assert client.get("/data/funds.csv", headers=bearer(token[1])).status_code == 200
        return DataToken.objects.get(pk=token[0].pk).last_used_at

    first = use()
    assert first is not None
    assert use() == first
    DataToken.objects.update(last_used_at=timezone.now() - timedelta(minutes=2))
    assert use() > first  # type: ignore[operator]


def test_an_unknown_data_set_is_not_found(client: Client, token: tuple[DataToken, str]) -> None:
    assert client.get("/data/nothing.csv", headers=bearer(token[1])).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_feed_is_only_read(method: str, client: Client, token: tuple[DataToken, str]) -> None:
    assert getattr(client, method)("/data/positions.csv", headers=bearer(token[1])).status_code == 405
