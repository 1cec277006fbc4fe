"""Imports one file: read, checked, compared and written in one transaction, or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256 as hashed
from typing import Any, BinaryIO

from django.db import connection, transaction
from django.db.models import Max

from apps.benchmarking.models import NationalImport
from apps.benchmarking.services.importing.derived import derive_caseload
from apps.benchmarking.services.importing.kinds.authorities import Authorities
from apps.benchmarking.services.importing.kinds.base import Kind, Made, Total
from apps.benchmarking.services.importing.kinds.neighbours import Neighbours
from apps.benchmarking.services.importing.kinds.per_head import PerHead
from apps.benchmarking.services.importing.kinds.registry import FILE_KINDS
from apps.benchmarking.services.importing.known import Known
from apps.benchmarking.services.importing.per_head_table import refuse_a_change_of_the_report, table_of
from apps.benchmarking.services.importing.problems import FileRefused, Problems
from apps.benchmarking.services.importing.reading import CHUNK, Lines, opened
from apps.benchmarking.services.importing.scan import TextScan
from apps.benchmarking.services.importing.stated import UNSTATED, Stated, source_of
from apps.benchmarking.services.importing.store import Changed, Counts, Store
from apps.benchmarking.services.importing.table import FileTable
from apps.benchmarking.vocabulary import ImportKind
from apps.core import stored_files
from apps.core.models import User
from apps.core.services.audit import record_change
from apps.core.services.recompute import request_recompute

ONE_AT_A_TIME = 20260128  # the advisory lock's number


@dataclass(slots=True)
class Outcome:
    """What became of a file. ``import_id`` is None where nothing was saved: refused, only checked, or known already."""

    kind: ImportKind
    counts: Counts = field(default_factory=Counts)
    problems: Problems = field(default_factory=Problems)
    totals: list[Total] = field(default_factory=list)
    changes: list[Changed] = field(default_factory=list)  # the first of the changed rows
    encoding: str = ""
    import_id: int | None = None
    moved: bool = False  # another import was saved or undone since the check that was confirmed

    @property
    def sound(self) -> bool:
        return not self.problems.number

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind.value,
            **self.counts.as_json(),
            "refused": len(self.problems.rows),
            "problems": self.problems.number,
            "errors": [problem.as_json() for problem in self.problems.listed],
            "totals": [total.as_json() for total in self.totals],
            "import": self.import_id,
        }


class _Nothing(Exception):
    """Takes the transaction back: the file is refused, only checked, or changes nothing."""


def import_file(
    *,
    kind: ImportKind,
    name: str,
    stream: BinaryIO,
    by: User | None,
    at: datetime,
    stated: Stated = UNSTATED,
    check_only: bool = False,
    seen: str = "",
) -> Outcome:
    """Every row of the file saved, or none. ``stream`` is read from its start, twice, and never whole.

    ``seen`` is what stood when somebody confirmed the file's check (``state_of_imports``): where it has moved since,
    the file is only checked again.

    A file with a problem is refused: each is named by row, column and value. The same file again changes nothing and
    leaves no record.
    """
    outcome = Outcome(kind)
    try:
        outcome.encoding, lines = opened(name, stream)
        with transaction.atomic():
            _import(outcome, name, stream, lines(), by, at, stated, check_only, seen)
    except FileRefused as refused:
        found = refused.problem
        outcome.problems.add(found.row, found.column, found.value, found.reason)
        outcome.import_id = None
    except _Nothing:
        outcome.import_id = None
    return outcome


def _import(
    outcome: Outcome, name: str, stream: BinaryIO, lines: Lines, by: User | None, at: datetime, stated: Stated,
    check_only: bool, seen: str,
) -> None:  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    outcome.moved = bool(seen) and seen != state_of_imports()
    stream.seek(0)
    sha256 = _sha256(stream)
    record = NationalImport.objects.create(
        pk=next_number(),
        kind=outcome.kind,
        file_name=name[-200:],
        sha256=sha256,
        size=stream.tell(),
        encoding=outcome.encoding,
        imported_at=at,
        imported_by=by,
        source=source_of(outcome.kind, stated, sha256, at),
        source_reference=(stated.reference or name)[:120],
    )
    reader = _reader(outcome, record, stated)
    store = Store(record.pk, outcome.counts, reader.known.same, outcome.changes)
    _read(outcome, reader, store, lines)
    _finish(outcome, reader, store, stated)
    if not outcome.sound or check_only or outcome.moved or not (outcome.counts.new or outcome.counts.changed):
        raise _Nothing
    record.counts, record.totals = outcome.counts.as_json(), [total.as_json() for total in outcome.totals]
    record.save(update_fields=["counts", "totals"])
    if outcome.kind is ImportKind.SEN2_CASELOAD and derive_caseload(record):
        request_recompute(by=by, at=at, cause=f"Imported {record}")
    stream.seek(0)
    stored_files.keep(stream.read())
    record_change(
        by=by, at=at, action="Imported a national file", subject=record,
        after={"file": record.file_name, "sha256": sha256, **record.counts},
    )  # fmt: skip
    outcome.import_id = record.pk


def next_number() -> int:
    """Of an import, while it holds the turn: a check and a refused file use up none."""
    return int(NationalImport.objects.aggregate(last=Max("pk"))["last"] or 0) + 1


def state_of_imports() -> str:
    """Another text after every import that was saved, and every one that was undone."""
    found = NationalImport.objects.aggregate(Max("pk"), Max("undone_at"))
    return f"{found['pk__max']} {found['undone_at__max']}"


def _sha256(stream: BinaryIO) -> str:
    digest = hashed()
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _read(outcome: Outcome, reader: Kind, store: Store, lines: Lines) -> None:
    table = FileTable(reader.columns, outcome.problems)
    first = next(lines, None)
    if first is None:
        raise FileRefused("The file has no header. Use it as it was published.")
    table.head(first[1])
    scan, earlier = TextScan(outcome.problems, table.words, table.header), dict[tuple[Any, ...], int]()
    for line, cells in lines:
        outcome.counts.read += 1
        row = table.row(line, cells)
        if row is None:
            store.stop()
            continue
        scan.check(line, cells)
        for target, key, values in _once(reader.rows(row), earlier, line, store, outcome.problems):
            store.put(target, key, values)
        if outcome.problems.number and not store.stopped:
            store.stop()
    if not outcome.counts.read:
        raise FileRefused("The file has a header and no row. Use it as it was published.", 1)


def _refuse_a_stranger(outcome: Outcome, reader: Kind) -> None:
    if outcome.sound and reader.left_out == outcome.counts.read:
        raise FileRefused("Every row is of a line or breakdown that is not kept. Check that the file is of this kind.")


def _once(
    made: Iterator[Made], earlier: dict[tuple[Any, ...], int], line: int, store: Store, problems: Problems
) -> Iterator[Made]:
    for target, key, values in made:
        first = earlier.setdefault((target.table, *store.unique(target, key)), line)
        if first != line:
            problems.add(line, "", "", f"It says again what line {first} says. Keep one of the two.")
            return
        yield target, key, values


def _finish(outcome: Outcome, reader: Kind, store: Store, stated: Stated) -> None:
    _refuse_a_stranger(outcome, reader)
    reader.finish()
    if not outcome.sound:
        store.stop()
    if isinstance(reader, PerHead) and outcome.sound:
        refuse_a_change_of_the_report(outcome.counts, stated.year)
    store.finish()
    outcome.totals = reader.totals()
    outcome.counts.left_out = reader.left_out
    if isinstance(reader, Authorities):
        outcome.counts.new, outcome.counts.changed = reader.made, reader.renewed
        outcome.counts.same = reader.same


def _reader(outcome: Outcome, record: NationalImport, stated: Stated) -> Kind:
    described = FILE_KINDS[outcome.kind]
    reader = described.reader(Known.read(), outcome.problems)
    reader.columns = described.columns
    if isinstance(reader, Neighbours):
        reader.source_id = record.source_id
    if isinstance(reader, PerHead):
        reader.return_id = table_of(record, stated.year).pk
    return reader
