"""Undoes an import by its own record: its new rows go, what it replaced comes back."""

from datetime import datetime

from django.db import connection, transaction

from apps.benchmarking.models import BenchmarkReturn, ComparatorSet, NationalImport
from apps.benchmarking.services.importing.kinds.registry import FILE_KINDS
from apps.benchmarking.services.importing.run import ONE_AT_A_TIME
from apps.benchmarking.services.importing.store import later_rows, undo_rows
from apps.benchmarking.services.importing.targets import CASELOAD, TARGETS
from apps.benchmarking.vocabulary import ImportKind, ImportState
from apps.core.errors import NotAllowed, Refused
from apps.core.models import User
from apps.core.services.audit import record_change
from apps.core.services.recompute import request_recompute

GROWS = "Authorities only grow, since figures rest on them: this import is not undone. Import a corrected list instead."


@transaction.atomic
def undo_import(*, import_id: int, reason: str, by: User, at: datetime) -> dict[str, tuple[int, int]]:
    """Rows deleted and put back, by table. Raises ``NotAllowed`` or ``Refused``."""
    if not by.has_perm("benchmarking.undo_nationalimport"):
        raise NotAllowed("Finance officers undo imports.")
    if not reason.strip():
        raise Refused("Say why the import is undone, in a sentence.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    record = NationalImport.objects.select_for_update().get(pk=import_id)
    kind = ImportKind(record.kind)
    if record.state == ImportState.UNDONE:
        raise Refused(f"Import {record.pk} is undone already. Nothing was changed.")
    if not FILE_KINDS[kind].undone:
        raise Refused(GROWS)
    if later := later_rows(record.pk, TARGETS):
        number, rows = max(later), sum(later.values())
        raise Refused(f"Import {number} changed {rows} of its rows since. Undo import {number} first.")
    record.state, record.undone_at, record.undone_by, record.undone_because = ImportState.UNDONE, at, by, reason.strip()
    record.full_clean(exclude=["imported_by", "totals", "counts"])
    record.save(update_fields=["state", "undone_at", "undone_by", "undone_because"])
    done = {table: (deleted, back) for table, deleted, back in undo_rows(record.pk, TARGETS)}
    _empty_sets(record)
    if any(done[CASELOAD.table]):
        request_recompute(by=by, at=at, cause=f"Undid {record}")
    after = {table: {"deleted": deleted, "put back": back} for table, (deleted, back) in done.items() if deleted + back}
    record_change(by=by, at=at, action="Undid an import", subject=record, after=after, reason=record.undone_because)
    return done


def _empty_sets(record: NationalImport) -> None:
    """Sets of neighbours that the import made go with their neighbours, and a table per head with its values."""
    of_this = {"source_id": record.source_id}
    if record.kind == ImportKind.NEIGHBOURS:
        ComparatorSet.objects.filter(**of_this, neighbours=None, returns=None).delete()
    if record.kind == ImportKind.S251_PER_HEAD:
        nothing = {"values": None, "printed_statistics": None, "narratives": None, "comments": None}
        BenchmarkReturn.objects.filter(**of_this, **nothing).delete()
