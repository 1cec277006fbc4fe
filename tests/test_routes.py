"""Every route × every role, in the table of ``tests/routes.py``; wrong methods, unknown rows, odd parameters."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from django.conf import settings
from django.http import QueryDict
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from tests.fixtures import person, reads_remembered, standing
from tests.routes import ROLES, SIGN_IN, Route, table

ROUTES = table()
GETS = [r for r in ROUTES if r.method == "GET"]
ODD = [
    "", " ", "0", "-1", "1.5", "1e9", "9" * 40, "nan", "None", "null", "<script>", "'; --", "%", "\x00", "é" * 300,
    "🦉", "../..", "[]", "true",
]  # fmt: skip
NAMES = ["page", "sort", "per_page", "_export", "_of", "own", "line", "convention", "month", "opening_month",
         "search", "category", "payer", "stage", "measurement_plan", "next", "initiative", "status", "grade", "mine",
         "noting", "person", "kind", "first_day", "last_day", "year", "point", "first", "second", "scenario",
         "unheard-of", "as_at", "confidence", "displacement", "source", "block", "measure", "with", "data",
         "placement", "counted", "show", "phase", "need", "provision", "state", "owner", "body",
         "decision"]  # fmt: skip
EVERY = "*"


def ids(route: Route) -> str:
    return f"{route.method} /{route.route}"


def written(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route of the product as it is written in the urls."""
    for pattern in patterns:
        whole = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from written(pattern.url_patterns, whole)
        else:
            yield whole or "<root>", pattern


@dataclass(frozen=True)
class Rows:
    tranche: int
    excluded: int
    run: int
    draft: int
    token: int
    claim: int
    open: int
    reading: int
    file: int
    entry: int
    position: int
    sketch: int
    explained: int
    chosen: int
    demand: int
    scheme: int
    census: int
    imported: int
    meeting: str
    item: int
    question: int
    answer: int
    action: int
    packed: str


@pytest.fixture(scope="module")
def rows_made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Rows]:
    """Made once for this file; each test rolls its own changes back, and reads after none of them, so that what is
    remembered holds for every test."""
    with standing(django_db_blocker, make_rows) as made, reads_remembered():
        yield made


@pytest.fixture
def rows(rows_made: Rows, db: None) -> Rows:
    return rows_made


def make_rows() -> Rows:
    """One row of each kind that an address may name."""
    from apps.benchmarking.models import NationalImport
    from apps.board.services.tokens import issue_data_token
    from apps.core.models import AuditEntry
    from apps.deficit.models import Position
    from apps.initiatives.models import OutcomeReading, PlaceExclusion, PlaceTranche, Quarter
    from apps.initiatives.services.claims.start import start_claim
    from apps.initiatives.services.rates import draft_rate_card
    from apps.initiatives.vocabulary import PlacementType
    from tests.board.paper.january import published_after_a_run
    from tests.board.schemes_made import demand
    from tests.deficit.positions_made import draft_with_parts
    from tests.deficit.published import publish_a_run
    from tests.deficit.what_ifs_made import saved
    from tests.initiatives.claims.cases import agree_all, submitted
    from tests.initiatives.schemes.made import read, registered
    from tests.journeys.compared import compare_something
    from tests.journeys.reconciled import explain_something

    now = timezone.now()
    saved()
    scheme = registered()
    run = publish_a_run()
    card = draft_rate_card(
        amounts={PlacementType.INMSS: Decimal(65_000)}, source_reference="ledger", reason="dearer", read_version=1,
        by=person("manager"), at=now,
    )  # fmt: skip
    token, _ = issue_data_token(name="Report", expires_at=now + timedelta(days=9), by=person("admin"), at=now)
    Quarter.objects.create(financial_year=2025, number=4)
    excluded = PlaceExclusion.objects.values_list("tranche_id", flat=True)[0]
    agree_all()
    claim = submitted("dingleys-promise")
    tranche = PlaceTranche.objects.values_list("pk", flat=True)[0]
    begun = start_claim(initiative="portage", key=UUID(int=0), by=person("manager"), at=now)
    reading = OutcomeReading.objects.values_list("pk", flat=True)[0]
    entry = AuditEntry.objects.get(subject_type="initiatives.ratecard").pk
    published = Position.objects.filter(status="published").values_list("pk", flat=True)[0]
    return Rows(
        tranche, excluded, run.pk, card.version, token.pk, claim.pk, begun.pk, reading, attached_file().pk, entry,
        published, draft_with_parts().pk,
        explain_something(now).pk, compare_something(now), demand("secondary", 2026, 120, 150, 200).pk, scheme.pk,
        read(scheme).pk, NationalImport.objects.filter(kind="neighbours").values_list("pk", flat=True)[0],
        *board_rows(), published_after_a_run(files=False).version.paper.slug,
    )  # fmt: skip


