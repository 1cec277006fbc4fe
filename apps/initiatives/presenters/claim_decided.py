"""Who submitted, decided or withdrew a claim, and when: the line beneath its heading."""

from datetime import datetime

from django.utils.timezone import localdate

from apps.initiatives.models import BenefitClaim, ClaimDecision
from apps.initiatives.presenters.words import day
from apps.initiatives.selectors.claims import ClaimDossier
from apps.initiatives.workflow.claims import ClaimDecisionKind, ClaimStatus

DONE = {
    ClaimDecisionKind.APPROVE: "Approved",
    ClaimDecisionKind.APPROVE_LESS: "Approved at a lower amount",
    ClaimDecisionKind.RETURN: "Returned",
    ClaimDecisionKind.REJECT: "Rejected",
}


def provenance(found: ClaimDossier) -> dict[str, str]:
    """``submitted`` and ``decided`` as texts, each empty where it has not happened."""
    return {"submitted": submitted_words(found.claim), "decided": decided_words(found)}


def submitted_words(claim: BenefitClaim) -> str:
    """The newest submission: a returned claim keeps it until it is submitted again."""
    return f"Submitted {_by(claim.submitted_by, claim.submitted_at)}" if claim.submitted_at else ""


def decided_words(found: ClaimDossier) -> str:
    """The newest decision, whatever it was, then what took the claim out of the totals or out of hand."""
    said = [_decision(found.decisions[-1])] if found.decisions else []
    claim = found.claim
    if claim.status == ClaimStatus.SUPERSEDED and found.superseded_by:
        said.append(f"superseded by {found.superseded_by}")
    if claim.status == ClaimStatus.WITHDRAWN:
        said.append(f"withdrawn {_by(claim.edited_by, claim.edited_at)}")
    text = "; ".join(said)
    return text[:1].upper() + text[1:]


def _decision(made: ClaimDecision) -> str:
    return f"{DONE[ClaimDecisionKind(made.decision)]} {_by(made.by, made.at)}"


def _by(person: object, at: datetime) -> str:
    return f"by {person} on {day(localdate(at))}"
