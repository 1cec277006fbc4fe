"""Records demand for specialist places, and finance's agreement to it: each is a new version, nothing is changed."""

from datetime import datetime

from django.db import transaction

from apps.core.errors import Refused, Stale
from apps.core.models import User
from apps.core.periods import FinancialYear
from apps.core.services.audit import record_change
from apps.core.turns import take_turn
from apps.initiatives.models import PlaceDemand
from apps.initiatives.permissions import check_can_agree_demand, check_can_change_places
from apps.initiatives.selectors.demand_rows import newest_demand
from apps.initiatives.vocabulary import DemandState, PrimaryNeed, SchemePhase

VALUES = ("low", "central", "high", "source_reference")


@transaction.atomic
def record_demand(
    *,
    phase: SchemePhase,
    need: PrimaryNeed | None,
    financial_year: FinancialYear,
    low: int,
    central: int,
    high: int,
    source_reference: str,
    reason: str,
    read_version: int,
    by: User,
    at: datetime,
) -> PlaceDemand:
    """Places of a phase (and need) that a year asks for. Illustrative until finance agrees this version. Raises
    ``NotAllowed``, ``Stale``, ``Refused`` or ``ValidationError``."""
    take_turn(f"initiatives.demand {phase} {need or ''} {financial_year}")
    check_can_change_places(by)
    old = newest_demand(phase, need, financial_year)
    version = old.version if old else 0
    if version != read_version:
        raise Stale(_changed(old), _differences(old))
    new = PlaceDemand(
        phase=phase, need=need or "", financial_year=financial_year, version=version + 1, low=low, central=central,
        high=high, source_reference=source_reference, state=DemandState.ILLUSTRATIVE, reason=reason, recorded_at=at,
        recorded_by=by,
    )  # fmt: skip
    if old and not reason:
        raise Refused(f"Version {old.version} stands already. Say why it changes.")
    if old and all(getattr(old, name) == getattr(new, name) for name in VALUES):
        raise Refused("Nothing was changed: the places and their source are as they were.")
    return _saved(new, old, "Stated demand for places", by, at)


@transaction.atomic
def agree_demand(*, demand_id: int, reason: str, by: User, at: datetime) -> PlaceDemand:
    """Finance agrees the newest version that somebody else stated. The same agreement sent twice is one."""
    asked = PlaceDemand.objects.get(pk=demand_id)
    need = PrimaryNeed(asked.need) if asked.need else None
    take_turn(f"initiatives.demand {asked.phase} {asked.need} {asked.financial_year}")
    newest = newest_demand(SchemePhase(asked.phase), need, asked.financial_year)
    if newest is None or newest.pk != asked.pk:
        if newest and newest.state == DemandState.AGREED and newest.recorded_by_id == by.pk:
            return newest
        raise Stale(_changed(newest), _differences(newest))
    check_can_agree_demand(by, asked)
    new = PlaceDemand(
        phase=asked.phase, need=asked.need, financial_year=asked.financial_year, version=asked.version + 1,
        **{name: getattr(asked, name) for name in VALUES}, state=DemandState.AGREED, reason=reason, recorded_at=at,
        recorded_by=by,
    )  # fmt: skip
    return _saved(new, asked, "Agreed demand for places", by, at)


def _saved(new: PlaceDemand, old: PlaceDemand | None, action: str, by: User, at: datetime) -> PlaceDemand:
    new.full_clean()
    new.save()
    record_change(
        by=by, at=at, action=action, subject=new, before=_values(old) if old else {}, after=_values(new),
        reason=new.reason,
    )  # fmt: skip
    return new


def _values(row: PlaceDemand) -> dict[str, object]:
    return {**{name: getattr(row, name) for name in VALUES}, "state": row.state, "version": row.version}


def _changed(old: PlaceDemand | None) -> str:
    who = f" by {old.recorded_by}" if old else ""
    return f"Demand of this phase and year was stated anew{who} while you were reading it. Nothing was saved."


def _differences(old: PlaceDemand | None) -> list[str]:
    if old is None:
        return []
    return [
        f"Now: low {old.low}, central {old.central}, high {old.high}; {old.get_state_display().lower()}.",
        f"Source: “{old.source_reference}”.",
    ]
