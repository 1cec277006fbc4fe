"""Prepares meetings: the meeting itself, its agenda, and a body's terms of reference."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import localdate

from apps.board.models import AgendaCorrection, AgendaItem, Body, Meeting, TermsOfReference
from apps.board.permissions import PREPARE, check
from apps.board.services.keeping import differs, keep, values_of
from apps.board.vocabulary import MeetingStatus
from apps.core.errors import Refused, Stale
from apps.core.models import User
from apps.core.services.audit import record_change
from apps.core.turns import take_turn

MEETING = ("date", "day_known", "status", "place", "purpose")
ITEM = ("order", "label", "title", "asked", "question", "paper", "address", "evidence")


@transaction.atomic
def add_body(*, name: str, kind: str, source_reference: str, by: User, at: datetime) -> Body:
    """The same body sent twice by one person is one."""
    check(by, PREPARE)
    take_turn("board.bodies")
    found = Body.objects.filter(name__iexact=name).first()
    if found and found.recorded_by_id == by.pk and (found.name, found.kind) == (name, kind):
        return found
    if found:
        raise Refused(f"Name: “{found.name}” is there already. Use that body, or enter another name.")
    slug = slugify(name)[:60].strip("-")
    if not slug or slug == "add" or Body.objects.filter(slug=slug).exists():
        raise Refused("Name: another body’s address reads the same. Use a name that differs in its letters.")
    row = Body(slug=slug, name=name, kind=kind, source_reference=source_reference, recorded_by=by, recorded_at=at)
    keep(row, action="Added a body", by=by, at=at, names=("name", "kind"))
    return row


@transaction.atomic
def add_meeting(*, body: Body, by: User, at: datetime, **given: Any) -> Meeting:
    """``given``: the values of ``MEETING``. The same meeting sent twice by one person is one."""
    check(by, PREPARE)
    take_turn(f"board.meetings {body.pk}")
    found = Meeting.objects.filter(body=body, date=given["date"]).first()
    if found and found.edited_by_id == by.pk and not differs(found, given):
        return found
    if found:
        raise Refused(f"Date: {found} is there already. Change that one.")
    _check_day(at, **given)
    stem = given["date"].isoformat() if given["day_known"] else f"{given['date']:%Y-%m}"
    row = Meeting(body=body, slug=f"{stem}-{body.slug}"[:80], edits=1, edited_by=by, edited_at=at, **given)
    keep(row, action="Added a meeting", by=by, at=at, names=MEETING)
    return row


@transaction.atomic
def edit_meeting(*, slug: str, version: int, by: User, at: datetime, **given: Any) -> Meeting:
    """Also says that it was held, which closes its agenda. Raises ``Stale`` where it changed since ``version``."""
    check(by, PREPARE)
    row = Meeting.objects.select_for_update(of=("self",)).select_related("body", "edited_by").get(slug=slug)
    if row.edits != version:
        if row.edited_by_id == by.pk and not differs(row, given):
            return row
        raise Stale(_changed("meeting", row), _differences(row, given, MEETING))
    if not differs(row, given):
        raise Refused("Nothing was changed: the meeting is as it was.")
    _check_day(at, **given)
    _check_held(row, given)
    return _edited(row, given, MEETING, "Changed a meeting", by, at)


@transaction.atomic
def add_item(*, meeting: str, by: User, at: datetime, **given: Any) -> AgendaItem:
    """At the end of the agenda. The same item sent twice by one person is one."""
    check(by, PREPARE)
    row = _open_meeting(meeting)
    last = row.items.order_by("-order").first()
    if last and last.edited_by_id == by.pk and not differs(last, given):
        return last
    order = last.order + 1 if last else 1
    item = AgendaItem(meeting=row, order=order, edits=1, edited_by=by, edited_at=at, **given)
    keep(item, action="Added an agenda item", subject=row, by=by, at=at, names=ITEM)
    return item


@transaction.atomic
def edit_item(*, item_id: int, version: int, by: User, at: datetime, **given: Any) -> AgendaItem:
    check(by, PREPARE)
    item = AgendaItem.objects.select_related("meeting").get(pk=item_id)
    _open_meeting(item.meeting.slug)
    item = AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting", "edited_by").get(pk=item_id)
    if item.edits != version:
        if item.edited_by_id == by.pk and not differs(item, given):
            return item
        raise Stale(_changed("item", item), _differences(item, given, tuple(given)))
    if not differs(item, given):
        raise Refused("Nothing was changed: the item is as it was.")
    return _edited(item, given, ITEM, "Changed an agenda item", by, at, subject=item.meeting)


@transaction.atomic
def correct_item(*, item_id: int, words: str, reason: str, by: User, at: datetime) -> AgendaCorrection:
    """Of a meeting that was held: the item stays as it was, the correction stands beside it."""
    check(by, PREPARE)
    item = AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting__body").get(pk=item_id)
    if not item.meeting.is_held:
        raise Refused("The meeting was not held yet: change the item itself.")
    if found := AgendaCorrection.objects.filter(item=item, words=words).first():
        return found
    row = AgendaCorrection(item=item, words=words, reason=reason, by=by, at=at)
    keep(row, action="Corrected an agenda item", subject=item.meeting, by=by, at=at, reason=reason, names=("words",))
    return row


@transaction.atomic
def add_terms(*, body: Body, version: int, by: User, at: datetime, **given: Any) -> TermsOfReference:
    """A new version. ``version`` is the newest that was read, 0 where there was none."""
    check(by, PREPARE)
    take_turn(f"board.terms {body.pk}")
    newest = TermsOfReference.objects.filter(body=body).select_related("recorded_by").first()
    if (newest.version if newest else 0) != version:
        if newest and newest.recorded_by_id == by.pk and not differs(newest, given):
            return newest
        raise Stale(
            "Another version was entered while you were writing. Nothing was saved.",
            [f"Version {newest.version}, by {newest.recorded_by}: {newest.text[:200]}"] if newest else [],
        )
    if newest and not given["reason"]:
        raise Refused(f"Why it changes: version {newest.version} stands already. Say why this one differs.")
    row = TermsOfReference(body=body, version=version + 1, recorded_by=by, recorded_at=at, **given)
    keep(
        row, action="Entered terms of reference", subject=body, by=by, at=at, reason=given["reason"],
        names=("version", "agreed_by", "agreed_on"),
    )  # fmt: skip
    return row


def _open_meeting(slug: str) -> Meeting:
    row = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(slug=slug)
    if row.is_held:
        raise Refused("The meeting was held, so its agenda is closed. Record a correction of the item instead.")
    return row


def _check_day(at: datetime, *, date: date, status: str, **_: Any) -> None:
    if status == MeetingStatus.HELD and date > localdate(at):
        raise Refused("Status: the meeting is still to come. Say that it was held once it was.")


def _check_held(row: Meeting, given: dict[str, Any]) -> None:
    if not row.is_held:
        if given["status"] == MeetingStatus.HELD and not row.items.exists():
            raise Refused("Status: once it was held, its agenda is closed. Put its items on the agenda first.")
        return
    if given["status"] != MeetingStatus.HELD:
        raise Refused("Status: a meeting that was held stays held.")
    moved = (given["date"], given["day_known"]) != (row.date, row.day_known)
    same_month = (given["date"].year, given["date"].month) == (row.date.year, row.date.month)
    if moved and (row.day_known or not same_month):
        raise Refused(f"Date: it was held on {row.when}. Only a day that was not known may be filled in.")


def _edited(
    row: Any, given: dict[str, Any], names: tuple[str, ...], action: str, by: User, at: datetime, subject: Any = None
) -> Any:
    before = values_of(row, names)
    for name, value in given.items():
        setattr(row, name, value)
    row.edits += 1
    row.edited_by, row.edited_at = by, at
    row.full_clean()
    row.save()
    after = values_of(row, names)
    moved = [name for name in names if before[name] != after[name]]
    record_change(
        by=by, at=at, action=action, subject=subject or row, before={n: before[n] for n in moved},
        after={n: after[n] for n in moved},
    )  # fmt: skip
    return row


def _changed(what: str, row: Any) -> str:
    return f"The {what} was changed by {row.edited_by} while you were writing. Nothing was saved."


def _differences(row: Any, given: dict[str, Any], names: tuple[str, ...]) -> list[str]:
    moved = [name for name in names if name in given and getattr(row, name) != given[name]]
    return [
        f"{str(row._meta.get_field(name).verbose_name).capitalize()}: now “{getattr(row, name)}”; you entered "
        f"“{given[name]}”."
        for name in moved
    ]
