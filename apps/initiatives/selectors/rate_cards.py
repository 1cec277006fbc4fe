"""Reads what a version of the rate card would change: the run-rate of what is counted now, at two cards' rates."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from apps.core.vocabulary import Convention
from apps.core.world import today
from apps.initiatives.calculations.rates import RunRateChange, run_rate_change, together
from apps.initiatives.models import RateCard
from apps.initiatives.selectors.benefits import benefits_by_child
from apps.initiatives.selectors.places import TrancheView, tranches
from apps.initiatives.selectors.rates import RateSheet, sheet_of
from apps.initiatives.vocabulary import PlacementType, PlaceStatus, RateCardStatus

PLACE = (PlacementType.INMSS, PlacementType.LOCAL_SPECIALIST)


@dataclass(frozen=True, slots=True)
class Effect:
    """Run-rates, £ a full year. ``in_place`` sums what is delivered; ``as_reported`` never moves."""

    delivered: RunRateChange
    pipeline: RunRateChange
    children: tuple[RunRateChange, ...]
    in_place: RunRateChange
    as_reported: Decimal


def effect(before: RateSheet, after: RateSheet, reported: RateSheet) -> Effect:
    """Of today's places and the report's children, at the rates of two cards. Raises ``Refused`` without the rates."""
    now = tranches()
    first, then = before.difference(*PLACE), after.difference(*PLACE)
    delivered = run_rate_change("Delivered places", _in_place(now, PlaceStatus.DELIVERED), first, then)
    pipeline = run_rate_change("Places in the pipeline", _in_place(now, PlaceStatus.PIPELINE), first, then)
    children = []
    for b in benefits_by_child():
        pair = PlacementType(b.dearer), PlacementType(b.cheaper)
        name = f"{b.initiative}, {b.units_label}"
        children.append(run_rate_change(name, b.units or Decimal(0), before.difference(*pair), after.difference(*pair)))
    counted = _in_place(tranches(Convention.AS_REPORTED), PlaceStatus.DELIVERED)
    return Effect(
        delivered,
        pipeline,
        tuple(children),
        together("All that is in place", [delivered, *children]),
        counted * reported.difference(*PLACE),
    )


def previous_approved(card: RateCard, cards: list[RateCard]) -> RateCard | None:
    """The approved version that stood, or stands, before this one."""
    earlier = [c for c in cards if c.version < card.version and c.status == RateCardStatus.APPROVED]
    return max(earlier, key=lambda c: c.version, default=None)


def in_force(cards: list[RateCard]) -> RateCard | None:
    """Today: of the approved versions whose day has come, the newest."""
    come = [c for c in cards if c.status == RateCardStatus.APPROVED and not is_to_come(c, today())]
    return max(come, key=lambda c: c.version, default=None)


def is_to_come(card: RateCard, today: date) -> bool:
    """Approved, and in force from a later day."""
    late = card.in_force_from is not None and card.in_force_from > today
    return card.status == RateCardStatus.APPROVED and late and not card.as_reported


def sheets(*cards: RateCard) -> list[RateSheet]:
    return [sheet_of(card) for card in cards]


def _in_place(views: list[TrancheView], status: PlaceStatus) -> int:
    return sum(t.in_place for t in views if t.status == status)
