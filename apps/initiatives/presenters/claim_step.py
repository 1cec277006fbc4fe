"""One step of a claim: its question, why it is asked, and what stands beside its form."""

from decimal import Decimal
from typing import Any

from apps.core.charts import Column, Rows
from apps.initiatives.links import link
from apps.initiatives.models import BenefitClaim, MeasurementPlan
from apps.initiatives.presenters.claim_lines import illustrative_words
from apps.initiatives.presenters.words import count, day
from apps.initiatives.selectors.plans import agreed_plan
from apps.initiatives.vocabulary import UnitKind
from apps.initiatives.workflow.steps import ClaimStep

QUESTIONS = {
    ClaimStep.KIND: "What kind of benefit is it?",
    ClaimStep.PERIOD: "When did it start, and how long does it last?",
    ClaimStep.UNITS: "Which places or children does it count?",
    ClaimStep.EXCLUSIONS: "What is left out, and why?",
    ClaimStep.COUNTERFACTUAL: "What would have happened otherwise?",
    ClaimStep.RATES: "Which unit costs does it rest on?",
    ClaimStep.SHARES: "Which initiatives share the effect?",
    ClaimStep.COST: "What does it cost to deliver, and who pays?",
    ClaimStep.EVIDENCE: "What is the evidence, and how good is it?",
    ClaimStep.DECLARATION: "Do you declare that the claim is right?",
}
WHY = {
    ClaimStep.KIND: "It decides what is counted and which total it belongs to: kinds are never added together.",
    ClaimStep.PERIOD: "A place or child is counted once in any period, so the claim says in which months it counts.",
    ClaimStep.UNITS: "Each place or child is counted once, whichever initiative claims it.",
    ClaimStep.EXCLUSIONS: "What is logged and not counted stays visible with its reason.",
    ClaimStep.COUNTERFACTUAL: "The benefit is the difference from it. The agreed measurement plan is filled in.",
    ClaimStep.RATES: "A rate is picked from a version of the rate card and never typed; the claim keeps that version.",
    ClaimStep.SHARES: "Shares of all initiatives together are at most 100%, so that nothing is credited twice.",
    ClaimStep.COST: "What it costs is taken off the benefit of the block that pays.",
    ClaimStep.EVIDENCE: "The grade decides whether an approved amount enters the headline or stands beside it.",
    ClaimStep.DECLARATION: "Then you check every answer and the calculation before you submit.",
}
UNITS_QUESTION = {
    UnitKind.PLACES: "Which places does it count?",
    UnitKind.CHILDREN: "Which children does it count?",
    UnitKind.COHORT: "How many of which cohort does it count?",
}
PLAN_COLUMNS = (
    Column("value", "Value of the plan"),
    Column("low", "Low", kind="percent", places=3),
    Column("central", "Central", kind="percent", places=3),
    Column("high", "High", kind="percent", places=3),
)


def question(claim: BenefitClaim, step: ClaimStep) -> str:
    if step is ClaimStep.UNITS and claim.kind:
        return UNITS_QUESTION[UnitKind(claim.kind)]
    return QUESTIONS[step]


def beside(claim: BenefitClaim, step: ClaimStep) -> dict[str, Any]:
    """``notes`` are sentences; ``table`` what the form starts from; ``add_url`` where more can be added."""
    match step:
        case ClaimStep.COUNTERFACTUAL:
            plan = agreed_plan(claim.initiative)
            return {"table": plan_table(plan), "notes": _plan_notes(plan)} if plan else {}
        case ClaimStep.UNITS if claim.kind == UnitKind.CHILDREN:
            return {"notes": _children_notes(claim)}
        case ClaimStep.EXCLUSIONS if claim.kind == UnitKind.CHILDREN:
            out = sum(bool(u.excluded_because) for u in claim.units.all())
            listed = count(len(claim.units.all()), "child", "children")
            return {"notes": [f"The list leaves out {out} of {listed}, each with a reason."]}
        case ClaimStep.SHARES:
            total = sum((s.share for s in claim.shares.all()), Decimal(0))
            return {"notes": [f"Saved so far: {total.normalize():f}% of the effect. What is left is nobody’s credit."]}
        case ClaimStep.EVIDENCE:
            slug = claim.initiative.slug
            url = link("initiatives:evidence_add", slug) or link("initiatives:detail", slug)
            return {"add_url": url, "add_text": f"add evidence to {claim.initiative}"}
    return {}


def plan_table(plan: MeasurementPlan) -> Rows:
    """Per cents."""
    mix = ", ".join(f"{m.share.normalize():f}% {m.get_placement_display()}" for m in plan.mix.all())
    rows = [
        {"value": "Occupancy", "low": plan.occupancy_low, "central": plan.occupancy, "high": plan.occupancy_high},
        {"value": "Deadweight", "low": plan.deadweight_low, "central": plan.deadweight, "high": plan.deadweight_high},
    ]
    return Rows(f"Measurement plan, version {plan.version}. Otherwise: {mix}", _columns(plan), rows)


def _columns(plan: MeasurementPlan) -> tuple[Column, ...]:
    """As many decimals as the plan's values have."""
    values = (getattr(plan, f"{n}{b}") for n in ("occupancy", "deadweight") for b in ("_low", "", "_high"))
    places = max(max(0, -int(v.normalize().as_tuple().exponent)) for v in values)
    return (PLAN_COLUMNS[0], *(Column(c.key, c.label, kind="percent", places=places) for c in PLAN_COLUMNS[1:]))


def _plan_notes(plan: MeasurementPlan) -> list[str]:
    """Whether finance has agreed the values, where they come from, and until when the plan stands."""
    reviewed = [f"The plan is reviewed by {day(plan.review_date)}."] if plan.review_date else []
    stands = illustrative_words(plan) or f"{plan.get_values_state_display()}."
    return [stands, f"Where the values come from: {plan.values_source}", *reviewed]


def _children_notes(claim: BenefitClaim) -> list[str]:
    n = len(claim.units.all())
    listed = f"{count(n, 'child is', 'children are')} listed"
    return [f"{listed}. Upload a list again to replace {'it' if n == 1 else 'them'}, or keep the list."] if n else []
