"""Puts the rows of a file into the tables: new ones by COPY, changed ones with what they replace kept beside."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from psycopg.sql import SQL, Composable, Identifier

from apps.benchmarking.services.importing.targets import Key, Target, Values

CHUNK, MOST_SHOWN = 5_000, 50
ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


@dataclass(slots=True)
class Counts:
    """Rows of the tables, except ``read`` and ``left_out``, which are rows of the file."""

    read: int = 0
    left_out: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0

    def as_json(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in ("read", "new", "changed", "same", "left_out")}


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that stands, and what the file says in its place; ``before`` and ``after`` by the target's values."""

    target: Target
    key: Key
    before: tuple[Any, ...]
    after: Values


@dataclass(slots=True)
class Store:
    """Of one import, inside its transaction. After ``stop`` rows are compared with what stands and not written."""

    import_id: int
    counts: Counts
    same: Mapping[int, int] = field(default_factory=dict)  # a further area of an authority → its first
    shown: list[Changed] = field(default_factory=list)  # the first of the changed rows
    stopped: bool = False
    _stored: dict[tuple[Target, Key], dict[Key, tuple[Any, ...]]] = field(default_factory=dict)
    _new: dict[Target, list[str]] = field(default_factory=dict)
    _changed: dict[Target, list[tuple[Any, ...]]] = field(default_factory=dict)

    def put(self, target: Target, key: Key, values: Values, cited: Values = ()) -> None:
        """One row, whose key no other row of the file has."""
        scope = target, key[: target.scope]
        stored = self._stored.get(scope)
        if stored is None:
            stored = self._stored[scope] = self._read(target, scope[1])
        found = stored.get(self.unique(target, key)[target.scope :]) if stored else None
        if found is None:
            self.counts.new += 1
            self._add(target, key, (*values, *cited))
        elif target.same(found[1:], values):
            self.counts.same += 1
        else:
            self.counts.changed += 1
            if len(self.shown) < MOST_SHOWN:
                self.shown.append(Changed(target, key, found[1:], values))
            self._changed.setdefault(target, []).append((found[0], *values, *cited))

    def unique(self, target: Target, key: Key) -> Key:
        """The key by which two rows are the same: an authority's areas count as one."""
        if not target.by_area or (first := self.same.get(key[-1])) is None:
            return key
        return (*key[:-1], first)

    def stop(self) -> None:
        self.stopped = True
        self._new.clear()
        self._changed.clear()

    def finish(self) -> None:
        if self.stopped:
            return
        for target, rows in self._changed.items():  # first: a new row may take the place that one leaves
            self._replace(target, rows)
        for target in [*self._new]:
            self._flush(target)

    def _add(self, target: Target, key: Key, values: Values) -> None:
        if self.stopped:
            return
        rows = self._new.setdefault(target, [])
        write = _worded if target.worded else _plain
        rows.append("\t".join([write(value) for value in (*key, *values, self.import_id)]))
        if len(rows) >= CHUNK and not target.apart:
            self._flush(target)

    def _flush(self, target: Target) -> None:
        rows = self._new.pop(target, [])
        columns = (*target.key, *target.values, *target.cited, "national_import_id")
        statement = SQL("COPY {table} ({columns}) FROM STDIN")
        with connection.cursor() as cursor:
            query = statement.format(table=Identifier(target.table), columns=_list(columns))
            with cursor.copy(query) as copy:
                copy.write("\n".join(rows) + "\n")

    def _read(self, target: Target, scope: Key) -> dict[Key, tuple[Any, ...]]:
        """Stored rows of the scope: the rest of the key, then number and values."""
        rest = target.key[target.scope :]
        query = SQL("SELECT {columns} FROM {table} WHERE {where}").format(
            columns=_list((*rest, "id", *target.values)),
            table=Identifier(target.table),
            where=SQL(" AND ").join(SQL("{} = %s").format(Identifier(name)) for name in target.key[: target.scope]),
        )
        with connection.cursor() as cursor:
            cursor.execute(query, scope)
            return {self.unique(target, row[: len(rest)]): row[len(rest) :] for row in cursor.fetchall()}

    def _replace(self, target: Target, rows: list[tuple[Any, ...]]) -> None:
        names = (*target.values, *target.cited, "national_import_id")
        update = SQL("UPDATE {table} SET {sets} WHERE id = %s").format(
            table=Identifier(target.table),
            sets=SQL(", ").join(SQL("{} = %s").format(Identifier(name)) for name in names),
        )
        with connection.cursor() as cursor:
            cursor.execute(
                KEEP.format(table=Identifier(target.table)),
                [self.import_id, target.table, [row[0] for row in rows]],
            )
            _move_apart(cursor, target, [row[0] for row in rows], self.import_id)
            cursor.executemany(update, [(*values, self.import_id, row) for row, *values in rows])


