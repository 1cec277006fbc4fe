"""Reads the trail: entries and changes that a person may see, an entry's seal, what was verified."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Case, CharField, Count, F, Model, Q, QuerySet, When, Window
from django.db.models.functions import Cast, RowNumber

from apps.core.models import AuditCheck, AuditEntry, Change, User
from apps.core.trail.kinds import kinds, model_of
from apps.core.trail.values import Names, column_of

CHECKS = 10
EACH = 5  # rows of one table and operation that are shown of one transaction
OWN_FIRST = Case(When(table_name=F("subject_table"), then=0), default=1)
SEAL = """
SELECT s.number, s.hash = core_seal_hash(s) AND s.row_hash = core_entry_hash(e)
FROM core_auditentry e JOIN core_seal s ON s.table_name = 'core_auditentry' AND s.row_id = e.id WHERE e.id = %s
"""


@dataclass(frozen=True, slots=True)
class Sealed:
    """``stands``: the seal is whole and fits the entry as it is stored now."""

    number: int
    stands: bool


@dataclass(frozen=True, slots=True)
class EntryFound:
    """An entry with its seal and what else its transaction wrote.

    ``changes`` are the first rows of its subject, table by table; ``beside`` counts the other rows: table, operation,
    how many.
    """

    entry: AuditEntry
    seal: Sealed | None
    changes: list[Change]
    beside: list[tuple[str, str, int]]
    names: Names


def entries_seen_by(person: User) -> QuerySet[AuditEntry]:
    """Newest first, without those about things that this person may not see."""
    found = AuditEntry.objects.select_related("by").order_by("-at", "-pk")
    for kind in kinds():
        seen = kind.seen_by(person) if kind.seen_by else None
        if seen is not None:
            keys = seen.order_by().annotate(as_text=Cast("pk", CharField())).values("as_text")
            found = found.exclude(Q(subject_type=kind.model) & ~Q(subject_id__in=keys))
    return found


def changes_seen_by(person: User) -> QuerySet[Change]:
    found = Change.objects.order_by("pk")
    for kind in kinds():
        seen = kind.seen_by(person) if kind.seen_by else None
        if seen is not None:
            found = found.exclude(Q(subject_table=kind.table) & ~Q(subject_id__in=seen.order_by().values("pk")))
    return found


def few_of_each(changes: QuerySet[Change]) -> list[Change]:
    """The first rows of each transaction, table and operation; ``of`` is how many there are."""
    alike = [F("transaction"), F("table_name"), F("operation")]
    place = Window(RowNumber(), partition_by=alike, order_by="pk")
    counted = changes.annotate(place=place, of=Window(Count("pk"), partition_by=alike))
    return list(counted.filter(place__lte=EACH).order_by(OWN_FIRST, "table_name", "operation", "pk"))


def entry_found(pk: int, person: User) -> EntryFound:
    """Raises ``AuditEntry.DoesNotExist``, also for one that this person may not see."""
    entry = entries_seen_by(person).get(pk=pk)
    written = changes_seen_by(person).filter(transaction=entry.transaction)
    own = _of_subject(entry)
    changes = few_of_each(written.filter(own))
    others = written.exclude(own).order_by("table_name", "operation").values_list("table_name", "operation")
    beside = list(others.annotate(rows=Count("pk")))
    return EntryFound(entry, _seal(pk), changes, beside, names_in([entry], changes))


def _of_subject(entry: AuditEntry) -> Q:
    """Changes of what the entry is about: of a claim with all its parts, of a reading alone."""
    model, key = model_of(entry.subject_type), entry.subject_id
    if model is None or not key.isdecimal():
        return Q(pk__in=[])
    table = model._meta.db_table
    return Q(subject_table=table, subject_id=int(key)) | Q(table_name=table, row_id=int(key))


def names_in(entries: Iterable[AuditEntry], changes: Iterable[Change]) -> Names:
    """Names of people and things that these rows lead to, one query for each table."""
    wanted: dict[type[Model], set[int]] = defaultdict(set)
    told = [(model_of(e.subject_type), e.before, e.after) for e in entries]
    told += [(model_of(c.table_name), c.before or {}, c.after or {}) for c in changes]
    for model, *states in told:
        for name, raw in (pair for state in states for pair in state.items()):
            found = column_of(model, name)
            if found is not None and found.is_relation and isinstance(raw, int):
                wanted[found.related_model].add(raw)
    return {(model, pk): str(row) for model, keys in wanted.items() for pk, row in _rows(model, keys).items()}


def newest_checks() -> list[AuditCheck]:
    return list(AuditCheck.objects.select_related("by")[:CHECKS])


def people() -> list[tuple[str, str]]:
    """User names and names of everybody, by name."""
    return sorted(((user.username, str(user)) for user in User.objects.all()), key=lambda one: one[1].casefold())


def _rows(model: type[Model], keys: set[int]) -> dict[Any, Model]:
    """With what one step away their names may need."""
    near = [f.name for f in model._meta.concrete_fields if f.is_relation and f.related_model is not User]
    rows = model._default_manager.all()
    return (rows.select_related(*near) if near else rows).in_bulk(keys)


def _seal(pk: int) -> Sealed | None:
    with connection.cursor() as cursor:
        cursor.execute(SEAL, [pk])
        found = cursor.fetchone()
    return Sealed(*found) if found else None
