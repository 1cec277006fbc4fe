"""A claim in the making, changed step by step and then sent, as its maker would."""

from decimal import Decimal
from typing import Any

from apps.initiatives.models import BenefitClaim
from apps.initiatives.services.claims.steps import save_counterfactual, save_declaration
from apps.initiatives.services.claims.submit import submit_claim
from tests.fixtures import person
from tests.initiatives.claims.cases import AT

WHY = "Counted at the schools, so it is better known than the plan supposed."


def saved(claim: BenefitClaim, service: Any, **answers: Any) -> BenefitClaim:
    made: BenefitClaim = service(claim_id=claim.pk, read_version=claim.version, by=person("manager"), at=AT, **answers)
    return made


def mixed(claim: BenefitClaim, actual: str = "mainstream_support", **mix: int) -> BenefitClaim:
    """Another counterfactual, with the plan's occupancy and no deadweight."""
    return saved(
        claim, save_counterfactual, mix={name: Decimal(share) for name, share in mix.items()}, actual=actual,
        occupancy=claim.plan.occupancy, deadweight=Decimal(0), differs_because=WHY, both_because="",
    )  # fmt: skip


def sent(claim: BenefitClaim) -> BenefitClaim:
    claim = saved(claim, save_declaration, declared=True)
    return submit_claim(claim_id=claim.pk, read_version=claim.version, by=person("manager"), at=AT)
