"""Every route of one claim × every role × whose it is and where it stands: what is seen, and what may be sent.

A draft is there for those who make claims, whoever made it, and for those who decide them; for nobody else. Each cell
is the status of GET and of a POST without a body; ``-`` where a route has no such method.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from apps.core.models import User
from apps.initiatives.services.claims.start import start_claim, withdraw_claim
from apps.initiatives.services.claims.steps import save_declaration
from apps.initiatives.services.claims.submit import submit_claim
from apps.initiatives.workflow.claims import ClaimDecisionKind
from tests.fixtures import person, standing
from tests.initiatives.claims.cases import agree_all, decide
from tests.initiatives.claims.sharing import children_claim

STATES = ("own-draft", "other-draft", "submitted", "returned", "approved", "rejected", "superseded", "withdrawn")
DRAFTS, CLOSED = "own-draft,other-draft,returned", "approved,rejected,superseded"
UNSEEN = f"{DRAFTS},withdrawn"
TABLE = f"""
route      state                 board    manager  finance  admin    adviser
<claim>    {UNSEEN}              404/-    200/-    200/-    200/-    404/-
<claim>    submitted,{CLOSED}    200/-    200/-    200/-    200/-    200/-
step/kind/ {DRAFTS}              404/404  200/422  403/403  403/403  404/404
step/kind/ submitted,{CLOSED}    403/403  302/422  403/403  403/403  403/403
step/kind/ withdrawn             404/404  302/422  403/403  403/403  404/404
check/     {DRAFTS}              404/-    200/-    403/-    403/-    404/-
check/     submitted,{CLOSED}    403/-    302/-    403/-    403/-    403/-
check/     withdrawn             404/-    302/-    403/-    403/-    404/-
submit/    {UNSEEN}              -/404    -/422    -/403    -/403    -/404
submit/    submitted,{CLOSED}    -/403    -/422    -/403    -/403    -/403
withdraw/  {DRAFTS}              404/404  200/422  403/403  403/403  404/404
withdraw/  submitted,{CLOSED}    403/403  302/422  403/403  403/403  403/403
withdraw/  withdrawn             404/404  302/422  403/403  403/403  404/404
decide/    submitted             403/403  403/403  200/422  200/422  403/403
decide/    {UNSEEN},{CLOSED}     403/403  403/403  200/403  200/403  403/403
noting/    {UNSEEN},submitted,{CLOSED} 403/403 403/403 200/422 200/422 403/403
supersede/ {UNSEEN}              404/404  200/422  403/403  403/403  404/404
supersede/ submitted,{CLOSED}    403/403  200/422  403/403  403/403  403/403
"""
ROLES = tuple(TABLE.split("\n")[1].split()[2:])
EXPECTED = {
    (route.replace("<claim>", ""), state): tuple(cells)
    for route, states, *cells in (line.split() for line in TABLE.strip().splitlines()[1:])
    for state in states.split(",")
}


def claims_of_two() -> dict[str, int]:
    """One of each state: the manager's own draft, and a colleague's claims."""
    agree_all()
    colleague = User.objects.create(username="colleague", first_name="Colleague")
    colleague.groups.set(person("manager").groups.all())
    made = {"own-draft": children_claim("portage", [1], submit=False)}
    for number, state in enumerate(STATES[1:], 2):
        unsent = state in ("other-draft", "withdrawn")
        made[state] = children_claim("portage", [number], submit=not unsent, by=colleague)
    asked = {"by": colleague, "at": timezone.now()}
    decide(made["returned"], ClaimDecisionKind.RETURN)
    decide(made["approved"])
    decide(made["rejected"], ClaimDecisionKind.REJECT)
    decide(made["superseded"])
    new = start_claim(initiative="portage", key=UUID(int=9), supersedes=made["superseded"].pk, **asked)
    new = save_declaration(claim_id=new.pk, declared=True, read_version=new.version, **asked)
    decide(submit_claim(claim_id=new.pk, read_version=new.version, **asked))
    gone = made["withdrawn"]
    withdraw_claim(claim_id=gone.pk, read_version=gone.version, reason="Not wanted any more.", **asked)
    return {state: claim.pk for state, claim in made.items()}


@pytest.fixture(scope="module")
def claims_made(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, int]]:
    with standing(django_db_blocker, claims_of_two) as made:
        yield made


@pytest.fixture
def claims(claims_made: dict[str, int], db: None) -> dict[str, int]:
    return claims_made


@pytest.fixture
def clients(claims: dict[str, int]) -> dict[str, Client]:
    found = {role: Client() for role in ROLES}
    for role, client in found.items():
        client.force_login(person(role))
    return found


def status(client: Client, method: str, path: str) -> str:
    code = client.generic(method, path).status_code
    return "-" if code == 405 else str(code)


def test_table_lists_every_route_of_one_claim():
    from apps.initiatives.claim_urls import urlpatterns

    written = {str(p.pattern).replace("<int:pk>/", "") for p in urlpatterns if "<int:pk>" in str(p.pattern)}
    assert {route.replace("step/kind/", "step/<slug:step>/") for route, _ in EXPECTED} == written
    assert len(EXPECTED) == len(written) * len(STATES)


@pytest.mark.parametrize("route", sorted({route for route, _ in EXPECTED}))
def test_claim_route_for_each_role_and_state(route: str, claims: dict[str, int], clients: dict[str, Client]):
    found = {}
    for state in STATES:
        path = f"/claims/{claims[state]}/{route}"
        cells = (f"{status(clients[r], 'GET', path)}/{status(clients[r], 'POST', path)}" for r in ROLES)
        found[route, state] = tuple(cells)
        for method in ("GET", "POST"):
            assert Client().generic(method, path).headers.get("location", "").startswith("/sign-in/?next=")
    assert found == {key: cells for key, cells in EXPECTED.items() if key[0] == route}


@pytest.mark.parametrize("kind", ["csv", "ods", "xlsx"])
def test_queue_is_exported_for_those_who_decide_alone(kind: str, clients: dict[str, Client]):
    found = {role: status(client, "GET", f"/claims/queue/?_export={kind}") for role, client in clients.items()}
    assert found == {"board": "403", "manager": "403", "finance": "200", "admin": "200", "adviser": "403"}
    assert Client().get(f"/claims/queue/?_export={kind}").url.startswith("/sign-in/?next=")
