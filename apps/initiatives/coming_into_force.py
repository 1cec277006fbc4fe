"""The day on which a rate card that was approved for later is in force: the figures are worked out anew, once."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from apps.core.models import RecomputeRequest
from apps.core.services.recompute import request_recompute
from apps.initiatives.models import RateCard
from apps.initiatives.selectors.rates import rate_card_in_force


@transaction.atomic
def take_into_force(*, at: datetime) -> bool:
    """Whether new projections were asked for. A day that was missed is made up for on the next."""
    card = rate_card_in_force(localdate(at))
    if card is None or not _came_later(card):
        return False
    RateCard.objects.select_for_update(of=("self",)).get(pk=card.pk)
    cause = f"Rate card version {card.version} is in force from {card.in_force_from}"
    if RecomputeRequest.objects.filter(cause=cause).exists():
        return False
    request_recompute(by=None, at=at, cause=cause)
    return True


def _came_later(card: RateCard) -> bool:
    if card.approved_at is None or card.in_force_from is None:
        return False
    return card.in_force_from > localdate(card.approved_at)
