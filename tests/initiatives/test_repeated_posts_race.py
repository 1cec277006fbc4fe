"""A repeated POST makes one thing, whichever form it is: twenty at once, and the nineteen see what the first did.

Half of them with something else in it: what comes first stands, and the others are refused with their text kept.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.utils import timezone

from apps.initiatives.models import (
    BenefitClaim,
    BoardNoting,
    ClaimDecision,
    EvidenceItem,
    Initiative,
    OutcomeReading,
    OverlapSettlement,
)
from apps.initiatives.workflow.claims import ClaimStatus
from tests.fixtures import person
from tests.initiatives.claims.cases import agree_all, decide
from tests.initiatives.claims.making import WHY
from tests.initiatives.claims.racing import another
from tests.initiatives.claims.sharing import children_claim
from tests.initiatives.posting import AT_ONCE, Senders, Sent, senders, signed_in

ROUNDS = 3


@dataclass(frozen=True)
class Form:
    """One form of a round, the same with something else in it, and the rows that either makes."""

    who: str
    sent: Sent
    other: Sent
    made: QuerySet
    refused: int = 409


@pytest.fixture
def people(reloaded_report: None, settings, tmp_path) -> Iterator[dict[str, Senders]]:
    settings.EVIDENCE_DIR, settings.EVIDENCE_SCANNER = tmp_path, []
    settings.CLAIM_NOTING_THRESHOLD = 1
    agree_all()
    with senders("manager", "finance") as found:
        yield found


def submitted(number: int) -> BenefitClaim:
    first = BenefitClaim.objects.exclude(claimed=None).order_by("pk").first() or children_claim("portage", [1000])
    return another(first, children=[number])


def approved(number: int) -> BenefitClaim:
    claim = submitted(number)
    decide(claim, grade="insufficient")
    return claim


def submit(number: int) -> Form:
    claim = children_claim("portage", [number], submit=False)
    path = f"/claims/{claim.pk}/submit/"
    made = BenefitClaim.objects.filter(pk=claim.pk, status=ClaimStatus.SUBMITTED, version=claim.version + 1)
    return Form("manager", Sent(path, {"version": claim.version}), Sent(path, {"version": claim.version - 1}), made)


def decision(number: int) -> Form:
    claim = submitted(number)
    path, body = f"/claims/{claim.pk}/decide/", {"version": claim.version, "reason": WHY}
    approve, reject = body | {"decision": "approve", "grade": "insufficient"}, body | {"decision": "reject"}
    return Form("finance", Sent(path, approve), Sent(path, reject), ClaimDecision.objects.filter(claim=claim))


def noting(number: int) -> Form:
    claim = approved(number)
    path, today = f"/claims/{claim.pk}/noting/", timezone.localdate()
    body = {"meeting_date": today.isoformat(), "reference": "Minutes, item 7"}
    other = Sent(path, body | {"reference": "Minutes, item 8"})
    return Form("finance", Sent(path, body), other, BoardNoting.objects.filter(claim=claim), refused=422)


def superseding(number: int) -> Form:
    """The other form has the same key, and is of another claim."""
    claim, beside, body = approved(number), approved(500 + number), {"key": str(uuid4())}
    other = Sent(f"/claims/{beside.pk}/supersede/", body)
    made = BenefitClaim.objects.filter(supersedes__in=[claim, beside])
    return Form("manager", Sent(f"/claims/{claim.pk}/supersede/", body), other, made)


def outcome(number: int) -> Form:
    measure = OutcomeReading.objects.filter(measure__initiative__slug="portage").values_list("measure_id", flat=True)[0]
    path, source = "/initiatives/portage/outcomes/log/", f"Tracker {number}"
    body = {"measure": measure, "value": "41", "first_day": "1/9/2025", "last_day": "30/9/2025", "source": source}
    made = OutcomeReading.objects.filter(source_reference=source)
    return Form("manager", Sent(path, body), Sent(path, body | {"value": "42"}), made, refused=422)


def upload(number: int) -> Form:
    source = f"Upload {number}"
    made = OutcomeReading.objects.filter(source_reference=source)
    return Form("manager", confirmation("41", source), confirmation("42", source), made, refused=422)


def confirmation(value: str, source: str) -> Sent:
    head = "Measure code,Initiative,Measure,Unit,Value,At least,n,From,To,Source,Note"
    sheet = f"{head}\r\nportage-specialist,,,,{value},,66,2025-09-01,2025-09-30,{source},".encode()
    page = signed_in("manager").post("/outcomes/upload/", {"sheet": SimpleUploadedFile("outcomes.csv", sheet)})
    found = re.search(r'name="checked" value="([^"]+)"', page.content.decode())
    assert found
    return Sent("/outcomes/upload/confirm/", {"checked": found[1]})


def evidence(number: int) -> Form:
    """Renewing an item: what renews it first stands."""
    now, days = timezone.now(), timedelta(days=90)
    old = EvidenceItem.objects.create(
        initiative=Initiative.objects.get(slug="portage"), title=f"Occupancy {number}", kind="link",
        address="https://example.org/", source="Return", expires_on=now.date() + days, added_by=person("manager"),
        added_at=now,
    )  # fmt: skip
    body = {"title": old.title, "kind": "link", "address": "https://example.org/new", "source": "Return, January",
            "expires_on": (now.date() + 2 * days).isoformat(), "replaces": old.pk}  # fmt: skip
    path, made = "/initiatives/portage/evidence/add/", EvidenceItem.objects.filter(replaces=old)
    return Form("manager", Sent(path, body), Sent(path, body | {"source": "Return, February"}), made)


def settlement(number: int) -> Form:
    path, read = "/overlaps/portage/dingleys-promise/", OverlapSettlement.objects.count()
    body = {"outcome": "one_claim", "reason": WHY, "version": read}
    made = OverlapSettlement.objects.order_by("pk")[read:]
    return Form("finance", Sent(path, body), Sent(path, body | {"reason": f"{WHY} Otherwise."}), made)


FORMS: dict[str, Callable[[int], Form]] = {
    one.__name__: one for one in (submit, decision, noting, superseding, outcome, upload, evidence, settlement)
}


def test_identical_posts_make_one_thing(people: dict[str, Senders]):
    numbers = count(1)  # no two rounds on the same children
    for name, form_of in FORMS.items():
        for _ in range(ROUNDS):
            form = form_of(next(numbers))
            answers = people[form.who].send([form.sent] * AT_ONCE)
            assert len(set(answers)) == 1, (name, answers)
            assert answers[0][0] == 302, name
            assert form.made.count() == 1, name
    print(f"{len(FORMS)} forms × {ROUNDS} rounds × {AT_ONCE} identical posts: one thing each")


def test_another_body_beside_them_is_refused(people: dict[str, Senders]):
    for number, (name, form_of) in enumerate(FORMS.items(), 1):
        form = form_of(number)
        statuses = [status for status, _ in people[form.who].send([form.sent, form.other] * (AT_ONCE // 2))]
        assert sorted(statuses) == [302] * (AT_ONCE // 2) + [form.refused] * (AT_ONCE // 2), (name, statuses)
        assert len(set(statuses[::2])) == len(set(statuses[1::2])) == 1, (name, statuses)
        assert form.made.count() == 1, name
