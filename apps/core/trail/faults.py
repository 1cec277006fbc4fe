"""Finds what was done to the trail behind the database's back. Set by set, in SQL; nothing is changed.

Eight questions: is each seal whole, does each follow the one before, is none missing, does the chain end where its
head says, is each sealed row as it was sealed and each row sealed, is each tracked row as its changes say, are the
triggers on, and what do the apps above find of what hangs on hashes (``settings.AUDIT_CHECKS``)?
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from apps.core.trail.sql import NOUGHT, SEALED

MOST = 10_000  # faults of one kind that are listed


@dataclass(frozen=True, slots=True)
class Fault:
    """``table`` and ``row`` name what is wrong; ``sentence`` says how."""

    table: str
    row: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.sentence}" if self.row else f"{self.table}: {self.sentence}"


CHAIN = f"""
SELECT number, edited, first_or_gap, unlinked FROM (
    SELECT s.number, s.hash <> core_seal_hash(s) AS edited,
        s.number <> coalesce(lag(s.number) OVER chain, 0) + 1 AS first_or_gap,
        s.previous_hash <> coalesce(lag(s.hash) OVER chain, '{NOUGHT}') AS unlinked
    FROM core_seal s WINDOW chain AS (ORDER BY s.number)
) links WHERE edited OR first_or_gap OR unlinked ORDER BY number LIMIT {MOST}
"""  # noqa: S608 - nothing here comes from a reader
HEAD = """
SELECT coalesce(h.number, 0), coalesce(s.number, 0), coalesce(h.hash, ''), coalesce(s.hash, '')
FROM (SELECT 1) one LEFT JOIN core_sealhead h ON true
LEFT JOIN (SELECT number, hash FROM core_seal ORDER BY number DESC LIMIT 1) s ON true
"""
ROWS = """
SELECT coalesce(s.row_id, r.id), s.number, r.id IS NULL, s.number IS NULL
FROM (SELECT number, row_id, row_hash FROM core_seal WHERE table_name = '{table}') s
FULL JOIN {table} r ON r.id = s.row_id
WHERE s.number IS NULL OR r.id IS NULL OR s.row_hash <> {hash}(r) ORDER BY 1 LIMIT {most}
"""
STRAY = "SELECT number, table_name FROM core_seal WHERE table_name <> ALL(%s)"
TRACKED = """
SELECT DISTINCT table_name FROM core_change
UNION SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgfoid = 'core_track_change'::regproc ORDER BY 1
"""
STATES = """
WITH told AS (
    SELECT row_id, core_fold(after ORDER BY id) AS state, (array_agg(operation ORDER BY id DESC))[1] AS last
    FROM core_change WHERE table_name = '{table}' GROUP BY row_id
)
SELECT coalesce(t.row_id, r.id), r.id IS NULL, t.row_id IS NULL, t.last = 'deleted',
    (SELECT string_agg(k.key, ', ' ORDER BY k.key) FROM jsonb_each(t.state) k
     WHERE to_jsonb(r) ? k.key AND to_jsonb(r) -> k.key IS DISTINCT FROM k.value)
FROM told t FULL JOIN (SELECT {columns} FROM {table}) r ON r.id = t.row_id
WHERE (t.last IS DISTINCT FROM 'deleted' AND (t.row_id IS NULL OR r.id IS NULL OR t.state <> to_jsonb(r)))
    OR (t.last = 'deleted' AND r.id IS NOT NULL)
ORDER BY 1 LIMIT {most}
"""
# Of bytes, the hash beside them is recorded.
COLUMNS = """
SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped AND atttypid <> 'bytea'::regtype
"""
ASLEEP = """
SELECT tgrelid::regclass::text, tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT tgisinternal AND tgenabled <> 'O' AND c.relnamespace = 'public'::regnamespace ORDER BY 1, 2
"""
TRIGGERS = """
SELECT relname, tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT tgisinternal AND c.relnamespace = 'public'::regnamespace
"""
NEEDED = {
    ("core_auditentry", "core_auditentry_recorded"),
    ("core_sealing", "core_sealing_sealed"),
    *((table, f"{table}_{what}") for table in SEALED for what in ("sealed", "append_only")),
    ("core_seal", "core_seal_append_only"),
}


def faults() -> Iterator[Fault]:
    """Every fault, in the order of the questions. The connection must read moments as UTC."""
    yield from _chain()
    yield from _rows()
    for (table,) in _ask(TRACKED):
        yield from _states(table)
    yield from _triggers()
    for path in settings.AUDIT_CHECKS:
        yield from import_string(path)()


def _ask(sql: str, parameters: Any = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _chain() -> Iterator[Fault]:
    for number, edited, gap, unlinked in _ask(CHAIN):
        if edited:
            yield Fault("core_seal", number, "the seal was edited.")
        if gap:
            yield Fault("core_seal", number - 1, f"seals before {number} were removed.")
        elif unlinked:
            yield Fault("core_seal", number, "the seal does not follow the one before it.")
    (head, last, head_hash, last_hash) = _ask(HEAD)[0]
    if head > last:
        yield Fault("core_seal", head, f"seals {last + 1} to {head} were removed from the end.")
    elif (head, head_hash) != (last, last_hash) and (last or head):
        yield Fault("core_sealhead", 1, "the chain's head is not its last seal.")
    for number, table in _ask(STRAY, [list(SEALED)]):
        yield Fault("core_seal", number, f"seals a table that is not sealed ({table}).")


def _rows() -> Iterator[Fault]:
    for table, function in SEALED.items():
        for row, number, removed, unsealed in _ask(ROWS.format(table=table, hash=function, most=MOST)):
            if unsealed:
                yield Fault(table, row, "the row has no seal: it was added or renumbered, or its seal was removed.")
            elif removed:
                yield Fault(table, row, f"the row was removed; seal {number} stands.")
            else:
                yield Fault(table, row, f"the row was edited after seal {number}.")


def _states(table: str) -> Iterator[Fault]:
    ((columns,),) = _ask(COLUMNS, [table])
    if columns is None:
        yield Fault(table, 0, "changes of this table are recorded and it is not there.")
        return
    states = STATES.format(table=table, columns=columns, most=MOST)
    for row, missing, untold, deleted, edited in _ask(states):
        if deleted:
            yield Fault(table, row, "the row was deleted by record, and is there.")
        elif missing:
            yield Fault(table, row, "the row was removed without record.")
        elif untold:
            yield Fault(table, row, "the row was added without record.")
        elif edited:
            yield Fault(table, row, f"the row was edited without record: {edited}.")


def _triggers() -> Iterator[Fault]:
    for table, name in _ask(ASLEEP):
        yield Fault(table, 0, f"its trigger {name} is switched off.")
    there = set(_ask(TRIGGERS))
    tracked = {(table, f"{table}_tracked") for (table,) in _ask("SELECT DISTINCT table_name FROM core_change")}
    for table, name in sorted((NEEDED | tracked) - there):
        yield Fault(table, 0, f"its trigger {name} is missing.")
