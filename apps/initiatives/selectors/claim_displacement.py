"""Reads how many placements in independent and non-maintained special schools approved claims say they replaced."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from apps.core.memory import remembered
from apps.initiatives.calculations.claim_frozen import thawed
from apps.initiatives.models import BenefitClaim
from apps.initiatives.vocabulary import CounterfactualPlacement
from apps.initiatives.workflow.claims import ClaimStatus

INMSS = CounterfactualPlacement.INMSS.label


@dataclass(frozen=True, slots=True)
class ClaimedUnits:
    """A group of an approved claim's units, the day from which they count, and the per cent of them that the claim's
    counterfactual mix puts in INMSS."""

    claim: int
    reference: str
    initiative: str
    opens: date
    units: Decimal
    inmss_share: Decimal


@remembered
def claimed_units() -> list[ClaimedUnits]:
    """From each approved claim's frozen calculation; groups of which none would have been in INMSS are left out."""
    found = []
    claims = BenefitClaim.objects.filter(status=ClaimStatus.APPROVED).select_related("initiative").order_by("pk")
    for claim in claims:
        inputs = thawed(claim.calculation["inputs"])
        share = sum((p.share for p in inputs.mix if p.name == INMSS), Decimal(0))
        found += [
            ClaimedUnits(
                claim.pk, f"C-{claim.pk:04d}", claim.initiative.name, max(g.opens, inputs.start), g.units, share
            )
            for g in inputs.groups
            if share
        ]
    return found
