"""Reads what the report itself prints for the benefit that a claim is for, so that it can be told beside the claim."""

from apps.core.money import pounds
from apps.core.vocabulary import Basis
from apps.initiatives.calculations.claim_lines import Printed
from apps.initiatives.models import BenefitClaim, ReportedBenefit
from apps.initiatives.vocabulary import Recurrence, Standing


def printed_of(claim: BenefitClaim) -> list[Printed]:
    """Of the claim's initiative, in the report's own total and of one kind with the claim. One query."""
    basis = Basis.ONE_OFF if claim.recurrence == Recurrence.ONE_OFF else Basis.RUN_RATE
    rows = ReportedBenefit.objects.filter(
        initiative=claim.initiative_id, standing=Standing.HEADLINE, basis=basis, block=claim.block,
        benefit_class=claim.benefit_class,
    )  # fmt: skip
    return [Printed(row.amount, _how(row), row.source_reference) for row in rows]


def _how(row: ReportedBenefit) -> str:
    """``2 children × £47,000, printed as “94pa”``."""
    printed = f"printed as “{row.as_printed}”"
    if not row.units:
        return printed
    return f"{row.units.normalize():f} {row.units_label} × {pounds(row.amount / row.units)}, {printed}"
