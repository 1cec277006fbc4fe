"""What a claim says, step by step, in words: for the trail, for what changed meanwhile, and for checking answers."""

from decimal import Decimal

from apps.core.money import pounds
from apps.initiatives.models import BenefitClaim
from apps.initiatives.vocabulary import UnitKind
from apps.initiatives.workflow.steps import ClaimStep


def said(claim: BenefitClaim, step: ClaimStep) -> dict[str, str]:
    """Label and text of each answer of a step. Reads the claim's parts."""
    return {label: text for label, text in _ANSWERS[step](claim).items() if text}


def all_said(claim: BenefitClaim) -> dict[str, str]:
    return {label: text for step in ClaimStep for label, text in said(claim, step).items()}


def units_words(claim: BenefitClaim, amount: Decimal | int) -> str:
    """``1 child``, ``2.42 children``, ``264 places``."""
    one, many = ("place", "places") if claim.kind == UnitKind.PLACES else ("child", "children")
    return f"{Decimal(amount).normalize():f} {one if amount == 1 else many}"


def _kind(claim: BenefitClaim) -> dict[str, str]:
    kind = claim.get_kind_display() if claim.kind else ""
    return {"Title": claim.title, "Kind of unit": kind, "Class": claim.get_benefit_class_display()}


def _period(claim: BenefitClaim) -> dict[str, str]:
    return {
        "How often": claim.get_recurrence_display() if claim.recurrence else "",
        "Counts from": f"{claim.start_date:%-d %B %Y}" if claim.start_date else "",
        "Counts until": f"{claim.end_date:%-d %B %Y}, not included" if claim.end_date else "",
        "Children came": f"{claim.came_from:%-d %B %Y} to {claim.came_to:%-d %B %Y}, not included"
        if claim.came_from and claim.came_to
        else "",
    }


def _units(claim: BenefitClaim) -> dict[str, str]:
    draw = getattr(claim, "draw", None)
    if draw:
        return {"Units": f"{draw.units.normalize():f} of {draw.cohort}"}
    n = len(claim.units.all())
    return {"Units": units_words(claim, n) if n else ""}


def _exclusions(claim: BenefitClaim) -> dict[str, str]:
    out: dict[str, object] = {}
    for unit in claim.units.all():
        if unit.excluded_because:
            out[unit.excluded_because] = int(str(out.get(unit.excluded_because, 0))) + 1
    out |= {e.reason: f"{e.units.normalize():f}" for e in claim.exclusions.all()}
    text = "; ".join(f"{n}: {reason}" for reason, n in out.items())
    return {"Left out": text or ("Nothing" if claim.no_exclusions else "")}


def _counterfactual(claim: BenefitClaim) -> dict[str, str]:
    return {
        "Otherwise": ", ".join(f"{m.share.normalize():f}% {m.get_placement_display()}" for m in claim.mix.all()),
        "Now": claim.get_actual_display() if claim.actual else "",
        "Occupancy": f"{claim.occupancy.normalize():f}%" if claim.occupancy is not None else "",
        "Deadweight": f"{claim.deadweight.normalize():f}%" if claim.deadweight is not None else "",
        "Why it differs from the plan": claim.differs_because,
        "What the deadweight covers": claim.both_because,
    }


def _rates(claim: BenefitClaim) -> dict[str, str]:
    return {
        "Rate card": f"Version {claim.rate_card.version}" if claim.rate_card else "",
        "Quoted difference": pounds(claim.quoted_difference.amount) if claim.quoted_difference else "",
    }


def _shares(claim: BenefitClaim) -> dict[str, str]:
    return {"Shares": ", ".join(f"{s.share.normalize():f}% {s.initiative}" for s in claim.shares.all())}


def _cost(claim: BenefitClaim) -> dict[str, str]:
    costs = ", ".join(f"{pounds(c.amount)} from {c.fund}" for c in claim.costs.all())
    return {"Delivery cost": costs or (f"None: {claim.no_cost_because}" if claim.no_cost_because else "")}


def _evidence(claim: BenefitClaim) -> dict[str, str]:
    return {
        "Evidence": ", ".join(str(e.item) for e in claim.claim_evidence.select_related("item")),
        "Measure": str(claim.measure) if claim.measure else "",
        "Grade": claim.get_grade_display() if claim.grade else "",
        "Why this grade": claim.grade_because,
    }


def _declaration(claim: BenefitClaim) -> dict[str, str]:
    return {"Declared": "Yes" if claim.declared else ""}


_ANSWERS = {
    ClaimStep.KIND: _kind,
    ClaimStep.PERIOD: _period,
    ClaimStep.UNITS: _units,
    ClaimStep.EXCLUSIONS: _exclusions,
    ClaimStep.COUNTERFACTUAL: _counterfactual,
    ClaimStep.RATES: _rates,
    ClaimStep.SHARES: _shares,
    ClaimStep.COST: _cost,
    ClaimStep.EVIDENCE: _evidence,
    ClaimStep.DECLARATION: _declaration,
}
