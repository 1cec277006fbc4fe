"""What a decision would do, in words. Money is pounds; each row has its own basis."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from apps.core.charts import Column, Rows
from apps.core.errors import NotAllowed
from apps.core.models import User
from apps.core.money import pounds
from apps.initiatives.models import BenefitClaim, ClaimDecision
from apps.initiatives.permissions import check_can_decide_claim, check_can_note_claim
from apps.initiatives.presenters.claim_queue import amount_words
from apps.initiatives.presenters.claim_read import kind_words
from apps.initiatives.presenters.words import count
from apps.initiatives.selectors.claim_effects import Effect
from apps.initiatives.selectors.claim_flags import Flag
from apps.initiatives.selectors.claims import ClaimDossier
from apps.initiatives.vocabulary import EvidenceGrade
from apps.initiatives.workflow.claims import ClaimDecisionKind, ClaimStatus


def decide_message(claim: BenefitClaim, flags: list[Flag]) -> str:
    looks = f"{count(len(flags), 'thing')} to look at" if flags else "nothing stands out"
    return (
        f"{claim.title}: {amount_words(claim)} of {claim.get_benefit_class_display().lower()} claimed, "
        f"{amount_words(claim, claim.claimed_as_reported)} on the report’s convention; {looks}."
    )


def why_not_decide(person: User, claim: BenefitClaim) -> str:
    """The sentence of a person who cannot decide it; nothing for one who can."""
    return _refusal(check_can_decide_claim, person, claim)


def why_not_note(person: User, found: ClaimDossier) -> str:
    if sentence := _refusal(check_can_note_claim, person, found.claim):
        return sentence
    if noted := getattr(found.claim, "noting", None):
        return f"{found.claim} was noted on {noted.meeting_date:%-d %B %Y} already: {noted.reference}."
    if not found.noting_due:
        threshold = pounds(settings.CLAIM_NOTING_THRESHOLD)
        return f"{found.claim} is at or below {threshold}: the Board need not note it."
    return ""


def why_not_supersede(found: ClaimDossier) -> str:
    claim = found.claim
    if claim.status != ClaimStatus.APPROVED:
        return f"{claim} is {claim.get_status_display().lower()}: only an approved claim is superseded."
    if found.superseded_by:
        return f"{found.superseded_by} is there already to supersede {claim}. Change that one."
    return ""


def effect_table(effects: Iterable[Effect]) -> Rows:
    """Approved totals before and after, by initiative and basis, each for itself."""
    rows = [
        {
            "initiative": one.initiative, "basis": kind_words(one.kind),
            "class": one.kind.benefit_class.label, "block": one.kind.block.label,
            "headline": one.headline_before, "sufficient": one.headline_after,
            "before": one.before, "change": one.after - one.before, "after": one.after,
        }
        for one in effects
    ]  # fmt: skip
    columns = (
        Column("initiative", "Initiative"), Column("basis", "Basis"), Column("class", "Class"),
        Column("block", "Falls to"), Column("headline", "In the headline now", kind="money"),
        Column("sufficient", "Headline after, if Sufficient and noted", kind="money"),
        Column("before", "Approved now", kind="money"), Column("change", "Change", kind="money", signed=True),
        Column("after", "Approved after", kind="money"),
    )  # fmt: skip
    return Rows("Effect on approved totals, £, if approved as claimed", columns, rows)


def effect_words(claim: BenefitClaim) -> list[str]:
    """What becomes of the headline at each grade, the threshold considered."""
    above = (claim.claimed or 0) > settings.CLAIM_NOTING_THRESHOLD
    threshold = pounds(settings.CLAIM_NOTING_THRESHOLD)
    then = f"only once the Board has noted it, since it is above {threshold}" if above else "at once"
    graded = EvidenceGrade(claim.grade).label if claim.grade else "nothing"
    found = [
        f"Graded Sufficient it enters the headline {then}; graded Partial or Insufficient it stands beside it. "
        f"It is put forward as {graded}.",
        "A lower amount changes every row in proportion.",
    ]
    if claim.supersedes:
        found.append(f"{claim.supersedes} leaves the totals as this claim enters them: the change is the difference.")
    return found


def decided_text(made: ClaimDecision) -> str:
    claim, kind = made.claim, ClaimDecisionKind(made.decision)
    what = {
        ClaimDecisionKind.APPROVE: "approved as claimed",
        ClaimDecisionKind.APPROVE_LESS: "approved at a lower amount",
        ClaimDecisionKind.RETURN: "returned with your question",
        ClaimDecisionKind.REJECT: "rejected",
    }[kind]
    amount = f": {amount_words(claim, made.amount)}" if made.amount is not None else ""
    above = made.amount is not None and made.amount > settings.CLAIM_NOTING_THRESHOLD
    noting = " The Board notes it next." if above else ""
    return f"{claim} is {what}{amount} (reference: decision {made.pk}).{noting} The SEND manager is told."


def _refusal(check: Any, person: User, claim: BenefitClaim) -> str:
    try:
        check(person, claim)
    except NotAllowed as error:
        return str(error)
    return ""
