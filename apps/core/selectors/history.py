"""Reads what happened to one thing: each transaction's changes of it, with the entries that say who and why."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import CharField, Count, Exists, F, Max, Model, OuterRef, Q, QuerySet, Value, Window
from django.db.models.functions import Cast, Replace, RowNumber

from apps.core.models import AuditEntry, Change, User
from apps.core.selectors.trail import changes_seen_by, entries_seen_by, few_of_each, names_in
from apps.core.trail.kinds import Kind, model_of
from apps.core.trail.values import Names

PER_PAGE = 25
ENTRIES = 25  # of one transaction that are shown
LAST_NUMBER = 2**63 - 1
Key = tuple[str, int]  # a transaction, or the number of an entry from before transactions were kept


@dataclass(frozen=True, slots=True)
class Event:
    """One transaction's part in a thing's history.

    ``because`` is an entry about something else that the same transaction wrote. ``unexplained``: it wrote none.
    """

    at: datetime
    entries: list[AuditEntry]
    because: AuditEntry | None
    unexplained: bool
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class History:
    """One page of it, newest first. ``page`` counts all events."""

    events: list[Event]
    page: Page
    names: Names


def subject_of(kind: Kind, pk: int, person: User) -> Model | None:
    """None where it is not there, or not for this person."""
    model = model_of(kind.model)
    if model is None or pk > LAST_NUMBER or not kind.allows(person):
        return None
    seen = kind.seen_by(person) if kind.seen_by else None
    rows = model._default_manager.all() if seen is None else seen
    return (rows.select_related(*kind.related) if kind.related else rows).filter(pk=pk).first()


def history(kind: Kind, pk: int, person: User, page: str) -> History:
    """Constant queries. Whether the person may see it was asked before: ``subject_of``."""
    own, seen = changes_seen_by(person).filter(subject_table=kind.table, subject_id=pk), entries_seen_by(person)
    moments = _moments(kind, pk, own)
    shown = Paginator(sorted(moments, key=lambda key: (moments[key], key), reverse=True), PER_PAGE).get_page(page)
    keys = list(shown.object_list)
    transactions = [transaction for transaction, _ in keys if transaction]
    changes = few_of_each(own.filter(transaction__in=transactions))
    entries = _entries(kind, pk, keys, seen)
    first = _first(AuditEntry.objects.all(), transactions)
    because = _first(seen, transactions)
    events = _events(keys, moments, entries, changes, because, set(first))
    return History(events, shown, names_in(entries, changes))


def _moments(kind: Kind, pk: int, own: QuerySet[Change]) -> dict[Key, datetime]:
    """When each event was, by its key."""
    changed = own.order_by().values_list("transaction").annotate(at=Max("recorded_at"))
    found: dict[Key, datetime] = {(transaction, 0): at for transaction, at in changed}
    named = AuditEntry.objects.filter(subject_type=kind.model, subject_id=str(pk)).order_by()
    for transaction, number, at, recorded in named.values_list("transaction", "pk", "at", "recorded_at"):
        found.setdefault((transaction, 0) if transaction else ("", number), recorded or at)
    return found


def _entries(kind: Kind, pk: int, keys: list[Key], seen: QuerySet[AuditEntry]) -> list[AuditEntry]:
    """About the thing itself or a row of it that the same transaction changed; ``of`` is how many there are."""
    rows = Change.objects.annotate(row=Cast("row_id", CharField())).filter(
        transaction=OuterRef("transaction"), subject_table=kind.table, subject_id=pk, row=OuterRef("subject_id"),
        table_name=Replace(OuterRef("subject_type"), Value("."), Value("_")),
    )  # fmt: skip
    found = seen.filter(
        Q(transaction__in=[transaction for transaction, _ in keys if transaction])
        | Q(pk__in=[number for transaction, number in keys if not transaction]),
        Q(subject_type=kind.model, subject_id=str(pk)) | Exists(rows),
    )
    together = [F("transaction")]
    place = Window(RowNumber(), partition_by=together, order_by="-pk")
    return list(found.annotate(place=place, of=Window(Count("pk"), partition_by=together)).filter(place__lte=ENTRIES))


def _first(entries: QuerySet[AuditEntry], transactions: list[str]) -> dict[str | None, AuditEntry]:
    """The first entry of each transaction; ``of`` is how many it has."""
    counted = entries.annotate(of=Window(Count("pk"), partition_by=[F("transaction")]))
    first = counted.filter(transaction__in=transactions).order_by("transaction", "pk").distinct("transaction")
    return {entry.transaction: entry for entry in first}


def _events(
    keys: list[Key],
    moments: dict[Key, datetime],
    entries: Iterable[AuditEntry],
    changes: Iterable[Change],
    because: dict[str | None, AuditEntry],
    explained: set[str | None],
) -> list[Event]:
    told: dict[Key, list[AuditEntry]] = defaultdict(list)
    for entry in entries:
        told[(entry.transaction, 0) if entry.transaction else ("", entry.pk)].append(entry)
    done: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        done[change.transaction].append(change)
    return [
        Event(
            at=moments[key],
            entries=told[key],
            because=None if told[key] else because.get(key[0]),
            unexplained=not told[key] and key[0] not in explained,
            changes=done[key[0]],
        )
        for key in keys
    ]
