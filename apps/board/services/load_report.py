"""Loads the report, app by app, in one transaction."""

from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from apps.benchmarking.services.load import load_benchmarking
from apps.board.services.load_meetings import load_meetings
from apps.core.loading import Counts, Load
from apps.core.services.documents import load_documents
from apps.core.services.recompute import request_recompute
from apps.deficit.services.load import load_deficit
from apps.initiatives.services.load import load_initiatives

REPORT = settings.BASE_DIR / "data" / "report-2026-01-27"
ONE_AT_A_TIME = 20260127  # the advisory lock's number


@transaction.atomic
def load_report(folder: Path = REPORT) -> dict[str, Counts]:
    """Rows read, new, changed and same, by table. Raises ``LoadError``, and then nothing is stored."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    load = Load(folder)
    load_documents(load)
    load_initiatives(load)
    load_benchmarking(load)
    load_deficit(load)
    load_meetings(load)
    if any(counts.new or counts.changed for counts in load.counts.values()):
        request_recompute(by=None, at=timezone.now(), cause="The report was loaded")
    return load.counts
