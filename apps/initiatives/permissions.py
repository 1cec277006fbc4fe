"""Who may do what in this app: ``can_x`` for templates, ``check_can_x`` raises the sentence that the reader sees."""

from apps.core.errors import NotAllowed
from apps.core.models import User
from apps.initiatives.models import BenefitClaim, MeasurementPlan, PlaceDemand, RateCard
from apps.initiatives.vocabulary import DemandState, MeasurementPlanState, RateCardStatus
from apps.initiatives.workflow.claims import ClaimStatus

AGREE_DEMAND = "initiatives.approve_ratecard"  # finance officers: who agrees what a place is worth agrees how many


def can_change_places(user: User) -> bool:
    return user.has_perms(["initiatives.add_placecount", "initiatives.add_placeexclusion"])


def check_can_change_places(user: User) -> None:
    if not can_change_places(user):
        raise NotAllowed("Places and exclusions are changed by SEND managers and finance officers.")


def can_agree_demand(user: User, demand: PlaceDemand) -> bool:
    try:
        check_can_agree_demand(user, demand)
    except NotAllowed:
        return False
    return True


def check_can_agree_demand(user: User, demand: PlaceDemand) -> None:
    if not user.has_perm(AGREE_DEMAND):
        raise NotAllowed("Demand for places is agreed by a finance officer.")
    if demand.state == DemandState.AGREED:
        raise NotAllowed("This demand is agreed already.")
    if demand.recorded_by_id == user.pk:
        raise NotAllowed("You stated this demand, so another finance officer agrees it.")


def can_draft_rate_card(user: User) -> bool:
    return user.has_perm("initiatives.add_ratecard")


def check_can_draft_rate_card(user: User) -> None:
    if not can_draft_rate_card(user):
        raise NotAllowed("A rate card is drafted by SEND managers and finance officers.")


def can_decide_rate_card(user: User, card: RateCard) -> bool:
    try:
        check_can_decide_rate_card(user, card)
    except NotAllowed:
        return False
    return True


def check_can_decide_rate_card(user: User, card: RateCard) -> None:
    if card.status != RateCardStatus.DRAFT:
        raise NotAllowed(f"{card} is {card.get_status_display().lower()}: nothing is left to decide.")
    if not user.has_perm("initiatives.approve_ratecard"):
        raise NotAllowed("A rate card is approved by a finance officer.")
    if card.prepared_by_id == user.pk:
        raise NotAllowed("You drafted this rate card, so another finance officer approves it.")


def can_withdraw_rate_card(user: User, card: RateCard) -> bool:
    return card.status == RateCardStatus.DRAFT and (
        card.prepared_by_id == user.pk or user.has_perm("initiatives.approve_ratecard")
    )


def can_make_claims(user: User) -> bool:
    return user.has_perm("initiatives.add_benefitclaim")


def check_can_make_claims(user: User) -> None:
    if not can_make_claims(user):
        raise NotAllowed("Claims are made by SEND managers.")


def can_see_drafts(user: User) -> bool:
    """Whether the person may read claims that are not submitted: those who make claims and those who decide them."""
    return can_make_claims(user) or user.has_perm("initiatives.decide_benefitclaim")


def can_see_claim(user: User, claim: BenefitClaim) -> bool:
    unsubmitted = claim.is_open_to_change or claim.status == ClaimStatus.WITHDRAWN
    return user.has_perm("initiatives.view_benefitclaim") and (can_see_drafts(user) or not unsubmitted)


def can_change_claim(user: User, claim: BenefitClaim) -> bool:
    return can_make_claims(user) and claim.is_open_to_change


def check_can_change_claim(user: User, claim: BenefitClaim) -> None:
    check_can_make_claims(user)
    if not claim.is_open_to_change:
        raise NotAllowed(
            f"{claim} is {claim.get_status_display().lower()}, so it does not change. Finance can return it, or a new "
            "claim can supersede it once it is approved."
        )


def can_decide_claim(user: User, claim: BenefitClaim) -> bool:
    try:
        check_can_decide_claim(user, claim)
    except NotAllowed:
        return False
    return True


