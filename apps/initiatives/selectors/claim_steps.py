"""Which steps of a claim are done, and what each still lacks."""

from datetime import date
from decimal import Decimal

from apps.initiatives.calculations.claim_terms import MONTHS_OF_A_YEAR
from apps.initiatives.calculations.intake import months_between
from apps.initiatives.models import BenefitClaim
from apps.initiatives.selectors.claim_evidence import evidence_of, grade_lacks
from apps.initiatives.selectors.claim_rates import no_rate_words, quote_misfit, without_rate
from apps.initiatives.vocabulary import CounterfactualPlacement, EvidenceGrade, Recurrence, UnitKind
from apps.initiatives.workflow.steps import ClaimStep

SHORT = (
    "A recurring benefit lasts a year or longer. Choose one-off, which is worth the months that it lasts, or a later "
    "last month."
)


def missing(claim: BenefitClaim, today: date) -> dict[ClaimStep, list[str]]:
    """Sentences by step, in the order of the steps; a step that lacks nothing is not there."""
    found = {step: list(_CHECKS[step](claim, today)) for step in ClaimStep}
    return {step: sentences for step, sentences in found.items() if sentences}


def is_short(recurrence: str, start: date, end: date) -> bool:
    """Whether it is said to recur and lasts less than a year: half-open, from the first of a month."""
    return recurrence == Recurrence.RECURRING and months_between(start, end) < MONTHS_OF_A_YEAR


def _kind(claim: BenefitClaim, _: date) -> list[str]:
    return [] if claim.kind and claim.title else ["Say what is claimed, and what it counts."]


def _period(claim: BenefitClaim, _: date) -> list[str]:
    if not (claim.recurrence and claim.start_date and claim.end_date):
        return ["Enter when the benefit starts and until when it lasts."]
    short = is_short(claim.recurrence, claim.start_date, claim.end_date)
    return [SHORT] if short else []


def _units(claim: BenefitClaim, _: date) -> list[str]:
    has = getattr(claim, "draw", None) if claim.kind == UnitKind.COHORT else claim.units.all()
    return [] if has else ["Choose the places or children that it counts."]


def _exclusions(claim: BenefitClaim, _: date) -> list[str]:
    left_out = any(u.excluded_because for u in claim.units.all()) or claim.exclusions.all()
    if not left_out and not claim.no_exclusions:
        return ["Say what is left out, or that nothing is."]
    return []


def _counterfactual(claim: BenefitClaim, _: date) -> list[str]:
    if not (claim.mix.all() and claim.actual and claim.deadweight is not None and claim.occupancy is not None):
        return ["Confirm the counterfactual of the agreed plan, or say why it differs."]
    splits = [m.placement for m in claim.mix.all()]
    holds = len(splits) > 1 or CounterfactualPlacement.NO_COST in splits
    if holds and claim.deadweight > Decimal(0) and not claim.both_because:
        return ["The mix holds what would have happened anyway: set the deadweight to 0, or say what it covers."]
    return []


def _rates(claim: BenefitClaim, _: date) -> list[str]:
    """Once more whenever it is asked: the counterfactual may have changed since the rates were chosen."""
    card, quoted = claim.rate_card, claim.quoted_difference
    if card is None:
        return ["Choose a version of the rate card."]
    mix = [m.placement for m in claim.mix.all()]
    if quoted:
        said = quote_misfit(quoted, mix, claim.actual)
    else:
        lacks = without_rate(mix, claim.actual, card.rates.values_list("placement_type", flat=True))
        said = no_rate_words(card.version, lacks) if lacks else ""
    return [said] if said else []


def _shares(claim: BenefitClaim, _: date) -> list[str]:
    total = sum((s.share for s in claim.shares.all()), Decimal(0))
    return [] if 0 < total <= 100 else ["Enter each initiative’s share of the effect, 100% at most together."]


def _cost(claim: BenefitClaim, _: date) -> list[str]:
    given = claim.costs.all() or claim.no_cost_because
    return [] if given else ["Enter what it costs to deliver, or why it costs nothing."]


def _evidence(claim: BenefitClaim, today: date) -> list[str]:
    if not claim.grade:
        return ["Grade the evidence."]
    said = grade_lacks(EvidenceGrade(claim.grade), evidence_of([claim])[claim.pk], claim.grade_because, today)
    return [said] if said else []


def _declaration(claim: BenefitClaim, _: date) -> list[str]:
    return [] if claim.declared else ["Declare that the claim is right, to the best of your knowledge."]


_CHECKS = {
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
