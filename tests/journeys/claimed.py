"""What the pages of claims need: one approved and awaiting the Board's noting, one that waits for finance."""

from django.utils import timezone

from apps.initiatives.services import demonstration as demo
from apps.initiatives.services.claims.decide import decide_claim
from apps.initiatives.vocabulary import EvidenceGrade
from apps.initiatives.workflow.claims import ClaimDecisionKind
from tests.fixtures import person
from tests.initiatives.claims.sharing import children_claim


def claim_something() -> None:
    """Both of Dingley’s Promise: the report's twelve children are approved; another claim on three children waits."""
    now, manager, finance = timezone.now(), person("manager"), person("finance")
    dingleys = next(case for case in demo.PLANS if case.initiative == "dingleys-promise")
    demo.agree_case(dingleys, manager=manager, finance=finance, at=now)
    twelve = demo.claim_dingleys(by=manager, at=now)
    decide_claim(
        claim_id=twelve.pk, read_version=twelve.version, decision=ClaimDecisionKind.APPROVE, amount=None,
        grade=EvidenceGrade.SUFFICIENT, reason="Children counted against the register.", by=finance, at=now,
    )  # fmt: skip
    children_claim("dingleys-promise", [901, 902, 903])
