"""Makes, changes and archives sets of comparators. A set is never deleted: addresses that name it go on working."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from apps.benchmarking.models import Authority, ChosenMember, ChosenSet
from apps.benchmarking.permissions import check_can_choose_sets
from apps.core.errors import Refused, Stale
from apps.core.models import User
from apps.core.services.audit import record_change
from apps.core.turns import take_turn

TURN = "benchmarking.chosen_sets"
MOVED = "This set was changed while you were writing. Nothing was saved."


@dataclass(frozen=True, slots=True)
class Content:
    """``members`` are keys of authorities."""

    name: str
    reason: str
    members: frozenset[int]


@transaction.atomic
def make_set(*, content: Content, by: User, at: datetime) -> ChosenSet:
    """Sent twice it is one: the same person's set of the same name and members is given back."""
    take_turn(TURN)
    check_can_choose_sets(by)
    same = ChosenSet.objects.filter(name=content.name, archived=False, made_by=by).first()
    if same and _content(same) == content:
        return same
    _check_name(content.name)
    made = ChosenSet(name=content.name, reason=content.reason, made_at=at, made_by=by)
    made.full_clean()
    made.save()
    _members(made, content.members)
    record_change(
        by=by, at=at, action="Chose a set of comparators", subject=made, after=told(content), reason=content.reason
    )
    return made


@transaction.atomic
def change_set(*, pk: int, content: Content, read_version: int, by: User, at: datetime) -> ChosenSet:
    """Raises ``Stale`` where somebody changed it meanwhile, ``Refused`` where it is archived or nothing differs."""
    take_turn(TURN)
    check_can_choose_sets(by)
    row = ChosenSet.objects.select_for_update().get(pk=pk)
    before = _content(row)
    if row.version != read_version:
        if before == content:
            return row
        raise Stale(MOVED, _differences(before, content))
    if row.archived:
        raise Refused("This set is archived. Make a new one.")
    if before == content:
        raise Refused("Nothing was changed: name, reason and authorities are as they were.")
    _check_name(content.name, pk)
    row.name, row.reason, row.version = content.name, content.reason, row.version + 1
    row.full_clean()
    row.save()
    row.members.exclude(authority__in=content.members).delete()
    _members(row, content.members - before.members)
    record_change(
        by=by, at=at, action="Changed a set of comparators", subject=row, before=told(before), after=told(content),
        reason=content.reason,
    )  # fmt: skip
    return row


@transaction.atomic
def archive_set(*, pk: int, read_version: int, reason: str, by: User, at: datetime) -> ChosenSet:
    """The set leaves the choices and keeps its page. Sent twice it is one."""
    take_turn(TURN)
    check_can_choose_sets(by)
    row = ChosenSet.objects.select_for_update().get(pk=pk)
    if row.archived:
        return row
    if row.version != read_version:
        raise Stale(MOVED, [f"It is called “{row.name}” now, version {row.version}. Read it, and archive it again."])
    row.archived, row.version = True, row.version + 1
    row.full_clean()
    row.save()
    record_change(by=by, at=at, action="Archived a set of comparators", subject=row, reason=reason)
    return row


def _check_name(name: str, pk: int = 0) -> None:
    """The rule ``chosen_set_name_once``, said before the database says it; capitals make no other name."""
    if ChosenSet.objects.filter(name__iexact=name, archived=False).exclude(pk=pk).exists():
        raise Refused(f"There is a set named “{name}” already. Choose another name, or change that set.")


def _members(row: ChosenSet, members: Collection[int]) -> None:
    ChosenMember.objects.bulk_create(ChosenMember(chosen_set=row, authority_id=pk) for pk in sorted(members))


def _content(row: ChosenSet) -> Content:
    return Content(row.name, row.reason, frozenset(row.members.values_list("authority_id", flat=True)))


def told(content: Content) -> dict[str, Any]:
    """What the trail keeps of it."""
    return {"name": content.name, "reason": content.reason, "authorities": _names(content.members)}


def _names(members: Collection[int]) -> list[str]:
    return list(Authority.objects.filter(pk__in=members).order_by("name").values_list("name", flat=True))


def _differences(stands: Content, yours: Content) -> list[str]:
    found = []
    if stands.name != yours.name:
        found.append(f"Its name is “{stands.name}” now; yours is “{yours.name}”.")
    if stands.reason != yours.reason:
        found.append(f"The reason is “{stands.reason}” now; yours is “{yours.reason}”.")
    if added := stands.members - yours.members:
        found.append(f"It holds {', '.join(_names(added))}, and yours does not.")
    if gone := yours.members - stands.members:
        found.append(f"Yours holds {', '.join(_names(gone))}, and it does not.")
    return found
