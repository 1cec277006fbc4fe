"""Submits a claim: what it rests on and what it is worth are worked out once more and kept with it."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from apps.core.errors import Refused
from apps.core.models import User
from apps.core.money import pounds
from apps.core.services.audit import record_change
from apps.initiatives.calculations.claim_frozen import frozen, hash_of
from apps.initiatives.calculations.claim_value import claimed, value_of
from apps.initiatives.calculations.pence import to_pence
from apps.initiatives.models import BenefitClaim
from apps.initiatives.permissions import check_can_change_claim, check_can_make_claims
from apps.initiatives.selectors.claim_evidence import evidence_of
from apps.initiatives.selectors.claim_gate import why_no_claim
from apps.initiatives.selectors.claim_inputs import displaced, inputs_of, inputs_or_refuse, lines, with_parts
from apps.initiatives.selectors.claim_steps import missing
from apps.initiatives.selectors.counted import counted_already, left_of_cohort
from apps.initiatives.selectors.plans import agreed_plan
from apps.initiatives.services.claims.mail import tell_finance
from apps.initiatives.services.claims.saving import check_read, locked, stamp
from apps.initiatives.vocabulary import Recurrence
from apps.initiatives.workflow.claims import ClaimStatus

COUNT_ONCE = (
    "Leave those units out, shorten the period, share one claim between the initiatives, or supersede the other claim."
)


@transaction.atomic
def submit_claim(*, claim_id: int, read_version: int, by: User, at: datetime) -> BenefitClaim:
    """From draft or returned to submitted. Raises ``Refused`` with everything that stands in its way."""
    locked(claim_id)
    claim = with_parts([claim_id])[0]
    if claim.status == ClaimStatus.SUBMITTED and (claim.submitted_by_id, claim.version) == (by.pk, read_version + 1):
        return claim  # the same form, sent twice
    check_can_make_claims(by)
    check_read(claim, read_version)
    check_can_change_claim(by, claim)
    if obstacles := in_the_way(claim, at):
        raise Refused(" ".join(obstacles))
    inputs = inputs_or_refuse(claim)
    value = value_of(inputs)
    was = claim.status
    claim.calculation = frozen(inputs, lines(claim, inputs, value), evidence_of([claim])[claim.pk])
    claim.input_hash = hash_of(inputs)
    claim.claimed = claimed(value.assured, claim.block)
    claim.claimed_as_reported = claimed(value.as_reported, claim.block)
    claim.displaced, claim.difference = displaced(claim)
    claim.status, claim.submitted_by, claim.submitted_at = ClaimStatus.SUBMITTED, by, at
    stamp(claim, by=by, at=at)
    claim.full_clean()
    claim.save()
    record_change(
        by=by, at=at, action="Submitted a claim", subject=claim, before={"status": was},
        after={"status": claim.status, "claimed": str(claim.claimed), "version": claim.version,
               "input_hash": claim.input_hash},
    )  # fmt: skip
    tell_finance(claim=claim, at=at)
    return claim


def in_the_way(claim: BenefitClaim, at: datetime) -> list[str]:
    """What keeps a claim from being submitted, in sentences. The page of answers shows the same."""
    plan = agreed_plan(claim.initiative)
    sentences = [s for step in missing(claim, localdate(at)).values() for s in step]
    sentences += why_no_claim(claim.initiative, plan)
    if plan and plan.pk != claim.plan_id:
        sentences.append(f"Version {plan.version} of the measurement plan is agreed since: confirm the counterfactual.")
    if claim.supersedes and claim.supersedes.status != ClaimStatus.APPROVED:
        sentences.append(f"{claim.supersedes} is no longer approved, so it cannot be superseded.")
    if counted := counted_already(claim):
        sentences.append(" ".join([*(c.sentence for c in counted), COUNT_ONCE]))
    left = left_of_cohort(claim)
    draw = getattr(claim, "draw", None)
    if left is not None and draw is not None:
        counts = draw.units - sum(e.units for e in claim.exclusions.all())
        if counts > left:
            sentences.append(
                f"{draw.cohort.name} has {left.normalize():f} of {draw.cohort.size} left in that period, and the claim "
                f"counts {counts.normalize():f}. Draw fewer, or supersede the claim that drew on it."
            )
    return [*sentences, *filter(None, [nothing_to_claim(claim)])]


def nothing_to_claim(claim: BenefitClaim) -> str:
    """Why a claim that is not worth more than nought asks for nothing, and what can be done."""
    inputs = inputs_of([claim])[claim.pk]
    if isinstance(inputs, str):
        return ""  # the steps say what is missing
    value = value_of(inputs).assured
    net = claimed(value, claim.block)
    if net > 0:
        return ""
    each = "once" if claim.recurrence == Recurrence.ONE_OFF else "a year"
    gross = to_pence(value.gross)
    cost = f"gross {pounds(gross, 2)} less {pounds(gross - net, 2)} of delivery cost" if gross != net else "gross"
    return (
        f"It is worth {pounds(net, 2)} {each} ({cost}): a claim is for more than nought. Check the counterfactual, the "
        "unit costs and the delivery cost; if they are right, withdraw the claim, and leave the cost among the "
        "initiative’s funding."
    )
