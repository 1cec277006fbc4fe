"""Addresses of the past with what an attacker would write in them: none fails, leads off the site or writes a row."""

import random
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.db import connection
from django.test import Client

from apps.board import middleware
from apps.board.models import Pack
from tests.board.packs.test_restated import january
from tests.fixtures import person, reads_remembered, standing
from tests.initiatives.strange import STRANGE, value
from tests.often import often
from tests.routes import table

SLUG = "2026-01-27-overview-and-scrutiny"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
ELSEWHERE = (
    "//evil.example", "//evil.example/", "/\\evil.example", "\\\\evil.example", "\\/evil.example", "///evil.example",
    "/%2fevil.example", "%2f%2fevil.example", "%5cevil.example", "%5c%5cevil.example", "/%09/evil.example",
    "/\t/evil.example", "/%0a/evil.example", "/%0d%0aLocation:%20https://evil.example", "\r\nSet-Cookie: a=b", "/%00",
    "https://evil.example", "/https:/evil.example", "/https://evil.example", "javascript:alert(1)", "/.//evil.example",
    "/..//evil.example", "/%2e%2e//evil.example", "/@evil.example", "@evil.example",
    ":80@evil.example", "/;evil.example",
    "/?next=//evil.example", "/#//evil.example", "/\u2215\u2215evil.example",
    "/／/evil.example", "/\u200b/evil.example",
    f"/as-at/{SLUG}//evil.example", f"/as-at/{SLUG}/as-at/{SLUG}/", "/published/%2f%2fevil.example/",
    "/sign-in/?next=//evil",
)  # fmt: skip
GENERATED, SEED = often(900), 20260127


@pytest.fixture(scope="module")
def pack(django_db_setup: None, django_db_blocker: Any) -> Iterator[Pack]:
    with standing(django_db_blocker, january) as made, reads_remembered():
        yield made


def client_of(name: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person(name))
    return client


def asked(client: Client, method: str, path: str, query: str = "") -> Any:
    """Over the path as the server gives it to Django: taken apart once."""
    return client.generic(method, "/", PATH_INFO=path.encode().decode("latin-1"), QUERY_STRING=query)


def stays(answer: Any) -> bool:
    """As a browser follows it: backslashes are slashes to it, and tabs and line ends are nothing."""
    to = answer.headers.get("Location", "/").translate(str.maketrans("\\", "/", "\t\r\n"))
    return urlsplit(urljoin("http://testserver/as-at/x/", to)).netloc == "testserver"


def written() -> int:
    """Rows that this transaction has changed in any table; sessions and sign-ins are not the product's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables"
            " WHERE relname !~ '^(django_session|axes_)'"
        )
        return int(cursor.fetchone()[0])


def paths() -> Iterator[str]:
    for slug in (SLUG, "none", "", f"{SLUG}\x00"):
        for tail in ELSEWHERE:
            yield f"/as-at/{slug}{tail}"
            yield f"/as-at/{slug}/{tail}"
            yield f"//as-at/{slug}{tail}"


def test_no_address_of_the_past_leads_off_the_site(pack: Pack, db: None) -> None:
    counts: Counter[int] = Counter()
    for client in (client_of("finance"), Client(raise_request_exception=False)):
        before = written()
        for path in paths():
            for how in (path, quote(path, safe="/%")):
                answer = asked(client, "GET", how, "next=//evil.example")
                assert answer.status_code < 500, how
                assert stays(answer), (how, answer.headers["Location"])
                assert "a=b" not in str(answer.cookies)
                counts[answer.status_code] += 1
        assert written() == before
    print(dict(counts))
    assert counts[302] > 200


def test_generated_addresses_by_every_method(pack: Pack, db: None) -> None:
    chance, counts = random.Random(SEED), Counter[tuple[str, int]]()  # noqa: S311 - the same addresses every time
    clients = [client_of(name) for name in ("board", "manager", "finance", "admin", "adviser")]
    routes, before = table(), written()
    for number in range(GENERATED):
        route = chance.choice(routes)
        tail = route.path(route.sample.replace("{", "").replace("}", ""))
        if number % 2:
            parts = tail.strip("/").split("/")
            parts[chance.randrange(len(parts))] = chance.choice((value(chance, "portage"), chance.choice(STRANGE)))
            tail = f"/{'/'.join(parts)}/"
        method = METHODS[number % len(METHODS)]
        answer = asked(chance.choice(clients), method, f"/as-at/{SLUG}{tail}")
        assert answer.status_code < 500, (method, tail)
        assert stays(answer), tail
        counts[method, answer.status_code] += 1
    print(dict(counts))
    assert written() == before
    refused = sum(n for (method, status), n in counts.items() if method not in ("GET", "HEAD") and status == 405)
    assert refused > GENERATED / 2


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_is_changed_in_the_past_and_the_page_says_so(method: str, pack: Pack, db: None) -> None:
    client, before = client_of("finance"), written()
    for path in ("/", "/deficit/", "/rate-card/draft/", "/board/meetings/add/", "/claims/start/", "//evil.example/"):
        answer = asked(client, method, f"/as-at/{SLUG}{path}")
        text = " ".join(answer.content.decode().split())
        assert answer.status_code == 405
        assert "Nothing is changed in the past" in text
        assert "Nothing was saved." in text
        assert 'href="//' not in text
    assert written() == before


@pytest.mark.parametrize("name", ["board", "manager", "finance", "admin", "adviser"])
def test_every_role_reads_in_the_past_what_it_may_read_now(name: str, pack: Pack, db: None) -> None:
    """A page that may be read as at a meeting and needs nothing but its address: the same right, then as now."""
    client, read = client_of(name), 0
    for route in table():
        if route.method != "GET" or "<" in route.route or not readable(route):
            continue
        now, then = client.get(route.path(route.sample)), client.get(f"/as-at/{SLUG}{route.path(route.sample)}")
        assert then.status_code == now.status_code, route
        read += then.status_code == 200
    assert read > 15


def readable(route: Any) -> bool:
    return middleware.is_readable(route.path(route.sample))


def test_nobody_reads_the_past_without_signing_in(pack: Pack, db: None) -> None:
    for path in ("/", "/deficit/", "/published/", "/healthz"):
        answer = Client().get(f"/as-at/{SLUG}{path}")
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/sign-in/")


def test_pages_that_can_be_read_in_the_past_are_pages(pack: Pack, db: None) -> None:
    assert sum(map(len, middleware.READABLE.values())) > 45
