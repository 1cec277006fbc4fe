"""Reads what changed after its quarter was closed: readings and claims, old and new, why, who and when."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.timezone import localdate

from apps.core import periods
from apps.core.models import User
from apps.initiatives.models import BenefitClaim, Initiative, OutcomeReading, Quarter
from apps.initiatives.selectors.quarters import period_of, quarter_of_reading
from apps.initiatives.vocabulary import QuarterState

Closed = dict[periods.Quarter, Quarter]


@dataclass(frozen=True, slots=True)
class Restatement:
    """A reading, or a claim that another supersedes. Amounts of claims are £ a year, or £ once."""

    quarter: periods.Quarter
    initiative: Initiative
    subject: OutcomeReading | BenefitClaim
    old: Decimal
    new: Decimal
    reason: str
    by: User | None
    at: datetime


def restatements(of: Quarter | None = None) -> list[Restatement]:
    """Of one closed quarter or of all, newest first. Two queries, and one for all quarters."""
    rows = [of] if of else list(Quarter.objects.filter(state=QuarterState.CLOSED))
    closed = {period_of(row): row for row in rows if row.closed_at}
    if not closed:
        return []
    found = [*_readings(closed), *_claims(closed)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _readings(closed: Closed) -> list[Restatement]:
    later = OutcomeReading.objects.filter(restates__isnull=False, recorded_at__gte=_first(closed))
    return [
        Restatement(
            quarter, new.measure.initiative, new, old.value, new.value, new.restatement_reason, new.recorded_by, at
        )
        for new in later.select_related("restates", "measure__initiative", "recorded_by")
        if (old := new.restates)
        and (at := new.recorded_at)
        and (quarter := quarter_of_reading(old)) in closed
        and _after(closed[quarter], at)
    ]


def _claims(closed: Closed) -> list[Restatement]:
    later = BenefitClaim.objects.filter(supersedes__isnull=False, decided_at__gte=_first(closed))
    return [
        Restatement(
            quarter, new.initiative, new, old.approved, new.approved, new.restatement_reason, new.decided_by, at
        )
        for new in later.select_related("supersedes", "initiative", "decided_by")
        if (old := new.supersedes)
        and (at := new.decided_at)
        and old.decided_at
        and old.approved is not None
        and new.approved is not None
        and (quarter := periods.Quarter.containing(localdate(old.decided_at))) in closed
        and _after(closed[quarter], at)
    ]


def _first(closed: Closed) -> datetime:
    return min(row.closed_at for row in closed.values() if row.closed_at)


def _after(row: Quarter, at: datetime) -> bool:
    return row.closed_at is not None and at > row.closed_at
