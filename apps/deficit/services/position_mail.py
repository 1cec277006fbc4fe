"""Who is told when a position moves. Texts hold no money: the reader signs in for the rest."""

from datetime import datetime

from django.db.models import Q

from apps.core.models import User
from apps.core.services.notify import notify
from apps.core.vocabulary import NotificationKind
from apps.deficit.models import Position, PositionDecision
from apps.deficit.vocabulary import PositionDecisionKind

RETURNED = PositionDecisionKind.RETURN


def tell_approvers(*, position: Position, at: datetime) -> None:
    """Everybody who may approve it, but for those who prepared or edited it."""
    may = Q(groups__permissions__codename="approve_position", groups__permissions__content_type__app_label="deficit")
    made_it = position.contributors.values("person_id")
    people = User.objects.filter(may, is_active=True).exclude(pk__in=made_it).distinct()
    text = f"The DSG position {_name(position)} is ready for approval."
    notify(
        people=list(people), kind=NotificationKind.SUBMITTED, text=text, subject_label=_name(position),
        path=f"/deficit/positions/{position.pk}/", at=at,
    )  # fmt: skip


def tell_preparers(*, position: Position, decision: PositionDecision, at: datetime) -> None:
    """Those who prepared or edited it, but for who decided."""
    returned = decision.decision == RETURNED
    said = "was returned to draft. It is your turn." if returned else f"was {position.get_status_display().lower()}."
    people = User.objects.filter(pk__in=position.contributors.values("person_id"), is_active=True)
    notify(
        people=list(people), kind=NotificationKind.RETURNED if returned else NotificationKind.DECIDED,
        text=f"The DSG position {_name(position)} {said}", subject_label=_name(position),
        path=f"/deficit/positions/{position.pk}/", at=at, exclude=decision.by,
    )  # fmt: skip


def _name(position: Position) -> str:
    return f"{position.financial_year} {position.get_reporting_point_display()}, version {position.version}"
