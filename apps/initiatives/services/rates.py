"""Drafts and decides versions of the rate card. An approved version never changes."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from apps.core.errors import Refused, Stale
from apps.core.models import User
from apps.core.money import pounds
from apps.core.services.audit import record_change
from apps.core.services.recompute import request_recompute
from apps.initiatives.models import QuotedDifference, Rate, RateCard
from apps.initiatives.permissions import (
    can_withdraw_rate_card,
    check_can_decide_rate_card,
    check_can_draft_rate_card,
)
from apps.initiatives.selectors.rates import draft_rate_card as existing_draft
from apps.initiatives.selectors.rates import rate_card_in_force
from apps.initiatives.vocabulary import PlacementType, RateCardStatus


@transaction.atomic
def draft_rate_card(
    *,
    amounts: dict[PlacementType, Decimal],
    source_reference: str,
    reason: str,
    read_version: int,
    by: User,
    at: datetime,
) -> RateCard:
    """A draft that copies the card in force, with ``amounts`` (£ a full year) in place of its rates."""
    check_can_draft_rate_card(by)
    base = RateCard.objects.select_for_update().get(pk=_in_force().pk)
    if base.version != read_version:
        raise Stale(
            "Another version came into force while you were drafting. Nothing was saved.",
            [f"In force now: version {base.version}; you read version {read_version}."],
        )
    if existing_draft():
        raise Refused("There is already a draft. Approve or withdraw it before starting another.")
    old = {PlacementType(r.placement_type): r for r in base.rates.all()}
    changed = {t: a for t, a in amounts.items() if t in old and old[t].amount != a}
    if not changed:
        raise Refused("Nothing was changed: every rate is as it was.")
    latest = RateCard.objects.order_by("-version").values_list("version", flat=True)[0]
    card = RateCard(
        version=latest + 1,
        price_base=base.price_base,
        reason=reason,
        prepared_by=by,
        prepared_at=at,
    )
    card.full_clean()
    card.save()
    for kind, rate in old.items():
        _copy_rate(card, kind, rate, changed.get(kind), source_reference)
    for quoted in base.quoted_differences.all():
        QuotedDifference.objects.create(
            card=card,
            dearer=quoted.dearer,
            cheaper=quoted.cheaper,
            amount=quoted.amount,
            note=quoted.note,
            source=quoted.source,
            source_reference=quoted.source_reference,
        )
    record_change(
        by=by,
        at=at,
        action="Drafted a rate card",
        subject=card,
        before={t.value: str(old[t].amount) for t in changed},
        after={t.value: str(a) for t, a in changed.items()},
        reason=reason,
    )
    return card


@transaction.atomic
def approve_rate_card(*, version: int, reason: str, by: User, at: datetime) -> RateCard:
    """Approves a draft prepared by somebody else, and asks for new projections."""
    card = RateCard.objects.select_for_update(of=("self",)).get(version=version)
    check_can_decide_rate_card(by, card)
    before = {r.placement_type: r.amount for r in _in_force().rates.all()}
    card.status = RateCardStatus.APPROVED
    card.approved_by = by
    card.approved_at = at
    card.full_clean()
    card.save()
    record_change(by=by, at=at, action="Approved a rate card", subject=card, after={"version": version}, reason=reason)
    moved = [
        f"{r.get_placement_type_display()} {pounds(before[r.placement_type])} → {pounds(r.amount)}"
        for r in card.rates.all()
        if before.get(r.placement_type) not in (None, r.amount)
    ]
    request_recompute(by=by, at=at, cause=f"Rate card version {version}: {'; '.join(moved)}")
    return card


@transaction.atomic
def withdraw_rate_card(*, version: int, reason: str, by: User, at: datetime) -> RateCard:
    card = RateCard.objects.select_for_update(of=("self",)).get(version=version)
    if not can_withdraw_rate_card(by, card):
        raise Refused("A draft is withdrawn by the person who prepared it or by a finance officer.")
    card.status = RateCardStatus.WITHDRAWN
    card.full_clean()
    card.save()
    record_change(by=by, at=at, action="Withdrew a rate card", subject=card, after={"version": version}, reason=reason)
    return card


def _in_force() -> RateCard:
    card = rate_card_in_force()
    if card is None:
        raise Refused("There is no approved rate card. Load the report first (manage.py load_report).")
    return card


def _copy_rate(card: RateCard, kind: PlacementType, rate: Rate, amount: Decimal | None, source_reference: str) -> None:
    """A changed rate rests on the new reference; an unchanged one keeps its source."""
    new = Rate(
        card=card,
        placement_type=kind,
        amount=rate.amount if amount is None else amount,
        source=rate.source if amount is None else None,
        source_reference=rate.source_reference if amount is None else source_reference,
    )
    new.full_clean()
    new.save()
