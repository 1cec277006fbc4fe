"""What waits for a second finance officer: positions that are ready, and assumptions that are drafted."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from apps.core.memory import remembered
from apps.core.models import User
from apps.deficit.models import Assumption, Position
from apps.deficit.vocabulary import AssumptionStatus, PositionStatus

NAMED = 10


def positions_ready() -> QuerySet[Position]:
    return Position.objects.filter(status=PositionStatus.READY).order_by("financial_year", "pk")


def assumptions_drafted() -> QuerySet[Assumption]:
    return Assumption.objects.filter(status=AssumptionStatus.DRAFT).order_by("key", "pk")


@remembered
def positions_waiting() -> int:
    """Beside the link on each of finance's pages."""
    return positions_ready().count()


@remembered
def assumptions_waiting() -> int:
    """The same."""
    return assumptions_drafted().count()


def waiting_for(person: User, _: datetime) -> list[str]:
    """For the daily e-mail: what this person may approve or agree, made by somebody else. Names and counts alone."""
    found = []
    if person.has_perm("deficit.approve_position"):
        positions = list(positions_ready().exclude(contributors__person=person))
        found += _said(positions, "DSG position", "ready for approval")
    if person.has_perm("deficit.agree_assumption"):
        drafts = list(assumptions_drafted().exclude(prepared_by=person))
        found += _said([f"{d.label}, version {d.version}" for d in drafts], "assumption", "drafted, to be agreed")
    return found


def _said(waiting: list[Position] | list[str], what: str, how: str) -> list[str]:
    n = len(waiting)
    return [f"{n} {what}{'' if n == 1 else 's'} {how}: {_named(waiting[:NAMED], n)}."] if n else []


def _named(waiting: Iterable[object], n: int) -> str:
    named = ", ".join(map(str, waiting))
    return f"{named} and {n - NAMED} more" if n > NAMED else named
