"""One thing's history in words: what was done, by whom and why, and what the database recorded of it."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from apps.core.models import AuditEntry, User
from apps.core.money import number
from apps.core.selectors.history import Event, History
from apps.core.trail.listing import NOBODY
from apps.core.trail.told import change_rows, in_lines
from apps.core.trail.values import moment, plain

UNEXPLAINED = "No entry says who or why: a command loaded it, or it was done behind the application’s back."
UNSEEN = "The entry that says why is about something that you may not see."


def message(name: str, found: History) -> str:
    """“7 changes of C-0001 are recorded, the newest on 27 January 2026, 10:00: Submitted a claim, by A. Manager.”"""
    events = found.page.paginator.count
    if not events:
        return f"Nothing has been recorded of {name} since the trail began."
    many = f"{number(events)} changes of {name} are" if events > 1 else f"One change of {name} is"
    if found.page.number > 1:
        return f"{many} recorded; these are earlier ones."
    last = found.events[0]
    entry = last.entries[0] if last.entries else last.because
    what = f": {entry.action}, by {entry.by or 'the service'}" if entry else ""
    newest = ", the newest" if events > 1 else ","
    return f"{many} recorded{newest} on {moment(last.at)}{what}."


def items(found: History, person: User) -> list[dict[str, Any]]:
    """Newest first; each with its entries, what it is without one, and the rows beneath."""
    audits = person.has_perm("core.view_auditentry")
    return [_item(place, event, found, audits) for place, event in enumerate(found.events, found.page.start_index())]


def _item(place: int, event: Event, found: History, audits: bool) -> dict[str, Any]:
    caption = f"Rows recorded on {moment(event.at)} ({place})"
    return {
        "date": moment(event.at),
        "entries": [_entry(entry, found, audits) for entry in event.entries],
        "more": _more(event),
        "without": _without(event, audits),
        "rows": change_rows(event.changes, found.names, caption) if event.changes else None,
        "summary": _summary(event),
    }


def _summary(event: Event) -> str:
    """``of`` stands in each change: how many its table and operation have."""
    whole = {(c.table_name, c.operation): getattr(c, "of", 1) for c in event.changes}
    rows = sum(whole.values())
    return f"What the database recorded ({number(rows)} row{'' if rows == 1 else 's'})"


def _entry(entry: AuditEntry, found: History, audits: bool) -> dict[str, Any]:
    return {
        "title": entry.action,
        "by": str(entry.by or NOBODY),
        "reason": plain(entry.reason),
        "said": in_lines(entry, found.names),
        "number": entry.pk,
        "url": _address(entry, audits),
    }


def _more(event: Event) -> str:
    whole = getattr(event.entries[0], "of", 0) if event.entries else 0
    return f"And {number(whole - len(event.entries))} more entries." if whole > len(event.entries) else ""


def _without(event: Event, audits: bool) -> dict[str, Any] | None:
    """What stands where no entry is about this thing."""
    if event.entries:
        return None
    if event.because:
        because = event.because
        whole = getattr(because, "of", 1)
        others = f" {number(whole)} entries, the first" if whole > 1 else ""
        title = f"Together with{others}: {because.action} ({plain(because.subject_label)})"
        said = {"by": str(because.by or NOBODY), "text": plain(because.reason)}
        return {"title": title, **said, "number": because.pk, "url": _address(because, audits)}
    if not event.unexplained:
        return {"title": "Changed with something else", "by": "", "text": UNSEEN}
    return {"title": _done(event), "tag": "No audit entry", "by": ", ".join(_roles(event)), "text": UNEXPLAINED}


def _done(event: Event) -> str:
    done = {change.get_operation_display() for change in event.changes}
    return done.pop() if len(done) == 1 else "Changed"


def _roles(event: Event) -> Iterator[str]:
    return (f"Database role {role}" for role in sorted({change.database_role for change in event.changes}))


def _address(entry: AuditEntry, audits: bool) -> str:
    return reverse("core:audit_entry", args=[entry.pk]) if audits else ""
