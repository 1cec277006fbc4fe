"""After a decision: the Board's noting, and the claim that takes an approved one's place."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from apps.core.models import AuditEntry
from apps.initiatives.models import BenefitClaim, BoardNoting
from apps.initiatives.selectors.claim_totals import claim_totals
from apps.initiatives.services.claims.steps import save_declaration
from apps.initiatives.services.claims.submit import submit_claim
from apps.initiatives.vocabulary import EvidenceGrade
from apps.initiatives.workflow.claims import ClaimDecisionKind, ClaimStatus
from tests.fixtures import person
from tests.initiatives.claims.cases import AT, agree_all, decide, submitted
from tests.initiatives.claims.making import WHY
from tests.initiatives.pages import signed_in, text_of

MINUTES = {"meeting_date": "9 March 2026", "reference": "Minutes of 9 March 2026, item 7"}


@pytest.fixture(autouse=True)
def plans(report: None) -> None:
    agree_all()


def as_(who: str) -> Client:
    return signed_in(Client(), person(who))


def approved(initiative: str = "send-sufficiency", **more: Any) -> BenefitClaim:
    claim = submitted(initiative)
    decide(claim, **more)
    claim.refresh_from_db()
    return claim


def test_a_noting_is_recorded_said_and_moves_the_claim_into_the_headline() -> None:
    claim = approved()
    finance = as_("finance")
    assert "It awaits the Board’s noting." in text_of(finance.get(f"/claims/{claim.pk}/"))
    response = finance.post(f"/claims/{claim.pk}/noting/", MINUTES, follow=True)
    noted = BoardNoting.objects.get()
    page = text_of(response)
    assert f"{claim}: the Board’s noting is recorded (reference: noting {noted.pk})." in page
    assert "Noted on 9 March 2026: Minutes of 9 March 2026, item 7" in page
    assert "It is in the headline." in page
    entry = AuditEntry.objects.get(action="Recorded the Board’s noting")
    assert (entry.by, entry.after["reference"]) == (person("finance"), MINUTES["reference"])
    assert finance.post(f"/claims/{claim.pk}/noting/", MINUTES).status_code == 302
    assert BoardNoting.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"meeting_date": "1 January 2026"}, "is not between the approval on 10 February 2026 and today"),
        ({"meeting_date": ""}, "Enter the day of the meeting"),
        ({"reference": ""}, "Name the minutes and the item"),
    ],
)
def test_a_noting_that_does_not_hold_is_refused(fields: dict[str, str], said: str) -> None:
    claim = approved()
    response = as_("finance").post(f"/claims/{claim.pk}/noting/", {**MINUTES, **fields})
    assert response.status_code == 422
    assert said in text_of(response)
    assert not BoardNoting.objects.exists()


def test_what_need_not_be_noted_is_not() -> None:
    claim = approved("portage", grade=EvidenceGrade.INSUFFICIENT)
    page = text_of(as_("finance").get(f"/claims/{claim.pk}/noting/"))
    assert f"{claim} is at or below £250,000: the Board need not note it." in page
    assert as_("finance").post(f"/claims/{claim.pk}/noting/", MINUTES).status_code == 422
    assert as_("manager").get(f"/claims/{claim.pk}/noting/").status_code == 403


def test_a_noting_page_says_who_decided_what_and_when() -> None:
    claim = approved(decision=ClaimDecisionKind.APPROVE_LESS, amount=Decimal(5_000_000))
    for part in ("noting/", "supersede/"):
        who = "finance" if part == "noting/" else "manager"
        page = text_of(as_(who).get(f"/claims/{claim.pk}/{part}"))
        assert f"Approved at a lower amount by {person('finance')} on 10 February 2026" in page
        assert f"Submitted by {person('manager')} on 10 February 2026" in page


def test_a_rejected_claim_is_never_called_approved() -> None:
    claim = submitted("portage")
    decide(claim, ClaimDecisionKind.REJECT, grade=None)
    for who, part in (("finance", ""), ("finance", "noting/"), ("manager", "supersede/"), ("board", "")):
        page = text_of(as_(who).get(f"/claims/{claim.pk}/{part}"))
        assert f"Rejected by {person('finance')} on 10 February 2026" in page, part
        assert "Approved by" not in page


def start_another(claim: BenefitClaim, **fields: Any) -> Any:
    return as_("manager").post(f"/claims/{claim.pk}/supersede/", {"key": str(uuid4()), **fields}, follow=True)


def test_a_new_claim_takes_an_approved_ones_place_and_the_totals_follow() -> None:
    old = approved(grade=EvidenceGrade.PARTIAL)
    page = text_of(start_another(old))
    new = BenefitClaim.objects.get(supersedes=old)
    assert f"{new} is started as a copy of {old}. {old} counts until {new} is approved." in page
    maker = person("manager")
    new = save_declaration(claim_id=new.pk, read_version=new.version, declared=True, by=maker, at=AT)
    new = submit_claim(claim_id=new.pk, read_version=new.version, by=maker, at=AT)
    decide(new, ClaimDecisionKind.APPROVE_LESS, amount=Decimal(5_000_000), grade=EvidenceGrade.PARTIAL)
    old.refresh_from_db()
    assert old.status == ClaimStatus.SUPERSEDED
    assert [(t.claims, t.amount) for t in claim_totals(BenefitClaim.objects.all())] == [(1, Decimal(5_000_000))]
    page = text_of(as_("board").get(f"/claims/{old.pk}/"))
    assert f"Approved by {person('finance')} on 10 February 2026; superseded by {new}" in page
    assert f"{new} counts in its place" in page


def test_only_an_approved_claim_is_superseded_and_only_once() -> None:
    waiting = submitted("portage")
    assert "only an approved claim is superseded" in text_of(as_("manager").get(f"/claims/{waiting.pk}/supersede/"))
    old = approved("dingleys-promise", grade=EvidenceGrade.PARTIAL)
    start_another(old)
    again = start_another(old)
    assert again.status_code == 422
    assert "is there already to supersede" in text_of(again)
    assert as_("finance").get(f"/claims/{old.pk}/supersede/").status_code == 403


def test_a_claim_returned_and_submitted_again_says_both() -> None:
    claim = submitted("portage")
    decide(claim, ClaimDecisionKind.RETURN, grade=None, reason="Which return is it from?")
    later = datetime(2026, 2, 12, 9, tzinfo=UTC)
    maker = person("manager")
    claim.refresh_from_db()
    saved = save_declaration(claim_id=claim.pk, read_version=claim.version, declared=True, by=maker, at=later)
    submit_claim(claim_id=claim.pk, read_version=saved.version, by=maker, at=later)
    page = text_of(as_("finance").get(f"/claims/{claim.pk}/"))
    assert f"Returned by {person('finance')} on 10 February 2026" in page
    assert f"Submitted by {maker} on 12 February 2026" in page
    assert WHY not in page