def check_may_decide_claims(user: User) -> None:
    if not user.has_perm("initiatives.decide_benefitclaim"):
        raise NotAllowed("Claims are decided by finance officers.")


def check_can_decide_claim(user: User, claim: BenefitClaim) -> None:
    check_may_decide_claims(user)
    if claim.contributors.filter(person=user).exists():
        raise NotAllowed(f"You cannot decide {claim}: you made or edited it. Another finance officer decides.")
    if claim.status != ClaimStatus.SUBMITTED:
        raise NotAllowed(f"{claim} is {claim.get_status_display().lower()}: nothing is left to decide.")


def can_note_claim(user: User, claim: BenefitClaim) -> bool:
    return user.has_perm("initiatives.note_benefitclaim") and claim.status == ClaimStatus.APPROVED


def check_can_note_claim(user: User, claim: BenefitClaim) -> None:
    if not user.has_perm("initiatives.note_benefitclaim"):
        raise NotAllowed("The Board’s noting is recorded by finance officers.")
    if claim.status != ClaimStatus.APPROVED:
        raise NotAllowed(f"{claim} is {claim.get_status_display().lower()}: only an approved claim is noted.")


def check_can_take_back_noting(user: User) -> None:
    if not user.has_perm("initiatives.note_benefitclaim"):
        raise NotAllowed("The decision noted a claim: a noting is taken back, as it is recorded, by finance officers.")


def can_draft_plan(user: User) -> bool:
    return user.has_perm("initiatives.add_measurementplan")


def check_can_draft_plan(user: User) -> None:
    if not can_draft_plan(user):
        raise NotAllowed("A measurement plan is drafted by SEND managers and finance officers.")


def can_agree_values(user: User) -> bool:
    """Whether the person may say that finance has agreed a plan's values."""
    return user.has_perm("initiatives.agree_measurementplan")


def can_agree_plan(user: User, plan: MeasurementPlan) -> bool:
    try:
        check_can_agree_plan(user, plan)
    except NotAllowed:
        return False
    return True


def check_can_agree_plan(user: User, plan: MeasurementPlan) -> None:
    if not user.has_perm("initiatives.agree_measurementplan"):
        raise NotAllowed("A measurement plan is agreed by a finance officer.")
    if plan.state != MeasurementPlanState.DRAFTED:
        raise NotAllowed(f"Version {plan.version} of the plan is agreed already.")
    if plan.prepared_by_id == user.pk or plan.contributors.filter(person=user).exists():
        raise NotAllowed("You drafted or edited this plan, so another finance officer agrees it.")


def can_close_quarter(user: User) -> bool:
    return user.has_perm("initiatives.close_quarter")


def check_can_close_quarter(user: User) -> None:
    if not can_close_quarter(user):
        raise NotAllowed("A quarter is closed, and reminders are sent, by finance officers.")


def can_settle_overlap(user: User) -> bool:
    return user.has_perm("initiatives.settle_overlap")


def check_can_settle_overlap(user: User) -> None:
    if not can_settle_overlap(user):
        raise NotAllowed("An overlap is settled by SEND managers and finance officers.")


def can_log_outcomes(user: User) -> bool:
    return user.has_perm("initiatives.add_outcomereading")


def check_can_log_outcomes(user: User) -> None:
    if not can_log_outcomes(user):
        raise NotAllowed("Outcomes are logged by SEND managers and finance officers.")


def check_can_add_measures(user: User) -> None:
    if not user.has_perm("initiatives.add_outcomemeasure"):
        raise NotAllowed("Measures are added by SEND managers and finance officers.")


def can_add_evidence(user: User) -> bool:
    return user.has_perm("initiatives.add_evidenceitem")


def check_can_add_evidence(user: User) -> None:
    if not can_add_evidence(user):
        raise NotAllowed("Evidence is attached by SEND managers and finance officers.")


def can_open_evidence(user: User) -> bool:
    return user.has_perm("initiatives.view_evidenceitem")
