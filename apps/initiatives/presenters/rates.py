"""The rate card in tables and words: £ a placement for a full year."""

from typing import Any

from apps.core.charts import Column, Rows
from apps.core.money import pounds
from apps.core.world import today
from apps.initiatives.calculations.rates import RunRateChange
from apps.initiatives.links import link
from apps.initiatives.models import RateCard
from apps.initiatives.presenters.rate_words import moment
from apps.initiatives.selectors.rate_cards import PLACE, Effect, is_to_come
from apps.initiatives.selectors.rates import RateSheet
from apps.initiatives.vocabulary import PlacementType, RateCardStatus

UNIT = "£ a placement for a full year"


def rate_table(card: RateCard, before: RateSheet | None = None) -> Rows:
    """Each rate, the difference derived from two of them, and those quoted. ``before`` adds what stood earlier."""
    old = before.rates if before else {}
    rates = {PlacementType(r.placement_type): r for r in card.rates.all()}
    rows = [
        _row(kind.label, rates[kind].amount, old.get(kind), "Stated", rates[kind].source_reference)
        for kind in PlacementType
        if kind in rates
    ]
    dearer, cheaper = PLACE
    if dearer in rates and cheaper in rates:
        value = rates[dearer].amount - rates[cheaper].amount
        was = before.difference(*PLACE) if before and dearer in old and cheaper in old else None
        rows.append(_row("INMSS less local specialist place", value, was, "Derived", "The two rates above"))
    for q in card.quoted_differences.all():
        label = f"{q.get_dearer_display()} less {_lower(q.get_cheaper_display())}"
        was = before.quoted.get((PlacementType(q.dearer), PlacementType(q.cheaper))) if before else None
        rows.append(_row(label, q.amount, was, "Quoted: neither unit cost is given", q.source_reference))
    earlier = (Column("was", f"Version {before.version}", unit=UNIT, kind="money"),) if before else ()
    return Rows(
        f"Rates of version {card.version}, prices of {card.price_base}",
        (
            Column("what", "Placement"),
            *earlier,
            Column("amount", f"Version {card.version}", unit=UNIT, kind="money"),
            Column("kind", "How it is known"),
            Column("source", "Source"),
        ),
        rows,
    )


def used_by(sheet: RateSheet) -> list[tuple[str, str]]:
    """What each difference is used for, with the page that uses it."""
    place = pounds(sheet.difference(*PLACE)) if set(PLACE) <= set(sheet.rates) else "The derived difference"
    texts = [(f"{place}: each counted place of the SEND Sufficiency Programme", "send-sufficiency")]
    for (dearer, cheaper), amount in sheet.quoted.items():
        if (dearer, cheaper) == (PlacementType.SPECIALIST_ANY, PlacementType.MAINSTREAM_SUPPORT):
            texts.append((f"{pounds(amount)}: each child of Dingley’s Promise", "dingleys-promise"))
            texts.append((f"{pounds(amount)}: each child of Portage", "portage"))
    return [(text, link("initiatives:detail", slug)) for text, slug in texts]


def version_table(cards: list[RateCard], current: RateCard | None) -> Rows:
    rows = [
        {
            "version": f"Version {card.version}",
            "url": link("initiatives:rate_card_version", card.version),
            "status": "In force" if card == current else _status(card),
            "from": card.in_force_from,
            "base": str(card.price_base),
            "prepared": "The council’s report"
            if card.as_reported
            else f"{card.prepared_by}, {moment(card.prepared_at)}",
            "approved": _approved(card),
            "reason": card.reason,
        }
        for card in cards
    ]
    labels = (
        ("status", "Status"), ("from", "In force from"), ("base", "Prices of"),
        ("prepared", "Drafted by"), ("approved", "Approved by"),
        ("reason", "Why"),
    )  # fmt: skip
    columns = (Column("version", "Version", link="url"), *(Column(key, label) for key, label in labels))
    return Rows("Versions of the rate card, newest first", columns, rows)


def effect_table(found: Effect) -> Rows:
    rows = [_effect_row(c) for c in (found.delivered, *found.children)]
    whole = {**_effect_row(found.in_place), "units": None, "_kind": "total"}
    return Rows(
        "Run-rate (full year) at today’s counted places, £000",
        (
            Column("what", "What"),
            Column("units", "Counted", kind="number"),
            Column("now", "Before", kind="money_k"),
            Column("then", "With this version", kind="money_k"),
            Column("change", "Increase (− is a decrease)", kind="money_k"),
        ),
        [*rows, whole, _effect_row(found.pipeline)],
    )


def status_tag(card: RateCard, current: RateCard | None) -> tuple[str, str]:
    if card == current:
        return "In force", "good"
    return _status(card), "waiting" if card.status == RateCardStatus.DRAFT or is_to_come(card, today()) else "plain"


def _effect_row(one: RunRateChange) -> dict[str, Any]:
    return {"what": one.label, "units": one.units, "now": one.now, "then": one.then, "change": one.change}


def _row(what: str, amount: object, was: object, kind: str, source: str) -> dict[str, Any]:
    return {"what": what, "amount": amount, "was": was, "kind": kind, "source": source}


def _status(card: RateCard) -> str:
    if is_to_come(card, today()):
        return "Approved, not in force yet"
    return "Superseded" if card.status == RateCardStatus.APPROVED else RateCardStatus(card.status).label


def _prepared(card: RateCard) -> str:
    return "The council’s report" if card.as_reported else f"{card.prepared_by}, {moment(card.prepared_at)}"


def _approved(card: RateCard) -> str:
    if card.as_reported:
        return "Published by the council"
    return f"{card.approved_by}, {moment(card.approved_at)}" if card.approved_by else ""


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
