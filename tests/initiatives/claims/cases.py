"""The report's cases and their people, ready for a test."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from apps.core.models import User
from apps.initiatives.models import BenefitClaim, ClaimDecision
from apps.initiatives.services import demonstration as demo
from apps.initiatives.services.claims.decide import decide_claim
from apps.initiatives.vocabulary import EvidenceGrade
from apps.initiatives.workflow.claims import ClaimDecisionKind
from tests.fixtures import person

AT = datetime(2026, 2, 10, 9, tzinfo=UTC)
MAKERS = {
    "send-sufficiency": demo.claim_sufficiency,
    "dingleys-promise": demo.claim_dingleys,
    "portage": demo.claim_portage,
}


def agree_all() -> None:
    for case in demo.PLANS:
        demo.agree_case(case, manager=person("manager"), finance=person("finance"), at=AT)


def submitted(initiative: str) -> BenefitClaim:
    """As the SEND manager makes and submits it. Plans must be agreed."""
    return MAKERS[initiative](by=person("manager"), at=AT)


def decide(
    claim: BenefitClaim,
    decision: ClaimDecisionKind = ClaimDecisionKind.APPROVE,
    by: User | None = None,
    amount: Decimal | None = None,
    **more: Any,
) -> ClaimDecision:
    asked: dict[str, Any] = {
        "claim_id": claim.pk, "read_version": claim.version, "decision": decision, "amount": amount,
        "grade": EvidenceGrade.SUFFICIENT, "reason": "Checked against the ledger.", "by": by or person("finance"),
        "at": AT,
    }  # fmt: skip
    return decide_claim(**{**asked, **more})
