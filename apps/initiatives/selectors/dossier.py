"""Reads everything that an initiative's page rests on, in a constant number of queries."""

from dataclasses import dataclass
from datetime import date

from apps.core.errors import Refused
from apps.core.memory import remembered
from apps.core.selectors.reading import reading_date
from apps.core.vocabulary import Convention
from apps.initiatives.models import Initiative, InitiativeOverlap, MeasurementPlan
from apps.initiatives.selectors.claim_gate import why_no_claim
from apps.initiatives.selectors.claim_totals import ClaimedApproved, claimed_and_approved
from apps.initiatives.selectors.evidence_items import Attachment, evidence_items
from apps.initiatives.selectors.initiatives import initiative, overlaps
from apps.initiatives.selectors.outcomes import Outcome, outcomes
from apps.initiatives.selectors.places import TrancheView, tranches
from apps.initiatives.selectors.plans import agreed_plan, latest_plan
from apps.initiatives.selectors.rates import RateSheet, rate_sheet


@dataclass(frozen=True, slots=True)
class Dossier:
    """``rates`` and ``tranches`` are as the report gave them; ``rates`` is None while no rate card is loaded.
    ``plan`` is the agreed measurement plan, or else its draft; ``barriers`` say why nothing can be claimed.
    """

    initiative: Initiative
    outcomes: list[Outcome]
    overlaps: list[InitiativeOverlap]
    rates: RateSheet | None
    tranches: list[TrancheView]
    read_for: date
    plan: MeasurementPlan | None
    barriers: tuple[str, ...]
    attachments: list[Attachment]
    claimed: list[ClaimedApproved]


@remembered
def dossier(slug: str) -> Dossier:
    """To be read, never changed. Raises ``Initiative.DoesNotExist``."""
    subject = initiative(slug)
    plan = agreed_plan(subject) or latest_plan(subject)
    return Dossier(
        initiative=subject,
        outcomes=outcomes(subject),
        overlaps=overlaps(subject),
        rates=_rates() if subject.reported_benefits.all() else None,
        tranches=tranches(Convention.AS_REPORTED) if subject.place_tranches.all() else [],
        read_for=reading_date(),
        plan=plan,
        barriers=tuple(why_no_claim(subject, plan)),
        attachments=evidence_items(subject, reading_date()),
        claimed=claimed_and_approved(subject),
    )


def _rates() -> RateSheet | None:
    try:
        return rate_sheet(Convention.AS_REPORTED)
    except Refused:
        return None
