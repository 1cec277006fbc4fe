"""One audit entry in words."""

from apps.core.charts import Rows
from apps.core.models import AuditEntry, Operation, User
from apps.core.money import number
from apps.core.selectors.trail import EntryFound, Sealed
from apps.core.trail.kinds import kind_of, word_for
from apps.core.trail.links import history_address
from apps.core.trail.listing import NOBODY
from apps.core.trail.told import before_and_after, change_rows
from apps.core.trail.values import moment, plain


def answer(entry: AuditEntry) -> str:
    return f"{entry.action}: {plain(entry.subject_label)}"


def message(entry: AuditEntry) -> str:
    """“A. Manager did this on 27 January 2026, 10:00, and said why: …”"""
    who = entry.by or NOBODY
    why = f", and said why: “{plain(entry.reason)}”" if entry.reason else ". No reason was asked for"
    return f"{who} did this on {moment(entry.at)}{why}."


def facts(found: EntryFound, person: User) -> list[dict[str, str]]:
    entry = found.entry
    about = f"{word_for(entry.subject_type)}: {plain(entry.subject_label)}"
    rows = [
        {"key": "Who", "value": f"{entry.by} ({entry.by.username})" if entry.by else NOBODY},
        {"key": "What", "value": entry.action},
        {"key": "About", "value": about, **_history(entry, person)},
        {"key": "When", "value": moment(entry.at)},
        {"key": "Received by the database", "value": _received(entry)},
        {"key": "Why", "value": plain(entry.reason)},
        {"key": "Seal", "value": seal_words(found.seal)},
    ]
    return [row for row in rows if row["value"]]


def seal_words(seal: Sealed | None) -> str:
    if seal is None:
        return "None yet: an entry is sealed as its transaction commits. If this stays so, verify the trail."
    if seal.stands:
        return f"Number {number(seal.number)}. It stands: the entry is as it was sealed."
    return f"Number {number(seal.number)}. It does not fit: the entry or its seal was edited. Verify the trail."


def tables(found: EntryFound) -> tuple[Rows, Rows]:
    """What the entry says of before and after, and what moved in the tables."""
    recorded = f"What the database recorded of {plain(found.entry.subject_label)}"
    return before_and_after(found.entry, found.names), change_rows(found.changes, found.names, recorded)


def beside(found: EntryFound) -> list[str]:
    """``Claim unit: 12 added`` for what else the same transaction wrote."""
    return [f"{word_for(table)}: {number(rows)} {Operation(done).label.lower()}" for table, done, rows in found.beside]


def _history(entry: AuditEntry, person: User) -> dict[str, str]:
    kind = kind_of(entry.subject_type)
    url = history_address(kind, entry.subject_id) if kind and kind.allows(person) else ""
    return {"action_url": url, "action_text": "See its history"} if url else {}


def _received(entry: AuditEntry) -> str:
    if entry.recorded_at is None:
        return "Not kept: the entry is from before the database noted it"
    return f"{moment(entry.recorded_at)}, from the role {entry.database_role}"
