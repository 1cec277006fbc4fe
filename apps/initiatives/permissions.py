"""Who may do what in this app: ``can_x`` for templates, ``check_can_x`` raises the sentence that the reader sees."""

from apps.core.errors import NotAllowed
from apps.core.models import User
from apps.initiatives.models import RateCard
from apps.initiatives.vocabulary import RateCardStatus


def can_change_places(user: User) -> bool:
    return user.has_perms(["initiatives.add_placecount", "initiatives.add_placeexclusion"])


def check_can_change_places(user: User) -> None:
    if not can_change_places(user):
        raise NotAllowed("Places and exclusions are changed by SEND managers and finance officers.")


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
