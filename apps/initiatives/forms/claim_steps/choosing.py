"""Which form a step has: for what is counted and left out it depends on the kind of unit."""

from apps.initiatives.forms.claim_steps.base import StepForm
from apps.initiatives.forms.claim_steps.counterfactual import CounterfactualForm, RatesForm
from apps.initiatives.forms.claim_steps.evidence import DeclarationForm, EvidenceForm
from apps.initiatives.forms.claim_steps.exclusions import ExclusionsForm, NumberExclusionsForm, PlaceExclusionsForm
from apps.initiatives.forms.claim_steps.kind import KindForm, PeriodForm
from apps.initiatives.forms.claim_steps.money import CostForm, SharesForm
from apps.initiatives.forms.claim_steps.units import ChildrenForm, CohortForm, PlacesForm
from apps.initiatives.models import BenefitClaim
from apps.initiatives.vocabulary import UnitKind
from apps.initiatives.workflow.steps import ClaimStep

ALWAYS: dict[ClaimStep, type[StepForm]] = {
    ClaimStep.KIND: KindForm,
    ClaimStep.PERIOD: PeriodForm,
    ClaimStep.COUNTERFACTUAL: CounterfactualForm,
    ClaimStep.RATES: RatesForm,
    ClaimStep.SHARES: SharesForm,
    ClaimStep.COST: CostForm,
    ClaimStep.EVIDENCE: EvidenceForm,
    ClaimStep.DECLARATION: DeclarationForm,
}
BY_KIND: dict[tuple[ClaimStep, str], type[StepForm]] = {
    (ClaimStep.UNITS, UnitKind.PLACES): PlacesForm,
    (ClaimStep.UNITS, UnitKind.CHILDREN): ChildrenForm,
    (ClaimStep.UNITS, UnitKind.COHORT): CohortForm,
    (ClaimStep.EXCLUSIONS, UnitKind.PLACES): PlaceExclusionsForm,
    (ClaimStep.EXCLUSIONS, UnitKind.CHILDREN): ExclusionsForm,
    (ClaimStep.EXCLUSIONS, UnitKind.COHORT): NumberExclusionsForm,
}


def form_of(claim: BenefitClaim, step: ClaimStep) -> type[StepForm] | None:
    """None where the kind of unit must be chosen first."""
    return ALWAYS.get(step) or BY_KIND.get((step, claim.kind))
