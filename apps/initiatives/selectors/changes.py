"""Whether a change that arrives twice has been saved already: a form sent twice makes one thing."""

from decimal import Decimal

from apps.core.models import User
from apps.initiatives.models import PlaceCount, PlaceExclusion, PlaceTranche, RateCard
from apps.initiatives.selectors.places import current_count, current_exclusions
from apps.initiatives.selectors.rates import draft_rate_card
from apps.initiatives.vocabulary import PlacementType


def saved_count(
    tranche: PlaceTranche, *, by: User, places: int, opening_month: int, reason: str, read_version: int
) -> PlaceCount | None:
    """The newest count, where it is this very change by the same person."""
    newest = current_count(tranche)
    same = (newest.places, newest.opening_month, newest.reason, newest.recorded_by_id, newest.version)
    return newest if same == (places, opening_month, reason, by.pk, read_version + 1) else None


def saved_exclusion(
    tranche: PlaceTranche, *, by: User, number: int | None, places: int, reason: str, read_version: int
) -> PlaceExclusion | None:
    """As ``saved_count``; a new exclusion is the one after the last that was read."""
    expected = (read_version + 1, 1) if number is None else (number, read_version + 1)
    for newest in current_exclusions(tranche):
        same = (newest.places, newest.reason, newest.recorded_by_id)
        if (newest.number, newest.version) == expected and same == (places, reason, by.pk):
            return newest
    return None


def saved_draft(*, by: User, amounts: dict[PlacementType, Decimal], reason: str) -> RateCard | None:
    """The draft, where it is this very one by the same person."""
    draft = draft_rate_card()
    if draft is None or (draft.prepared_by_id, draft.reason) != (by.pk, reason):
        return None
    rates = {PlacementType(r.placement_type): r.amount for r in draft.rates.all()}
    return draft if all(rates.get(kind) == amount for kind, amount in amounts.items()) else None
