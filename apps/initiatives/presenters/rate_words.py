"""Sentences about the rate card: what is in force, what a version changes, what a decision did."""

from datetime import date
from typing import Any

from django.utils import timezone

from apps.core.money import pounds, thousands
from apps.initiatives.models import RateCard
from apps.initiatives.presenters.words import day
from apps.initiatives.selectors.rate_cards import PLACE, Effect
from apps.initiatives.selectors.rates import RateSheet
from apps.initiatives.vocabulary import RateCardStatus


def card_message(card: RateCard, sheet: RateSheet) -> str:
    """What a placement costs, the difference, the price base, and who agreed it."""
    dearer, cheaper = PLACE
    if dearer not in sheet.rates or cheaper not in sheet.rates:
        return f"{card} gives no unit cost for both an INMSS and a local specialist place."
    return (
        f"For a full year an INMSS place costs {pounds(sheet.rates[dearer])} and a local specialist place "
        f"{pounds(sheet.rates[cheaper])}, a difference of {pounds(sheet.difference(*PLACE))} "
        f"(prices of {card.price_base}; {agreed_by(card)})."
    )


def agreed_by(card: RateCard) -> str:
    if card.as_reported:
        return f"published by the council on {moment(card.prepared_at)}"
    if card.approved_by:
        return f"approved by {card.approved_by} on {moment(card.approved_at)}"
    return f"drafted by {card.prepared_by} on {moment(card.prepared_at)}, not approved"


def effect_sentence(card: RateCard, found: Effect, decided: bool) -> str:
    """``The run-rate of delivered places would move from 10,032 to 10,296; as reported it stays 10,032 (£000).``"""
    one = found.delivered
    moves = "moved" if decided else "would move"
    change = (
        f"{moves} the run-rate of delivered places from £{thousands(one.now)}k to £{thousands(one.then)}k a year"
        if one.change
        else f"{'left' if decided else 'would leave'} the run-rate of delivered places at £{thousands(one.now)}k a year"
    )
    return f"Version {card.version} {change}. As reported it stays £{thousands(found.as_reported)}k."


def drafted_text(card: RateCard) -> str:
    return (
        f"Rate card version {card.version} is drafted (reference: rate card {card.version}). Nothing changes until a "
        "finance officer other than you approves it."
    )


def in_force_words(card: RateCard, today: date) -> str:
    """From which day, as it stands or as it would be if it were approved today."""
    named = card.in_force_from
    if card.status == RateCardStatus.APPROVED:
        return f"In force from {day(named)}." if named else ""
    if card.status == RateCardStatus.WITHDRAWN:
        return ""
    if named is None:
        return "It would be in force from the day of its approval."
    if named < today:
        return f"It names {day(named)}, which has passed: it would be in force from the day of its approval."
    return f"It would be in force from {day(named)}, or from the day of its approval if that is later."


def approved_text(card: RateCard, today: date) -> str:
    if card.in_force_from and card.in_force_from > today:
        return (
            f"Rate card version {card.version} is approved (reference: rate card {card.version}). It is in force from "
            f"{day(card.in_force_from)}; no figure changes before that day."
        )
    return (
        f"Rate card version {card.version} is approved and in force (reference: rate card {card.version}). The figures "
        "are being recomputed: this page shows how far that is, then what changed. As reported figures stay."
    )


def withdrawn_text(card: RateCard) -> str:
    return (
        f"Rate card version {card.version} is withdrawn (reference: rate card {card.version}). No figure has changed."
    )


def moment(at: Any) -> str:
    local = timezone.localtime(at)
    return f"{local.day} {local:%B %Y}"
