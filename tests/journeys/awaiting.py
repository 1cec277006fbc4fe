"""What the journeys by keyboard start from: the report's three claims wait; a claim on two children is approved, and
another that was submitted before that counts one of them again."""

from apps.initiatives.models import BenefitClaim
from apps.initiatives.workflow.claims import ClaimStatus
from tests.initiatives.claims.cases import MAKERS, agree_all, decide, submitted
from tests.initiatives.claims.sharing import children_claim

APPROVED, SECOND = "Two children in mainstream", "One of the same children"


def await_decisions() -> None:
    agree_all()
    for initiative in MAKERS:
        submitted(initiative)
    first = children_claim("portage", [1, 2], title=APPROVED)
    children_claim("dingleys-promise", [2, 3], title=SECOND)
    decide(first)


def waiting_on(initiative: str) -> BenefitClaim:
    """The report's own claim on it."""
    return BenefitClaim.objects.filter(initiative__slug=initiative, status=ClaimStatus.SUBMITTED).earliest("pk")
