"""Gives schemes numbered places of their tranche, and takes them away: the tranche's count follows in a new version.

Every caller holds the turn of the initiative (``in_turn``), and works in one transaction.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.backends.postgresql.psycopg_any import NumericRange

from apps.core.errors import Refused
from apps.core.models import User
from apps.core.periods import FinancialYear
from apps.core.services.audit import record_change
from apps.core.turns import take_turn
from apps.initiatives.calculations.place_numbers import Range, first_free, free_count, together
from apps.initiatives.models import Initiative, PlaceCount, PlaceScheme, PlaceTranche, SchemePlaces
from apps.initiatives.selectors.places import current_count, current_exclusions
from apps.initiatives.selectors.scheme_places import held_ranges, tranche_of
from apps.initiatives.selectors.schemes import SchemeContent
from apps.initiatives.services.unclaimed import check_unclaimed
from apps.initiatives.vocabulary import Counting, PlaceStatus

FROM_THE_REGISTER = "The register of schemes"


@dataclass(frozen=True, slots=True)
class Change:
    """Who changes what, when and why."""

    by: User
    at: datetime
    reason: str


def in_turn(initiative: Initiative) -> None:
    """Changes of one programme's register wait for each other."""
    take_turn(f"initiatives.schemes {initiative.pk}")


def hold(scheme: PlaceScheme, content: SchemeContent, counting: Counting, change: Change) -> None:
    """Gives a scheme that holds none its places of the tranche of its status and opening year."""
    status = content.status.place_status
    if status is None:
        return
    tranche = _tranche(scheme.initiative, status, content, counting)
    held = held_ranges(tranche.pk).values()
    counted = _counted(tranche)
    if counting == Counting.ADDITION:
        _recount(tranche, counted + content.places, content, change)
        numbers: Range | None = (counted + 1, counted + content.places)
    else:
        numbers = first_free(held, counted, content.places)
    if numbers is None:
        raise Refused(_no_room(tranche, counted, free_count(held, counted), content.places))
    _save(SchemePlaces(scheme=scheme, tranche=tranche), numbers)


def leave(held: SchemePlaces, content: SchemeContent, change: Change) -> None:
    """Takes a scheme's places out of its tranche, and out of the tranche's count."""
    tranche = _locked(held.tranche_id)
    first, last = _range(held)
    check_unclaimed(tranche, first, last)
    held.delete()
    _shrink(tranche, last - first + 1, content, change)


def resize(held: SchemePlaces, content: SchemeContent, counting: Counting, change: Change) -> None:
    """More or fewer places of the same tranche. As a part its count stays; in addition it moves by the difference."""
    tranche = _locked(held.tranche_id)
    first, last = _range(held)
    more = content.places - (last - first + 1)
    if more < 0:
        check_unclaimed(tranche, last + more + 1, last)
        _save(held, (first, last + more))
        if counting == Counting.ADDITION:
            _shrink(tranche, -more, content, change)
        return
    if counting == Counting.ADDITION:
        _recount(tranche, _counted(tranche) + more, content, change)
    _widen(held, tranche, content.places)


def _widen(held: SchemePlaces, tranche: PlaceTranche, places: int) -> None:
    """Where it stands, if the next numbers are free; else in the first run that is long enough; else all close up."""
    first, last = _range(held)
    counted = _counted(tranche)
    others = {s: r for s, r in held_ranges(tranche.pk).items() if s != held.scheme_id}
    if free_count(others.values(), counted) < places:
        raise Refused(_no_room(tranche, counted, free_count(others.values(), counted), places))
    wider = (first, first + places - 1)
    if wider[1] <= counted and not any(f <= wider[1] and wider[0] <= t for f, t in others.values()):
        _save(held, wider)
        return
    check_unclaimed(tranche, first, last)
    numbers = first_free(others.values(), counted, places)
    if numbers is None:
        held.delete()
        held.pk = None
        held._state.adding = True
        _close_up(tranche)
        numbers = first_free(held_ranges(tranche.pk).values(), counted, places)
    if numbers is None:
        raise Refused(_no_room(tranche, counted, counted, places))
    _save(held, numbers)


