"""What of claims waits for a person, for the daily e-mail: references and counts, no amounts and nothing of a child."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from apps.core.models import User
from apps.initiatives.models import BenefitClaim, ClaimContributor
from apps.initiatives.selectors.claim_queue import awaiting_noting, waiting_to_be_decided
from apps.initiatives.workflow.claims import ClaimStatus

LONG = timedelta(days=14)
NAMED = 10


def waiting_for(person: User, at: datetime) -> list[str]:
    """Claims to decide, notings to record, questions to answer."""
    return [*_to_decide(person, at), *_to_note(person), *_to_answer(person)]


def _to_decide(person: User, at: datetime) -> list[str]:
    if not person.has_perm("initiatives.decide_benefitclaim"):
        return []
    mine = Exists(ClaimContributor.objects.filter(claim=OuterRef("pk"), person=person))
    waiting = waiting_to_be_decided().exclude(mine)
    n = waiting.count()
    if not n:
        return []
    late = waiting.filter(submitted_at__lt=at - LONG).count()
    oldest = f" {_claims(late)} waited for more than {LONG.days} days." if late else ""
    return [f"{_claims(n)} to decide: {_named(waiting[:NAMED], n)}.{oldest}"]


def _to_note(person: User) -> list[str]:
    if not person.has_perm("initiatives.note_benefitclaim"):
        return []
    waiting = awaiting_noting()
    n = waiting.count()
    return [f"{_claims(n)} approved, to be noted by the Board: {_named(waiting[:NAMED], n)}."] if n else []


def _to_answer(person: User) -> list[str]:
    returned = BenefitClaim.objects.filter(
        Exists(ClaimContributor.objects.filter(claim=OuterRef("pk"), person=person)), status=ClaimStatus.RETURNED
    ).order_by("pk")
    n = returned.count()
    return [f"{_claims(n)} returned with finance’s question: {_named(returned[:NAMED], n)}."] if n else []


def _claims(n: int) -> str:
    return f"{n} claim{'' if n == 1 else 's'}"


def _named(claims: Iterable[BenefitClaim], n: int) -> str:
    named = ", ".join(str(claim) for claim in claims)
    return f"{named} and {n - NAMED} more" if n > NAMED else named