def board_rows() -> tuple[str, int, int, int, int]:
    """A planned meeting with an item, a question with an answer that waits, an action; and an area to assess."""
    from apps.board.models import EnquiryQuestion
    from apps.board.services.enquiry import write_text
    from apps.board.services.maturity import add_area
    from tests.board.at_work.made import AT, action, board_meeting, item_on

    meeting = board_meeting()
    add_area(name="Early years", description="", by=person("manager"), at=AT)
    question = EnquiryQuestion.objects.get(number=1).pk
    text = write_text(question_id=question, words="x", role="x", reason="", version=0, by=person("manager"), at=AT)
    return meeting.slug, item_on(meeting).pk, question, text.pk, action(meeting).pk


def attached_file() -> Any:
    """A stored file of an initiative's evidence."""
    from apps.core.attached import Attached
    from apps.initiatives.models import Initiative
    from apps.initiatives.services.evidence_items import NewEvidence, add_evidence

    now = timezone.now()
    file = Attached(name="readings.csv", content=b"measure,value\nplaced,12\n", content_type="text/csv")
    evidence = NewEvidence("Readings", "Case system", now.date() + timedelta(days=90), file)
    subject = Initiative.objects.get(slug="portage")
    return add_evidence(initiative_id=subject.pk, evidence=evidence, by=person("manager"), at=now)


@pytest.fixture(scope="module")
def clients(rows_made: Rows, django_db_blocker: Any) -> dict[str, tuple[Client, str]]:
    """One for each role, with its session's cookie: what a test does to the session is rolled back."""
    with django_db_blocker.unblock():
        return {role: signed_in(role) for role in ROLES}


def signed_in(role: str) -> tuple[Client, str]:
    client = Client()
    if role == "anonymous":
        return client, ""
    client.force_login(person(role))
    return client, client.cookies[settings.SESSION_COOKIE_NAME].value


def as_role(clients: dict[str, tuple[Client, str]], role: str) -> Client:
    client, session = clients[role]
    client.cookies.clear()
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


def got(client: Client, route: Route, path: str) -> str:
    response = client.generic(route.method, path)
    to_sign_in = response.status_code == 302 and response.url.startswith("/sign-in/?next=")
    return SIGN_IN if to_sign_in else str(response.status_code)


def test_table_lists_every_route_and_no_other():
    assert {route for route, _ in written(get_resolver().url_patterns)} == {r.route for r in ROUTES}


@pytest.mark.parametrize("route", ROUTES, ids=ids)
def test_route_for_each_role(route: Route, rows: Rows, clients: dict[str, tuple[Client, str]]):
    path = route.path(route.sample, **vars(rows))
    found = {role: got(as_role(clients, role), route, path) for role in ROLES}
    expected = {role: found[role] if status == "any" else status for role, status in route.expected.items()}
    assert found == expected


@pytest.mark.parametrize("path", ["/sign-in/", "/accessibility/"])
def test_page_without_sign_in_shows_no_figure_and_no_navigation(path: str, client: Client, report: None):
    page = client.get(path).content.decode()
    assert "£" not in page
    assert 'aria-label="Pages"' not in page


@pytest.mark.parametrize("route", sorted({r.route for r in ROUTES}))
def test_wrong_method_is_refused(route: str, client: Client, rows: Rows):
    known = {r.method: r for r in ROUTES if r.route == route}
    some = next(iter(known.values()))
    path = some.path(some.sample, **vars(rows))
    client.force_login(person("admin"))
    for method in {"GET", "POST", "PUT", "DELETE", "PATCH"} - set(known):
        answer = client.generic(method, path)
        assert answer.status_code == 405 or (route == "sign-in/" and answer.status_code == 302), (method, path)