def _shrink(tranche: PlaceTranche, fewer: int, content: SchemeContent, change: Change) -> None:
    """The count goes down. The highest numbers cease; schemes that hold some of them move into free ones."""
    left = _counted(tranche) - fewer
    if max((last for _, last in held_ranges(tranche.pk).values()), default=0) > left:
        _close_up(tranche)
    check_unclaimed(tranche, left + 1)
    _recount(tranche, left, content, change)


def _close_up(tranche: PlaceTranche) -> None:
    rows = {held.scheme_id: held for held in SchemePlaces.objects.filter(tranche=tranche)}
    for scheme, numbers in together(held_ranges(tranche.pk)).items():
        check_unclaimed(tranche, *_range(rows[scheme]))
        _save(rows[scheme], numbers)


def _tranche(initiative: Initiative, status: PlaceStatus, content: SchemeContent, counting: Counting) -> PlaceTranche:
    year = content.year
    found = tranche_of(initiative, status, year)
    if found:
        return _locked(found.pk)
    if counting == Counting.PART:
        raise Refused(
            f"Counted: {initiative} counts no places of {year} as {status.label.lower()} yet. Choose "
            f"“{Counting.ADDITION.label}”."
        )
    return _new_tranche(initiative, status, year)


def _new_tranche(initiative: Initiative, status: PlaceStatus, year: FinancialYear) -> PlaceTranche:
    made = PlaceTranche(
        initiative=initiative, status=status, financial_year=year, source=initiative.source,
        source_reference=FROM_THE_REGISTER,
    )  # fmt: skip
    made.full_clean()
    made.save()
    return made


def _recount(tranche: PlaceTranche, places: int, content: SchemeContent, change: Change) -> None:
    old = tranche.counts.order_by("-version").first()
    excluded = sum(e.places for e in current_exclusions(tranche))
    if places < excluded:
        raise Refused(
            f"Places: {tranche} would count {places}, fewer than the {excluded} excluded ones. Change the exclusion "
            "first."
        )
    new = PlaceCount(
        tranche=tranche,
        version=old.version + 1 if old else 1,
        places=places,
        opening_month=old.opening_month if old else content.opening_date.month,
        reason=change.reason,
        recorded_at=change.at,
        recorded_by=change.by,
    )
    new.full_clean()
    new.save()
    before = {"places": old.places, "version": old.version} if old else {}
    record_change(
        by=change.by, at=change.at, action="Changed places", subject=tranche, before=before,
        after={"places": places, "version": new.version}, reason=change.reason,
    )  # fmt: skip


def _no_room(tranche: PlaceTranche, counted: int, free: int, wanted: int) -> str:
    if free < wanted:
        return (
            f"Places: {tranche} counts {counted}, of which {free} are in no scheme; {wanted} are more. Enter {free} or "
            f"fewer, or choose “{Counting.ADDITION.label}”."
        )
    return (
        f"Places: {tranche} has no {wanted} numbers in a row that are in no scheme. Enter fewer, or choose "
        f"“{Counting.ADDITION.label}”."
    )


def _locked(pk: int) -> PlaceTranche:
    return PlaceTranche.objects.select_for_update(of=("self",)).select_related("initiative").get(pk=pk)


def _counted(tranche: PlaceTranche) -> int:
    return current_count(tranche).places if tranche.counts.exists() else 0


def _range(held: SchemePlaces) -> Range:
    return held.numbers.lower, held.numbers.upper - 1


def _save(held: SchemePlaces, numbers: Range) -> None:
    held.numbers = NumericRange(numbers[0], numbers[1] + 1)
    held.full_clean()
    held.save()
