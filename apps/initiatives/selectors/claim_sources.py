"""Where the inputs of a claim come from, in words: the agreed plan, or the claim's own values where it departs."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Protocol

from apps.core.vocabulary import Block
from apps.initiatives.models import BenefitClaim, MeasurementPlan
from apps.initiatives.vocabulary import PlacementType, UnitKind

PARTS = ("mix", "actual", "occupancy", "deadweight")


class Mixed(Protocol):
    """A placement of a counterfactual mix."""

    placement: str
    share: Decimal

    def get_placement_display(self) -> str: ...


def sources_of(claim: BenefitClaim) -> dict[str, str]:
    """By what a line rests on. Needs ``with_parts``."""
    card, draw = claim.rate_card, getattr(claim, "draw", None)
    rates = f"Rate card version {card.version}" if card else ""
    if claim.quoted_difference:
        rates += f", quoted: {claim.quoted_difference.source_reference}"
    units = {
        UnitKind.PLACES: "Place register",
        UnitKind.CHILDREN: "Keyed hashes of a list that is not stored",
        UnitKind.COHORT: draw.cohort.source_reference if draw else "",
    }.get(UnitKind(claim.kind) if claim.kind else UnitKind.COHORT, "")
    own, agreed = departures(claim), plan_words(claim.plan)
    given = {name: f"{own[name]} Why: {claim.differs_because}" if name in own else agreed for name in PARTS}
    mix = "; ".join(dict.fromkeys([given["mix"], *([given["actual"]] if "actual" in own else [])]))
    changed = "occupancy" in own or "deadweight" in own
    return {
        **{block.value: block.label for block in Block}, "units": units, "rates": rates, "mix": f"{mix}; {rates}",
        "occupancy": given["occupancy"] if claim.kind == UnitKind.PLACES else "Asked of places alone",
        "deadweight": given["deadweight"],
        "range": f"{agreed}; the claim’s own value is within it or bounds it" if changed else agreed,
        "shares": "This claim", "costs": "This claim", "empty": "Place funding, DfE high needs guidance",
    }  # fmt: skip


def departures(claim: BenefitClaim) -> dict[str, str]:
    """By part: where the claim takes its own value, with the plan's beside it; nothing where it takes the plan's."""
    plan, found = claim.plan, {}
    plans, claims = ({m.placement: m.share for m in one.mix.all()} for one in (plan, claim))
    if claims and claims != plans:
        found["mix"] = _own(plan, "mix", _mix(claim.mix.all()), _mix(plan.mix.all()))
    if claim.actual and claim.actual != plan.actual:
        found["actual"] = _own(plan, "placement now", _label(claim.actual), _label(plan.actual))
    # Occupancy is asked of places alone: for children and cohorts it stands at 100% whatever the plan says.
    shares = {"occupancy": claim.kind == UnitKind.PLACES, "deadweight": True}
    for name in (n for n, asked in shares.items() if asked):
        mine, agreed = getattr(claim, name), getattr(plan, name)
        if mine is not None and mine != agreed:
            found[name] = _own(plan, name, f"{plain(mine)}%", f"{plain(agreed)}%")
    return found


def plan_words(plan: MeasurementPlan) -> str:
    return f"Measurement plan version {plan.version}, {plan.get_values_state_display().lower()}"


def plain(value: Decimal) -> str:
    """As many decimals as there are."""
    return f"{value.normalize():f}"


def _own(plan: MeasurementPlan, what: str, mine: str, agreed: str) -> str:
    return f"The claim’s own {what}, {mine}; version {plan.version} of the measurement plan has {agreed}."


def _mix(parts: Iterable[Mixed]) -> str:
    return ", ".join(f"{plain(m.share)}% {m.get_placement_display()}" for m in parts)


def _label(placement: str) -> str:
    return PlacementType(placement).label if placement else "none"
