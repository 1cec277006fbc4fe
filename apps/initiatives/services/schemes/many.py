"""Many schemes or census days at once, from a spreadsheet: all are saved, or none.

They are tried first in a transaction that is taken back: each row then finds what the rows before it leave, as it would
when they are saved.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import TypeVar
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.core.errors import Refused
from apps.core.models import User
from apps.initiatives.models import Initiative
from apps.initiatives.permissions import check_can_change_places
from apps.initiatives.selectors.occupancy import newest_reading
from apps.initiatives.selectors.occupancy_census import Census, keyed_origins, moved_numbers
from apps.initiatives.selectors.scheme_checks import moved, same_content
from apps.initiatives.selectors.schemes import SchemeContent, newest_version, scheme_named
from apps.initiatives.services.schemes.occupancy import correct_occupancy, record_occupancy
from apps.initiatives.services.schemes.register import change_scheme, register_scheme
from apps.initiatives.vocabulary import Counting

L = TypeVar("L")
LISTED = "Census day: the reading that stands holds {} of its children by a list. Correct it on the page of its scheme."
NEEDS_REASON = "Why it is changed: version {} stands already with another content. Say why it is changed."


class Becomes(StrEnum):
    NEW = "New"
    CHANGED = "New version"
    SAME = "There already"
    REFUSED = "Refused"


@dataclass(frozen=True, slots=True)
class SchemeLine:
    """A scheme of a programme (its slug), by its setting and name."""

    initiative: str
    setting: str
    name: str
    content: SchemeContent
    counting: Counting
    reason: str


@dataclass(frozen=True, slots=True)
class CensusLine:
    scheme: int
    census: Census
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a line; ``version`` stands before it (nought where nothing does). A refusal names its field.
    ``moved`` are the fields that change, each with the value that stands and the new one."""

    becomes: Becomes
    version: int = 0
    refusal: str = ""
    moved: Sequence[tuple[str, str, str]] = ()


class _TakenBack(Exception):
    """Nothing of a trial stays."""


def try_schemes(lines: Sequence[SchemeLine], *, by: User, at: datetime) -> list[Outcome]:
    """What would become of each, in their order."""
    return _tried([partial(_scheme, line, by, at) for line in lines], by)


def save_schemes(lines: Sequence[SchemeLine], *, by: User, at: datetime) -> list[Outcome]:
    """Raises ``NotAllowed``, or ``Refused`` with the first refusal."""
    return _saved([partial(_scheme, line, by, at) for line in lines], by)


def try_censuses(lines: Sequence[CensusLine], *, by: User, at: datetime) -> list[Outcome]:
    return _tried([partial(_census, line, by, at) for line in lines], by)


def save_censuses(lines: Sequence[CensusLine], *, by: User, at: datetime) -> list[Outcome]:
    return _saved([partial(_census, line, by, at) for line in lines], by)


def _tried(steps: Sequence[Callable[[], Outcome]], by: User) -> list[Outcome]:
    check_can_change_places(by)
    found: list[Outcome] = []
    try:
        with transaction.atomic():
            found += [_or_refused(step) for step in steps]
            raise _TakenBack
    except _TakenBack:
        return found


@transaction.atomic
def _saved(steps: Sequence[Callable[[], Outcome]], by: User) -> list[Outcome]:
    check_can_change_places(by)
    return [step() for step in steps]


def _or_refused(step: Callable[[], Outcome]) -> Outcome:
    try:
        with transaction.atomic():
            return step()
    except Refused as error:
        return Outcome(Becomes.REFUSED, refusal=str(error))
    except ValidationError as error:
        return Outcome(Becomes.REFUSED, refusal=" ".join(error.messages))


def _scheme(line: SchemeLine, by: User, at: datetime) -> Outcome:
    programme = Initiative.objects.only("pk").get(slug=line.initiative)
    known = scheme_named(programme.pk, line.setting, line.name)
    if known is None:
        register_scheme(
            initiative=line.initiative, setting=line.setting, name=line.name, content=line.content,
            counting=line.counting, key=uuid4(), by=by, at=at,
        )  # fmt: skip
        return Outcome(Becomes.NEW)
    now = newest_version(known)
    if same_content(now, line.content):
        return Outcome(Becomes.SAME, now.version)
    if not line.reason:
        raise Refused(NEEDS_REASON.format(now.version))
    change_scheme(
        scheme_id=known.pk, setting=known.setting, name=known.name, content=line.content, counting=line.counting,
        reason=line.reason, read_version=now.version, by=by, at=at,
    )  # fmt: skip
    return Outcome(Becomes.CHANGED, now.version, moved=moved(now, line.content))


def _census(line: CensusLine, by: User, at: datetime) -> Outcome:
    now = newest_reading(line.scheme, line.census.census_date)
    if now is None:
        record_occupancy(scheme_id=line.scheme, census=line.census, by=by, at=at)
        return Outcome(Becomes.NEW)
    differing = moved_numbers(now, line.census)
    if not differing:
        return Outcome(Becomes.SAME, now.version)
    if listed := len(keyed_origins(now)):
        raise Refused(LISTED.format(listed))
    if not line.reason:
        raise Refused(NEEDS_REASON.format(now.version))
    correct_occupancy(
        scheme_id=line.scheme, census=line.census, reason=line.reason, read_version=now.version, by=by, at=at
    )
    return Outcome(Becomes.CHANGED, now.version, moved=differing)
