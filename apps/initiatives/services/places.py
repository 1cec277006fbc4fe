"""Changes places and exclusions: each change is a new version, and asks for new projections."""

from datetime import datetime

from django.db import transaction

from apps.core.errors import Refused, Stale
from apps.core.models import User
from apps.core.periods import MONTHS
from apps.core.services.audit import record_change
from apps.core.services.recompute import request_recompute
from apps.initiatives.models import PlaceCount, PlaceExclusion, PlaceTranche
from apps.initiatives.permissions import check_can_change_places
from apps.initiatives.selectors.places import current_count, current_exclusions
from apps.initiatives.selectors.schemes import last_held_number
from apps.initiatives.services.unclaimed import check_unclaimed


@transaction.atomic
def change_place_count(
    *,
    tranche_id: int,
    places: int,
    opening_month: int,
    reason: str,
    read_version: int,
    by: User,
    at: datetime,
) -> PlaceCount:
    """A new version of a tranche's count. Raises ``NotAllowed``, ``Stale``, ``Refused`` or ``ValidationError``."""
    tranche = PlaceTranche.objects.select_for_update(of=("self",)).select_related("initiative").get(pk=tranche_id)
    old = current_count(tranche)
    check_can_change_places(by)
    if old.version != read_version:
        raise Stale(
            f"{tranche} was changed while you were editing it. Nothing was saved.",
            _count_differences(old, places, opening_month),
        )
    excluded = sum(e.places for e in current_exclusions(tranche))
    if places < excluded:
        raise Refused(f"Places: {places} is fewer than the {excluded} that are excluded. Reduce the exclusion first.")
    if places < (held := last_held_number(tranche_id)):
        raise Refused(f"Places: {places} is fewer than the {held} that schemes hold. Change the schemes first.")
    check_unclaimed(tranche, places + 1)
    if (old.places, old.opening_month) == (places, opening_month):
        raise Refused("Nothing was changed: the places and the opening month are as they were.")
    new = PlaceCount(
        tranche=tranche,
        version=old.version + 1,
        places=places,
        opening_month=opening_month,
        reason=reason,
        recorded_at=at,
        recorded_by=by,
    )
    new.full_clean()
    new.save()
    record_change(
        by=by,
        at=at,
        action="Changed places",
        subject=tranche,
        before={"places": old.places, "opening_month": old.opening_month, "version": old.version},
        after={"places": places, "opening_month": opening_month, "version": new.version},
        reason=reason,
    )
    request_recompute(by=by, at=at, cause=f"{tranche}: {old.places} → {places} places")
    return new


@transaction.atomic
def change_exclusion(
    *,
    tranche_id: int,
    number: int | None,
    places: int,
    reason: str,
    read_version: int,
    by: User,
    at: datetime,
) -> PlaceExclusion:
    """A new version of exclusion ``number`` of a tranche, or a new exclusion.

    For a new one ``number`` is None, and ``read_version`` the number of the tranche's last exclusion that was read (0
    where there was none), so that a form sent twice makes one exclusion. Nought places withdraws one. Raises as
    ``change_place_count``.
    """
    tranche = PlaceTranche.objects.select_for_update(of=("self",)).select_related("initiative").get(pk=tranche_id)
    existing = {e.number: e for e in current_exclusions(tranche)}
    old = existing.get(number) if number is not None else None
    check_can_change_places(by)
    if number is not None and old is None:
        raise Refused(f"{tranche} has no exclusion {number}. Add a new one instead.")
    if old and old.version != read_version:
        raise Stale(
            "This exclusion was changed while you were editing it. Nothing was saved.",
            [f"Places: now {old.places}; you entered {places}.", f"Reason: now “{old.reason}”."],
        )
    if number is None and read_version != max(existing, default=0):
        raise Stale(
            f"Another exclusion was added to {tranche} while you were entering this one. Nothing was saved.",
            [f"Exclusion {e.number}: {e.places} places, “{e.reason}”." for e in existing.values()],
        )
    count = current_count(tranche)
    others = sum(e.places for n, e in existing.items() if n != number)
    if others + places > count.places:
        raise Refused(
            f"Places excluded: {places} with {others} excluded already is more than the {count.places} places of "
            f"{tranche}. Enter {count.places - others} or fewer."
        )
    if old and (old.places, old.reason) == (places, reason):
        raise Refused("Nothing was changed: the places and the reason are as they were.")
    new = PlaceExclusion(
        tranche=tranche,
        number=old.number if old else max(existing, default=0) + 1,
        version=old.version + 1 if old else 1,
        places=places,
        reason=reason,
        recorded_at=at,
        recorded_by=by,
    )
    new.full_clean()
    new.save()
    record_change(
        by=by,
        at=at,
        action="Changed an exclusion",
        subject=tranche,
        before={"places": old.places, "reason": old.reason} if old else {},
        after={"places": places, "reason": reason, "number": new.number},
        reason=reason,
    )
    request_recompute(by=by, at=at, cause=f"{tranche}: {old.places if old else 0} → {places} places excluded")
    return new


def _count_differences(now: PlaceCount, places: int, opening_month: int) -> list[str]:
    """What stands beside what was entered, and why it was changed."""
    differences = []
    if now.places != places:
        differences.append(f"Places: now {now.places}; you entered {places}.")
    if now.opening_month != opening_month:
        month, entered = MONTHS[now.opening_month - 1], MONTHS[opening_month - 1]
        differences.append(f"Opening month: now {month}; you entered {entered}.")
    return [*differences, f"Why it was changed: {now.reason or 'not said'}"]
