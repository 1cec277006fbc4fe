"""One version of the rate card as its page shows it: its rates, what it changes, and who may decide it."""

from typing import Any

from apps.core.errors import NotAllowed, Refused
from apps.core.models import User
from apps.core.world import today
from apps.initiatives.forms.rates import APPROVE, WITHDRAW, DecisionForm
from apps.initiatives.models import RateCard
from apps.initiatives.permissions import can_withdraw_rate_card, check_can_decide_rate_card
from apps.initiatives.presenters import rate_claims, rates
from apps.initiatives.presenters.rate_words import agreed_by, card_message, effect_sentence, in_force_words
from apps.initiatives.selectors.rate_cards import Effect, effect, in_force, previous_approved, sheets
from apps.initiatives.selectors.rate_claims import claims_at
from apps.initiatives.selectors.rates import RateSheet
from apps.initiatives.vocabulary import RateCardStatus

TABLES = ("rates", "effect", "claims_by_basis", "open_claims")
NO_CLAIMS: dict[str, Any] = {"claims_said": [], "claims_by_basis": None, "open_claims": None}


def version_context(card: RateCard, cards: list[RateCard], by: User, refused: DecisionForm | None) -> dict[str, Any]:
    """``refused`` is a decision that did not hold: it stands in place of its empty form."""
    current, earlier = in_force(cards), previous_approved(card, cards)
    sheet, *others = sheets(card, earlier) if earlier else sheets(card)
    before = others[0] if others else None
    found = _effect(sheet, before, cards)
    is_draft = card.status == RateCardStatus.DRAFT
    tag, tag_kind = rates.status_tag(card, current)
    why_not = why_not_decide(by, card) if is_draft else ""
    return {
        **(_claims(card) if is_draft else NO_CLAIMS),
        "in_force_words": in_force_words(card, today()),
        "card": card,
        "tag": tag,
        "tag_kind": tag_kind,
        "is_draft": is_draft,
        "message": _message(card, sheet, found),
        "agreed_by": agreed_by(card),
        "rates": rates.rate_table(card, before),
        "effect": rates.effect_table(found) if found else None,
        "decide_form": _form(APPROVE, refused) if is_draft and not why_not else None,
        "withdraw_form": _form(WITHDRAW, refused) if can_withdraw_rate_card(by, card) else None,
        "form": refused,
        "why_not": why_not,
        "version": card.version,
    }


def _claims(card: RateCard) -> dict[str, Any]:
    found = claims_at(card)
    return {
        "claims_said": rate_claims.claims_sentences(card, found),
        "claims_by_basis": rate_claims.claim_totals_table(card, found) if found.open else None,
        "open_claims": rate_claims.open_claims_table(card, found) if found.open else None,
    }


def _form(action: str, refused: DecisionForm | None) -> DecisionForm:
    return refused if refused and refused.action == action else DecisionForm(action)


def why_not_decide(by: User, card: RateCard) -> str:
    """The sentence that a person who cannot approve this draft reads; nothing for one who can."""
    try:
        check_can_decide_rate_card(by, card)
    except NotAllowed as error:
        return f"You cannot decide this. {error}"
    return ""


def _effect(sheet: RateSheet, before: RateSheet | None, cards: list[RateCard]) -> Effect | None:
    """None for the first version, and where a card lacks the rates."""
    reported = next((c for c in cards if c.as_reported), None)
    if before is None or reported is None:
        return None
    try:
        return effect(before, sheet, before if before.version == reported.version else sheets(reported)[0])
    except Refused:
        return None


def _message(card: RateCard, sheet: RateSheet, found: Effect | None) -> str:
    if found is None or card.status == RateCardStatus.WITHDRAWN:
        return card_message(card, sheet)
    return effect_sentence(card, found, decided=card.status == RateCardStatus.APPROVED)
