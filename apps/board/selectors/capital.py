"""Reads the capital that the report plans for new places, as it stands there: an amount, a number, no setting."""

from dataclasses import dataclass
from decimal import Decimal

from apps.board.facts import Facts
from apps.initiatives.selectors.funding import capital_stated

PER_PUPIL_CAPITAL = "per-pupil-capital"


@dataclass(frozen=True, slots=True)
class PlannedRound:
    """£ and places, each with where the source says it."""

    initiative: str
    name: str
    amount: Decimal
    amount_source: str
    places: Decimal
    places_source: str


def reported_round(facts: Facts) -> PlannedRound | None:
    """Para 4.6: £9m, about 180 places. Nothing where either is not loaded."""
    line = capital_stated(PER_PUPIL_CAPITAL)
    benefit = next((b for b in facts.benefits.values() if b.initiative.slug == PER_PUPIL_CAPITAL), None)
    if line is None or line.amount is None or benefit is None or not benefit.units:
        return None
    return PlannedRound(
        PER_PUPIL_CAPITAL,
        benefit.initiative.name,
        line.amount,
        f"{line.source}, {line.source_reference}",
        benefit.units,
        f"{benefit.source}, {benefit.source_reference}",
    )
