"""Finance decides over HTTP: each of the four decisions with its trail, its mail, and what it does to the totals."""

from decimal import Decimal

import pytest
from django.test import Client

from apps.core.models import AuditEntry, Notification
from apps.initiatives.models import BenefitClaim, ClaimDecision, LedgerEntry
from apps.initiatives.selectors.claim_effects import effects_of
from apps.initiatives.selectors.claim_inputs import with_parts
from apps.initiatives.vocabulary import EvidenceGrade
from apps.initiatives.workflow.claims import ClaimDecisionKind
from tests.fixtures import person
from tests.initiatives.claims.cases import agree_all, decide, submitted
from tests.initiatives.pages import signed_in, text_of

WHY = "Checked against the place register and the ledger."
# 264 places × (75% of £64,000 less £26,000) × 95% filled.
SUFFICIENCY = Decimal("5517600.00")


@pytest.fixture(autouse=True)
def plans(report: None) -> None:
    agree_all()


@pytest.fixture
def finance() -> Client:
    return signed_in(Client(), person("finance"))


def sent(claim: BenefitClaim, **changes: str) -> dict[str, object]:
    return {"decision": "approve", "grade": "partial", "amount": "", "reason": WHY, "version": claim.version, **changes}


@pytest.mark.parametrize(
    ("fields", "status", "amount", "said", "told"),
    [
        ({}, "approved", SUFFICIENCY, "approved as claimed: £5,517,600 a year", "decided"),
        ({"decision": "approve_less", "amount": "5,000,000"}, "approved", Decimal(5_000_000),
         "approved at a lower amount: £5,000,000 a year", "decided"),
        ({"decision": "return", "grade": ""}, "returned", None, "returned with your question", "returned"),
        ({"decision": "reject", "grade": ""}, "rejected", None, "rejected", "decided"),
    ],
)  # fmt: skip
def test_each_decision_is_saved_said_told_and_kept_in_the_trail(
    finance: Client, fields: dict[str, str], status: str, amount: Decimal | None, said: str, told: str
) -> None:
    claim = submitted("send-sufficiency")
    Notification.objects.all().delete()
    response = finance.post(f"/claims/{claim.pk}/decide/", sent(claim, **fields), follow=True)
    made = ClaimDecision.objects.get()
    page = text_of(response)
    assert f"{claim} is {said}" in page
    assert f"(reference: decision {made.pk})" in page
    claim.refresh_from_db()
    assert (claim.status, claim.approved, made.amount, made.by) == (status, amount, amount, person("finance"))
    entry = AuditEntry.objects.get(action__startswith="Decided a claim")
    assert entry.action == f"Decided a claim: {ClaimDecisionKind(made.decision).label.lower()}"
    assert (entry.by, entry.reason, entry.before["status"]) == (person("finance"), WHY, "submitted")
    assert (entry.after["status"], entry.after["version"]) == (status, claim.version)
    assert Decimal(entry.after["approved"] or 0) == (amount or 0)
    letter = Notification.objects.get()
    assert (letter.person, letter.kind, letter.subject_path) == (person("manager"), told, f"/claims/{claim.pk}/")
    assert "£" not in letter.text
    total = sum(e.amount for e in LedgerEntry.objects.filter(basis="run_rate"))
    assert total == (amount or 0)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Approved by {finance} on"),
        ({"decision": "approve_less", "amount": "5,000,000"}, "Approved at a lower amount by {finance} on"),
        ({"decision": "reject", "grade": ""}, "Rejected by {finance} on"),
    ],
)
def test_the_claims_page_says_who_decided_what(finance: Client, fields: dict[str, str], words: str) -> None:
    claim = submitted("send-sufficiency")
    page = text_of(finance.post(f"/claims/{claim.pk}/decide/", sent(claim, **fields), follow=True))
    assert words.format(finance=person("finance")) in page
    assert f"Submitted by {person('manager')} on 10 February 2026" in page
    assert ("Approved by" in page) == (words.startswith("Approved by"))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"decision": ""}, "Choose one of the four decisions."),
        ({"grade": ""}, "Grade the evidence: Sufficient, Partial or Insufficient."),
        ({"reason": ""}, "Why"),
        ({"decision": "approve_less", "amount": ""}, "Enter how much you approve"),
        ({"decision": "approve_less", "amount": "5,517,600"}, "is not less than the"),
        ({"amount": "12"}, "Clear the amount, or choose “Approve a lower amount”."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_decided(finance: Client, fields: dict[str, str], said: str) -> None:
    claim = submitted("send-sufficiency")
    response = finance.post(f"/claims/{claim.pk}/decide/", sent(claim, **fields))
    assert response.status_code == 422
    assert said in text_of(response)
    assert not ClaimDecision.objects.exists()


def test_who_made_it_and_who_is_no_finance_officer_is_refused(finance: Client) -> None:
    claim = submitted("portage")
    assert signed_in(Client(), person("manager")).post(f"/claims/{claim.pk}/decide/", {}).status_code == 403
    assert not ClaimDecision.objects.exists()


def test_the_page_says_what_approval_would_do_to_the_totals(finance: Client) -> None:
    claim = submitted("send-sufficiency")
    (run_rate,) = [e for e in effects_of(with_parts([claim.pk])[0]) if e.kind.year is None]
    assert (run_rate.before, run_rate.after) == (0, SUFFICIENCY)
    assert (run_rate.headline_before, run_rate.headline_after) == (0, SUFFICIENCY)
    page = text_of(finance.get(f"/claims/{claim.pk}/decide/"))
    assert "it enters the headline only once the Board has noted it, since it is above £250,000" in page
    assert "Effect on approved totals" in page


def test_an_effect_adds_to_what_is_approved_and_to_the_headline_apart(finance: Client) -> None:
    first = submitted("dingleys-promise")
    decide(first, grade=EvidenceGrade.PARTIAL)
    claim = submitted("portage")
    (effect,) = [e for e in effects_of(with_parts([claim.pk])[0]) if e.kind.year is None]
    assert (effect.initiative, effect.before, effect.after) == ("Portage", 0, Decimal("113740.00"))
    again = with_parts([first.pk])[0]
    (other,) = [e for e in effects_of(again) if e.kind.year is None]
    assert (other.before, other.headline_before) == (Decimal("282000.00"), 0)


def test_the_page_marks_what_the_demonstration_made(finance: Client) -> None:
    claim = submitted("portage")
    page = text_of(finance.get(f"/claims/{claim.pk}/decide/"))
    assert "Made for the demonstration" in page
    person("manager").__class__.objects.filter(username="manager").update(is_demonstration=False)
    assert "Made for the demonstration" not in text_of(finance.get(f"/claims/{claim.pk}/decide/"))
