"""What each grade needs is one rule: for the maker, for finance, and in the database."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from apps.core.errors import Refused
from apps.initiatives.calculations.claim_evidence import Evidence, Item, Reading
from apps.initiatives.models import BenefitClaim, ClaimDecision, EvidenceItem
from apps.initiatives.selectors.claim_evidence import GRADE_NEEDS, grade_lacks
from apps.initiatives.selectors.claim_inputs import with_parts
from apps.initiatives.selectors.claim_steps import missing
from apps.initiatives.services.claims.steps import save_evidence
from apps.initiatives.vocabulary import EvidenceGrade
from apps.initiatives.workflow.steps import ClaimStep
from tests.fixtures import person
from tests.initiatives.claims.cases import AT, agree_all, decide
from tests.initiatives.claims.changing import saved, sent
from tests.initiatives.claims.sharing import children_claim
from tests.initiatives.pages import signed_in, text_of

DAY = AT.date()
SUFFICIENT, PARTIAL, INSUFFICIENT = EvidenceGrade
READING = Reading("2025", 9, None)  # type: ignore[arg-type]
SOUND = Item(1, "Tracker", "The service", 12, date(2027, 1, 1))
EXPIRED = Item(2, "Old tracker", "The service", 12, DAY)
WITHOUT_N = Item(3, "Letter", "A school", None, date(2027, 1, 1))


def evidence(*items: Item, read: bool = False) -> Evidence:
    return Evidence(items, "Children placed" if read else "", "children", None, READING if read else None, "")


@pytest.mark.parametrize(
    ("grade", "found", "because", "holds"),
    [
        (SUFFICIENT, evidence(SOUND, read=True), "", True),
        (SUFFICIENT, evidence(SOUND, EXPIRED, read=True), "", True),
        (SUFFICIENT, evidence(SOUND), "Why", False),
        (SUFFICIENT, evidence(read=True), "Why", False),
        (SUFFICIENT, evidence(EXPIRED, read=True), "Why", False),
        (SUFFICIENT, evidence(WITHOUT_N, read=True), "Why", False),
        (SUFFICIENT, Evidence((SOUND,), "A measure without a reading", "children", None, None, ""), "Why", False),
        (PARTIAL, evidence(read=True), "Why", True),
        (PARTIAL, evidence(WITHOUT_N), "Why", True),
        (PARTIAL, evidence(SOUND, read=True), "", False),
        (PARTIAL, evidence(EXPIRED), "Why", False),
        (PARTIAL, evidence(), "Why", False),
        (INSUFFICIENT, evidence(), "Why", True),
        (INSUFFICIENT, evidence(SOUND, read=True), "", False),
    ],
)
def test_grade_lacks(grade: EvidenceGrade, found: Evidence, because: str, holds: bool):
    said = grade_lacks(grade, found, because, DAY)
    assert said == ("" if holds else f"{grade.label} evidence needs {GRADE_NEEDS[grade]}.")


def resting_on(items: list[int], measure: int | None, grade: EvidenceGrade = INSUFFICIENT) -> BenefitClaim:
    claim = children_claim("portage", [1, 2], submit=False)
    return saved(claim, save_evidence, items=items, measure=measure, grade=grade, grade_because="As it is.")


@pytest.fixture
def bare(report: None) -> BenefitClaim:
    """Submitted without any item or measure, and graded Insufficient by its maker."""
    agree_all()
    return sent(resting_on([], None))


def row(claim: BenefitClaim, grade: EvidenceGrade) -> ClaimDecision:
    return ClaimDecision(
        claim=claim, claim_version=claim.version, decision="approve", amount=claim.claimed, grade=grade,
        reason="Checked.", by=person("finance"), at=AT,
    )  # fmt: skip


def test_finance_cannot_grade_better_than_the_evidence(bare: BenefitClaim, client: Client):
    for grade in (SUFFICIENT, PARTIAL):
        with pytest.raises(Refused, match=f"{grade.label} evidence needs an attached item"):
            decide(bare, grade=grade)
        with pytest.raises(IntegrityError, match="does not hold what the grade needs"), transaction.atomic():
            row(bare, grade).save(force_insert=True)
    fields = {"decision": "approve", "version": str(bare.version), "reason": "Checked.", "grade": "sufficient"}
    answer = signed_in(client, person("finance")).post(f"/claims/{bare.pk}/decide/", fields)
    assert answer.status_code == 422
    assert "Grade it lower, or return the claim" in text_of(answer)
    bare.refresh_from_db()
    assert bare.status == "submitted"
    assert decide(bare, grade=INSUFFICIENT).grade == INSUFFICIENT


def test_the_maker_meets_the_same_sentence(report: None):
    agree_all()
    claim = resting_on([], None, SUFFICIENT)
    lacks = missing(with_parts([claim.pk])[0], DAY)[ClaimStep.EVIDENCE]
    assert lacks == [f"Sufficient evidence needs {GRADE_NEEDS[SUFFICIENT]}."]
    with pytest.raises(Refused, match="Sufficient evidence needs"):
        sent(claim)


@pytest.mark.parametrize("change", [{"n": None}, {"expires_on": DAY}])
def test_an_item_that_is_expired_or_without_its_n_is_not_sufficient(change: dict[str, Any], report: None):
    agree_all()
    sound = EvidenceItem.objects.get(pk=children_claim("portage", [9], submit=False).claim_evidence.get().item_id)
    sound.pk, sound.title = None, "Another"
    for name, value in change.items():
        setattr(sound, name, value)
    sound.save(force_insert=True)
    claim = sent(resting_on([sound.pk], children_claim("portage", [9], submit=False).measure_id))
    with pytest.raises(IntegrityError, match="does not hold what the grade needs"), transaction.atomic():
        row(claim, SUFFICIENT).save(force_insert=True)
    with pytest.raises(Refused, match="Sufficient evidence needs"):
        decide(claim, grade=SUFFICIENT)
    assert decide(claim, grade=PARTIAL).grade == PARTIAL


def test_sufficient_holds_on_an_item_and_a_reading(report: None):
    agree_all()
    assert decide(children_claim("portage", [1]), grade=SUFFICIENT).grade == SUFFICIENT
