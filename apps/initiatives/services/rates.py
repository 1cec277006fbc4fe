"""Drafts and decides versions of the rate card. An approved version never changes."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate

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
from apps.initiatives.selectors.rates import newest_approved
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
    in_force_from: date | None = None,
) -> RateCard:
    """A draft that copies the newest approved card, with ``amounts`` (£ a full year) in place of its rates.

    Without ``in_force_from`` it is in force from the day of its approval.
    """
    check_can_draft_rate_card(by)
    base = RateCard.objects.select_for_update().get(pk=_newest().pk)
    _check_read(base, read_version)
    _check_day(in_force_from, base, localdate(at))
    if existing_draft():
        raise Refused("There is already a draft. Approve or withdraw it before starting another.")
    old = {PlacementType(r.placement_type): r for r in base.rates.all()}
    changed = {t: a for t, a in amounts.items() if t in old and old[t].amount != a}
    if not changed:
        raise Refused("Nothing was changed: every rate is as it was.")
    card = _new_card(base, reason, in_force_from, by, at)
    for kind, rate in old.items():
        _copy_rate(card, kind, rate, changed.get(kind), source_reference)
    _copy_quoted(base, card)
    before = {t.value: str(old[t].amount) for t in changed}
    after = {**{t.value: str(a) for t, a in changed.items()}, "in_force_from": str(in_force_from or "")}
    record_change(by=by, at=at, action="Drafted a rate card", subject=card, before=before, after=after, reason=reason)
    return card


def _new_card(base: RateCard, reason: str, in_force_from: date | None, by: User, at: datetime) -> RateCard:
    latest = RateCard.objects.order_by("-version").values_list("version", flat=True)[0]
    card = RateCard(
        version=latest + 1, price_base=base.price_base, reason=reason, in_force_from=in_force_from, prepared_by=by,
        prepared_at=at,
    )  # fmt: skip
    card.full_clean()
    card.save()
    return card


@transaction.atomic
def approve_rate_card(*, version: int, reason: str, by: User, at: datetime) -> RateCard:
    """Approves a draft prepared by somebody else. It asks for new projections, unless it is in force from a later day;
    a day that has passed, or none, becomes the day of the approval."""
    card = RateCard.objects.select_for_update(of=("self",)).get(version=version)
    check_can_decide_rate_card(by, card)
    newest, today = _newest(), localdate(at)
    before = {r.placement_type: r.amount for r in newest.rates.all()}
    card.in_force_from = max(filter(None, (card.in_force_from, newest.in_force_from, today)))
    card.status = RateCardStatus.APPROVED
    card.approved_by = by
    card.approved_at = at
    card.full_clean()
    card.save()
    rates = [r for r in card.rates.all() if before.get(r.placement_type) not in (None, r.amount)]
    old = {r.placement_type: str(before[r.placement_type]) for r in rates}
    new = {r.placement_type: str(r.amount) for r in rates}
    after = {"version": version, "in_force_from": card.in_force_from.isoformat(), **new}
    record_change(by=by, at=at, action="Approved a rate card", subject=card, before=old, after=after, reason=reason)
    if card.in_force_from > today:
        return card
    moved = [f"{r.get_placement_type_display()} {pounds(before[r.placement_type])} → {pounds(r.amount)}" for r in rates]
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


def _check_read(base: RateCard, read_version: int) -> None:
    if base.version != read_version:
        moved = f"Version {base.version} was approved by {base.approved_by}: {base.reason}"
        raise Stale(
            "Another version was approved while you were drafting. Nothing was saved.",
            [f"Newest approved now: version {base.version}; you read version {read_version}.", moved],
        )


def _check_day(day: date | None, base: RateCard, today: date) -> None:
    if day is None:
        return
    if day < today:
        raise Refused(f"In force from: {_words(day)} has passed. Enter today or a later day, or leave it empty.")
    if base.in_force_from and day < base.in_force_from:
        raise Refused(
            f"In force from: version {base.version} is in force from {_words(base.in_force_from)}. Enter that day or a "
            "later one."
        )


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _copy_quoted(base: RateCard, card: RateCard) -> None:
    QuotedDifference.objects.bulk_create(
        QuotedDifference(
            card=card, dearer=q.dearer, cheaper=q.cheaper, amount=q.amount, note=q.note, source=q.source,
            source_reference=q.source_reference,
        )
        for q in base.quoted_differences.all()
    )  # fmt: skip


def _newest() -> RateCard:
    card = newest_approved()
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
