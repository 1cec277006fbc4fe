"""Whether a change that arrives twice has been saved already: a form sent twice makes one thing."""

from datetime import date
from decimal import Decimal

from apps.core.models import User
from apps.initiatives.models import (
    Initiative,
    MeasurementPlan,
    OutcomeReading,
    PlaceCount,
    PlaceExclusion,
    PlaceTranche,
    RateCard,
)
from apps.initiatives.selectors.outcome_readings import Reading, reading_of
from apps.initiatives.selectors.places import current_count, current_exclusions
from apps.initiatives.selectors.plans import PlanContent, content_of, latest_plan
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


def saved_draft(
    *, by: User, amounts: dict[PlacementType, Decimal], reason: str, in_force_from: date | None
) -> RateCard | None:
    """The draft, where it is this very one by the same person."""
    draft = draft_rate_card()
    same = (by.pk, reason, in_force_from)
    if draft is None or (draft.prepared_by_id, draft.reason, draft.in_force_from) != same:
        return None
    rates = {PlacementType(r.placement_type): r.amount for r in draft.rates.all()}
    return draft if all(rates.get(kind) == amount for kind, amount in amounts.items()) else None


def saved_plan(
    initiative: Initiative, *, by: User, version: int, read_edits: int, content: PlanContent
) -> MeasurementPlan | None:
    """The draft, where its last save is this very one by the same person."""
    plan = latest_plan(initiative)
    if plan is None or (plan.version, plan.edits, plan.edited_by_id) != (version, read_edits + 1, by.pk):
        return None
    return plan if content_of(plan) == content else None


def saved_restatement(old: OutcomeReading, *, reading: Reading, reason: str, by: User) -> OutcomeReading | None:
    """What restates it, where it is this very one by the same person."""
    later = OutcomeReading.objects.filter(restates=old).select_related("measure").first()
    if later is None or (later.recorded_by_id, later.restatement_reason) != (by.pk, reason):
        return None
    return later if reading_of(later) == reading else None
