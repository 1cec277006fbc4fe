"""The report's own claims from plan to decision, against figures worked by hand (method, sections 3, 4 and 8)."""

from decimal import Decimal

import pytest

from apps.core.errors import Refused
from apps.initiatives.calculations.claim_frozen import thawed
from apps.initiatives.calculations.claim_value import value_of
from apps.initiatives.models import Initiative, LedgerEntry
from apps.initiatives.services.claims.start import start_claim
from apps.initiatives.workflow.claims import ClaimDecisionKind, ClaimStatus
from tests.fixtures import person
from tests.initiatives.claims.cases import AT, agree_all, decide, submitted


@pytest.fixture
def plans(report: None) -> None:
    agree_all()


def test_sufficiency_264_places(plans: None):
    claim = submitted("send-sufficiency")
    inputs = thawed(claim.calculation["inputs"])
    assert (inputs.counted, sum(u.units for u in inputs.left_out)) == (264, 31)
    assert "Autism Unlimited" in inputs.left_out[0].reason
    assert claim.claimed_as_reported == Decimal("10032000.00")
    # 264 × (75% × 64,000 − 26,000) × 95%
    assert claim.claimed == Decimal("5517600.00")
    assured = value_of(inputs).assured.in_year["high_needs"]
    # 204 places whole and 60 from September: 239 × 22,000 × 95%
    assert {str(y): a for y, a in assured.items()} == {
        "2025/26": 4_995_100, "2026/27": 5_517_600, "2027/28": 5_517_600,
    }  # fmt: skip
    decide(claim)
    claim.refresh_from_db()
    assert (claim.status, claim.approved) == (ClaimStatus.APPROVED, claim.claimed)


def test_dingleys_run_rate_intake_and_deadweight(plans: None):
    claim = submitted("dingleys-promise")
    value = value_of(thawed(claim.calculation["inputs"]))
    assert claim.claimed_as_reported == 564_000
    assert (value.intake_units, value.intake_units * value.as_reported.unit_value) == (9, 423_000)
    assert claim.claimed == Decimal("282000.00")
    assert (value.high, value.low) == (423_000, Decimal("203040"))


def test_portage_is_2_42_children(plans: None):
    claim = submitted("portage")
    assert claim.claimed == claim.claimed_as_reported == Decimal("113740.00")
    decide(claim, grade="insufficient")
    assert set(LedgerEntry.objects.values_list("grade", flat=True)) == {"insufficient"}


def test_difference_of_displaced_specialist_placements_conflicts(plans: None):
    places, children = submitted("send-sufficiency"), submitted("dingleys-promise")
    assert places.displaced == children.displaced == "specialist"
    assert (places.difference, children.difference) == (38_000, 47_000)


@pytest.mark.parametrize(
    ("slug", "words"), [("digitalisation", "is at Design"), ("oap-toolkit", "no measurement plan")]
)
def test_no_claim_can_be_started(slug: str, words: str, plans: None):
    subject = Initiative.objects.filter(slug__startswith=slug[:11]).first()
    assert subject is not None
    with pytest.raises(Refused, match=words):
        start_claim(initiative=subject.slug, key="0" * 32, by=person("manager"), at=AT)  # type: ignore[arg-type]


def test_lower_approval_keeps_both_amounts_and_lowers_each_year(plans: None):
    claim = submitted("send-sufficiency")
    decide(claim, ClaimDecisionKind.APPROVE_LESS, amount=Decimal("2758800.00"))
    claim.refresh_from_db()
    assert (claim.claimed, claim.approved) == (Decimal("5517600.00"), Decimal("2758800.00"))
    years = LedgerEntry.objects.filter(basis="in_year").values_list("amount", flat=True)
    assert sorted(years) == [Decimal("2497550.00"), Decimal("2758800.00"), Decimal("2758800.00")]
