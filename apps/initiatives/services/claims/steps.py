"""Saves one step of a claim. Each raises as ``saving.changing``; money is £, shares are per cents."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localdate

from apps.core.errors import Refused
from apps.core.models import User
from apps.core.vocabulary import BenefitClass
from apps.initiatives.models import (
    BenefitClaim,
    ClaimCost,
    ClaimDraw,
    ClaimEvidence,
    ClaimMix,
    ClaimShare,
    EvidenceItem,
    Fund,
    Initiative,
    OutcomeMeasure,
    QuotedDifference,
    RateCard,
)
from apps.initiatives.selectors.claim_gate import why_no_claim
from apps.initiatives.selectors.claim_rates import quote_misfit
from apps.initiatives.selectors.plans import agreed_plan
from apps.initiatives.selectors.rates import in_force_by
from apps.initiatives.services.claims.saving import changing, replace_parts
from apps.initiatives.vocabulary import Recurrence, UnitKind
from apps.initiatives.workflow.steps import ClaimStep


def save_kind(
    *, claim_id: int, title: str, kind: UnitKind, benefit_class: BenefitClass, read_version: int, by: User, at: datetime
) -> BenefitClaim:
    """Another kind of unit empties what was counted."""
    with changing(claim_id=claim_id, step=ClaimStep.KIND, read_version=read_version, by=by, at=at) as claim:
        if claim.kind != kind:
            for part in ("units", "exclusions"):
                getattr(claim, part).all().delete()
            ClaimDraw.objects.filter(claim=claim).delete()
            claim.no_exclusions = False
        claim.title, claim.kind, claim.benefit_class = title, kind, benefit_class
    return claim


def save_period(
    *,
    claim_id: int,
    recurrence: Recurrence,
    start_date: date,
    end_date: date,
    came_from: date | None,
    came_to: date | None,
    read_version: int,
    by: User,
    at: datetime,
) -> BenefitClaim:
    """Half-open: ``end_date`` is the first day that no longer counts. Both are firsts of a month."""
    with changing(claim_id=claim_id, step=ClaimStep.PERIOD, read_version=read_version, by=by, at=at) as claim:
        claim.recurrence, claim.start_date, claim.end_date = recurrence, start_date, end_date
        claim.came_from, claim.came_to = came_from, came_to
    return claim


def save_counterfactual(
    *,
    claim_id: int,
    mix: dict[str, Decimal],
    actual: str,
    occupancy: Decimal,
    deadweight: Decimal,
    differs_because: str,
    both_because: str,
    read_version: int,
    by: User,
    at: datetime,
) -> BenefitClaim:
    """``mix`` maps placements to per cents that sum to 100. What differs from the agreed plan needs a reason."""
    with changing(claim_id=claim_id, step=ClaimStep.COUNTERFACTUAL, read_version=read_version, by=by, at=at) as claim:
        plan = agreed_plan(claim.initiative)
        if plan is None:
            raise Refused(" ".join(why_no_claim(claim.initiative, None)))
        agreed = {m.placement: m.share for m in plan.mix.all()}
        same = (agreed, plan.actual, plan.occupancy, plan.deadweight) == (mix, actual, occupancy, deadweight)
        if not same and not differs_because:
            raise Refused("Say why the counterfactual differs from the agreed plan, or take the plan’s own values.")
        if sum(mix.values()) != 100:
            raise Refused(f"The shares of the mix sum to {sum(mix.values())}%. Make them 100%.")
        claim.plan, claim.actual = plan, actual
        claim.occupancy, claim.deadweight = occupancy, deadweight
        claim.differs_because, claim.both_because = "" if same else differs_because, both_because
        replace_parts(claim, "mix", [ClaimMix(placement=p, share=s) for p, s in mix.items()])
    return claim


def save_rates(
    *, claim_id: int, card_version: int, quoted_difference: int | None, read_version: int, by: User, at: datetime
) -> BenefitClaim:
    """Pins a version of the rate card that is or was in force and, where its source gives no unit costs, a difference
    that it quotes."""
    with changing(claim_id=claim_id, step=ClaimStep.RATES, read_version=read_version, by=by, at=at) as claim:
        claim.rate_card = RateCard.objects.filter(in_force_by(localdate(at)), version=card_version).first()
        if claim.rate_card is None:
            raise Refused(f"Rate card: version {card_version} is not approved and in force. Choose one that is.")
        claim.quoted_difference = None
        if quoted_difference:
            claim.quoted_difference = QuotedDifference.objects.filter(
                pk=quoted_difference, card=claim.rate_card
            ).first()
            if claim.quoted_difference is None:
                raise Refused("Quoted difference: it is not of this rate card. Choose one that is.")
            mix = list(claim.mix.values_list("placement", flat=True))
            if said := quote_misfit(claim.quoted_difference, mix, claim.actual):
                raise Refused(f"Quoted difference: {said}")
    return claim


def save_shares(
    *, claim_id: int, shares: dict[str, Decimal], read_version: int, by: User, at: datetime
) -> BenefitClaim:
    """``shares`` maps initiatives (slugs) to per cents, 100 at most together; each must be one that may have claims."""
    with changing(claim_id=claim_id, step=ClaimStep.SHARES, read_version=read_version, by=by, at=at) as claim:
        total = sum(shares.values(), Decimal(0))
        if not 0 < total <= 100:
            raise Refused(f"The shares sum to {total}%. Together they are more than 0 and at most 100%.")
        if claim.initiative.slug not in shares:
            raise Refused(f"Give {claim.initiative} a share: the claim is its own.")
        rows: list[object] = []
        for subject in Initiative.objects.filter(slug__in=shares):
            if lacks := why_no_claim(subject, agreed_plan(subject)):
                raise Refused(f"{subject} cannot share in a claim yet. {' '.join(lacks)}")
            rows.append(ClaimShare(initiative=subject, share=shares[subject.slug]))
        if len(rows) != len(shares):
            raise Refused("Shares: one of the initiatives is not there. Choose from the list.")
        replace_parts(claim, "shares", rows)
    return claim


def save_cost(
    *, claim_id: int, costs: dict[str, Decimal], no_cost_because: str, read_version: int, by: User, at: datetime
) -> BenefitClaim:
    """``costs`` maps funds (slugs) to £ a year, or £ once for a one-off; none needs a reason."""
    with changing(claim_id=claim_id, step=ClaimStep.COST, read_version=read_version, by=by, at=at) as claim:
        if not costs and not no_cost_because:
            raise Refused("Enter a delivery cost and who pays it, or say why it costs nothing.")
        funds = {f.slug: f for f in Fund.objects.filter(slug__in=costs)}
        if missing := set(costs) - set(funds):
            raise Refused(f"Fund: “{min(missing)}” is not there. Choose from the list.")
        claim.no_cost_because = "" if costs else no_cost_because
        replace_parts(claim, "costs", [ClaimCost(fund=funds[slug], amount=amount) for slug, amount in costs.items()])
    return claim


def save_evidence(
    *,
    claim_id: int,
    items: list[int],
    measure: int | None,
    grade: str,
    grade_because: str,
    read_version: int,
    by: User,
    at: datetime,
) -> BenefitClaim:
    """Evidence of the initiatives that share the claim, the measured outcome it rests on, and a proposed grade."""
    with changing(claim_id=claim_id, step=ClaimStep.EVIDENCE, read_version=read_version, by=by, at=at) as claim:
        sharing = [claim.initiative_id, *claim.shares.values_list("initiative_id", flat=True)]
        found = EvidenceItem.objects.filter(pk__in=items, initiative_id__in=sharing)
        if len(found) != len(set(items)):
            raise Refused("Evidence: one item belongs to another initiative. Choose from the list.")
        claim.measure = (
            OutcomeMeasure.objects.filter(pk=measure, initiative_id__in=sharing).first() if measure else None
        )
        claim.grade, claim.grade_because = grade, grade_because
        replace_parts(claim, "claim_evidence", [ClaimEvidence(item=item) for item in found])
    return claim


def save_declaration(*, claim_id: int, declared: bool, read_version: int, by: User, at: datetime) -> BenefitClaim:
    with changing(claim_id=claim_id, step=ClaimStep.DECLARATION, read_version=read_version, by=by, at=at) as claim:
        claim.declared = declared
    return claim
