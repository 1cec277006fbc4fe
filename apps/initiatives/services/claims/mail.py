"""Who is told when a claim moves. Texts hold no money and nothing of a child: the reader signs in for the rest."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import Permission

from apps.core.models import User
from apps.core.services.notify import notify
from apps.core.vocabulary import NotificationKind
from apps.initiatives.models import BenefitClaim, ClaimDecision
from apps.initiatives.workflow.claims import ClaimDecisionKind


def tell_finance(*, claim: BenefitClaim, at: datetime) -> None:
    """Everybody who may decide it, but for those who made or edited it."""
    made_it = set(claim.contributors.values_list("person_id", flat=True))
    people = [p for p in _who_may("decide_benefitclaim") if p.pk not in made_it]
    _tell(people, NotificationKind.SUBMITTED, claim, f"{claim} of {claim.initiative} waits for a decision.", at)


def tell_makers(*, claim: BenefitClaim, decision: ClaimDecision, at: datetime) -> None:
    kind = ClaimDecisionKind(decision.decision)
    returned = kind is ClaimDecisionKind.RETURN
    text = (
        f"Finance has a question on {claim} of {claim.initiative}. It is your turn."
        if returned
        else f"{claim} of {claim.initiative}: {kind.leads_to.label.lower()}."
    )
    people = User.objects.filter(pk__in=claim.contributors.values("person_id"), is_active=True)
    _tell(people, NotificationKind.RETURNED if returned else NotificationKind.DECIDED, claim, text, at)


def _tell(people: Iterable[User], kind: NotificationKind, claim: BenefitClaim, text: str, at: datetime) -> None:
    path = f"/claims/{claim.pk}/"
    notify(people=list(people), kind=kind, text=text, subject_label=claim.reference, path=path, at=at)


def _who_may(codename: str) -> Iterable[User]:
    groups = Permission.objects.get(content_type__app_label="initiatives", codename=codename).group_set.all()
    return User.objects.filter(groups__in=groups, is_active=True).distinct()