@pytest.mark.parametrize("route", [r for r in ROUTES if "<" in r.route and r.route != "<root>"], ids=ids)
def test_unknown_row_is_not_found(route: Route, client: Client, rows: Rows):
    """Slugs and numbers that name nothing; letters where a number belongs match no route at all."""
    client.force_login(person("admin"))
    for nowhere in ("no-such-thing", "0", "987654321", "9" * 30):
        path = route.path("/".join([nowhere] * route.route.count("<")))
        assert client.generic(route.method, path).status_code == 404, path


@pytest.mark.parametrize("path", ["/nowhere", "/admin/", "/how", "/.env", "/static/", "/static/../manage.py"])
def test_what_is_not_there_says_so(path: str, client: Client, board_user):
    client.force_login(board_user)
    assert client.get(path).status_code in (301, 404)


@pytest.mark.filterwarnings("ignore:Use '__' to separate:DeprecationWarning")  # of the list library, at ``sort=1.5``
@pytest.mark.parametrize("route", GETS, ids=ids)
def test_odd_parameters_are_answered(route: Route, client: Client, rows: Rows):
    """The test client raises what a view raises, so each answer is one that the view meant.

    A page that looks no parameter up, with all of them there and with none, is asked with no other. One that hands all
    of them to a form has each checked in the same request; what is looked up by name is asked alone as well.
    """
    client.force_login(person("admin"))
    path = route.path(route.sample, **vars(rows))

    def ask(asked: dict[str, str]) -> None:
        assert client.get(path, asked).status_code < 500 or route.route == "healthz"

    with looked_up() as names:
        ask({})
        ask(dict.fromkeys(NAMES, ODD[0]))
    for value in ODD[1:] if names else ():
        ask(dict.fromkeys(NAMES, value))
    for name in sorted(names - {EVERY}):
        ask({name: "\x00'\"<"})


@contextmanager
def looked_up() -> Iterator[set[str]]:
    """Names of parameters that requests ask for, and ``EVERY`` where a view takes all that there are."""
    names: set[str] = set()

    class Watched(QueryDict):
        def __getitem__(self, name: str) -> Any:
            names.add(name)
            return super().__getitem__(name)

        def __contains__(self, name: object) -> bool:
            names.add(str(name))
            return super().__contains__(name)

        def getlist(self, name: str, default: Any = None) -> Any:
            names.add(name)
            return super().getlist(name, default)

        def items(self) -> Any:
            names.add(EVERY)
            return super().items()

        def dict(self) -> Any:
            names.add(EVERY)
            return super().dict()

    with patch("django.core.handlers.wsgi.QueryDict", Watched):
        yield names


def test_what_a_view_looks_up_is_seen(client: Client, rows: Rows):
    client.force_login(person("admin"))
    with looked_up() as names:
        client.get("/deficit/trajectory/")
    assert "scenario" in names


parameters = st.lists(st.tuples(st.sampled_from(NAMES), st.text(max_size=30)), max_size=4)


@pytest.mark.filterwarnings("ignore:Use '__' to separate:DeprecationWarning")
@pytest.mark.parametrize(
    "path",
    [
        "/initiatives/",
        "/claims/",
        "/claims/queue/",
        "/audit/",
        "/places/",
        "/benchmarking/",
        "/deficit/runs/",
        "/",
        "/benchmarking/trend/",
        "/benchmarking/side-by-side/",
        "/benchmarking/plans/",
        "/benchmarking/timeliness/",
        "/places/schemes/",
    ],
)
@hypothesis(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parameters)
def test_any_parameters_are_answered(path: str, client: Client, rows: Rows, asked: list[tuple[str, str]]):
    if not client.session.get("_auth_user_id"):
        client.force_login(person("finance"))
    assert client.get(path, dict(asked)).status_code < 500


@pytest.mark.parametrize("route", GETS, ids=ids)
def test_parameters_come_back_escaped(route: Route, client: Client, rows: Rows):
    client.force_login(person("admin"))
    path = route.path(route.sample, **vars(rows))
    answer = client.get(path, dict.fromkeys(NAMES, '<script>x</script>"><img src=x>'))
    assert "<script>x" not in answer.content.decode()
    assert "<img src=x>" not in answer.content.decode()