def undo_rows(import_id: int, targets: tuple[Target, ...]) -> Iterator[tuple[str, int, int]]:
    """Takes the import's new rows away and puts back what it replaced: table, deleted, put back."""
    with connection.cursor() as cursor:
        for target in targets:
            table = Identifier(target.table)
            cursor.execute(TAKE_AWAY.format(table=table), [import_id, import_id, target.table])
            deleted = cursor.rowcount
            cursor.execute(REPLACED, [import_id, target.table])
            _move_apart(cursor, target, [row for (row,) in cursor.fetchall()], import_id)
            names = (*target.values, *target.cited, "national_import_id")
            sets = SQL(", ").join(SQL("{0} = b.{0}").format(Identifier(name)) for name in names)
            cursor.execute(PUT_BACK.format(table=table, sets=sets), [import_id, target.table])
            yield target.table, deleted, cursor.rowcount


def later_rows(import_id: int, targets: tuple[Target, ...]) -> dict[int, int]:
    """Later imports that changed rows of this one, with how many: they are undone first."""
    with connection.cursor() as cursor:
        cursor.execute(LATER, [[target.table for target in targets], import_id])
        return dict(cursor.fetchall())


def _move_apart(cursor: Any, target: Target, rows: list[int], import_id: int) -> None:
    """Values that no two rows may share go out of each other's way before they change places."""
    if target.apart and rows:
        query = APART.format(table=Identifier(target.table), name=Identifier(target.apart))
        cursor.execute(query, [import_id, rows])


APART = SQL("UPDATE {table} SET {name} = {name} + 1000, national_import_id = %s WHERE id = ANY(%s)")
REPLACED = "SELECT row_id FROM benchmarking_replacedrow WHERE national_import_id = %s AND table_name = %s"
KEEP = SQL(
    "INSERT INTO benchmarking_replacedrow (national_import_id, table_name, row_id, before) "
    "SELECT %s, %s, r.id, to_jsonb(r) FROM {table} r WHERE r.id = ANY(%s)"
)
TAKE_AWAY = SQL(
    "DELETE FROM {table} t WHERE t.national_import_id = %s AND NOT EXISTS (SELECT 1 FROM benchmarking_replacedrow r "
    "WHERE r.national_import_id = %s AND r.table_name = %s AND r.row_id = t.id)"
)
PUT_BACK = SQL(
    "UPDATE {table} t SET {sets} FROM benchmarking_replacedrow r, jsonb_populate_record(NULL::{table}, r.before) b "
    "WHERE r.national_import_id = %s AND r.table_name = %s AND t.id = r.row_id"
)
LATER = (
    "SELECT r.national_import_id, count(*) FROM benchmarking_replacedrow r JOIN benchmarking_nationalimport i "
    "ON i.id = r.national_import_id AND i.state = 'saved' WHERE r.table_name = ANY(%s) "
    "AND (r.before ->> 'national_import_id')::bigint = %s GROUP BY 1"
)


def _list(names: tuple[str, ...]) -> Composable:
    return SQL(", ").join(map(Identifier, names))


def _plain(value: Any) -> str:
    return "\\N" if value is None else str(value)


def _worded(value: Any) -> str:
    return "\\N" if value is None else str(value).translate(ESCAPED)
