"""What moved under a claim since it was submitted: its inputs worked out anew, its plan, its rate card."""

from collections.abc import Sequence
from dataclasses import asdict

from django.db.models import Max

from apps.initiatives.calculations.claim_frozen import hash_of, thawed
from apps.initiatives.calculations.claim_terms import ClaimInputs
from apps.initiatives.models import BenefitClaim, MeasurementPlan
from apps.initiatives.selectors.claim_inputs import inputs_of
from apps.initiatives.selectors.rates import rate_card_in_force
from apps.initiatives.vocabulary import MeasurementPlanState

SAID = {
    "groups": "the units that it counts, or when they open",
    "left_out": "what is left out",
    "mix": "the rates of the counterfactual mix",
    "actual": "the rate of the placement now",
    "quoted": "the quoted difference",
    "reported_value": "the report’s own rates",
    "occupancy": "the range of occupancy",
    "deadweight": "the range of deadweight",
    "shares": "the shares, or an initiative’s name",
    "costs": "the delivery cost, or a fund’s block",
    "empty_place_cost": "what an empty place costs",
}


def changed_since(claims: Sequence[BenefitClaim]) -> dict[int, list[str]]:
    """By claim, of claims read by ``with_parts``: what differs now from when it was submitted, in sentences."""
    now, newest, in_force = inputs_of(claims), _newest_plans(claims), _card_in_force()
    found: dict[int, list[str]] = {}
    for claim in claims:
        said, today = [], now[claim.pk]
        if isinstance(today, str):
            said.append(f"It can no longer be worked out: {today}")
        elif hash_of(today) != claim.input_hash:
            said.append(f"Worked out today it would rest on other inputs: {', '.join(_differing(claim, today))}.")
        if (plan := newest.get(claim.initiative_id, 0)) > claim.plan.version:
            said.append(f"Version {plan} of the measurement plan is agreed; the claim rests on {claim.plan.version}.")
        if claim.rate_card and in_force > claim.rate_card.version:
            said.append(f"Rate card version {in_force} is in force; the claim pins {claim.rate_card.version}.")
        found[claim.pk] = said
    return found


def _differing(claim: BenefitClaim, today: ClaimInputs) -> list[str]:
    then, now = asdict(thawed(claim.calculation["inputs"])), asdict(today)
    return [SAID.get(name, name.replace("_", " ")) for name in then if then[name] != now[name]] or ["their order"]


def _newest_plans(claims: Sequence[BenefitClaim]) -> dict[int, int]:
    agreed = MeasurementPlan.objects.filter(
        initiative__in={c.initiative_id for c in claims}, state=MeasurementPlanState.AGREED
    )
    return dict(agreed.values_list("initiative_id").annotate(newest=Max("version")).order_by())


def _card_in_force() -> int:
    card = rate_card_in_force()
    return card.version if card else 0
