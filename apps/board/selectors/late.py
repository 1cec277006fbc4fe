"""Packs frozen after their meeting: how long after, what was recorded in between, and what of it they leave out."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import Q
from django.utils.timezone import localdate, make_aware

from apps.board.models import Meeting, Pack
from apps.board.selectors.overview import TOLD
from apps.core.memory import remembered
from apps.core.models import AuditEntry
from apps.core.trail.kinds import model_of

NUMBERS_IN_PACK = """
SELECT (row ->> 'id')::bigint FROM board_packtable k JOIN board_frozenrows f ON f.id = k.rows_id
CROSS JOIN LATERAL jsonb_array_elements(f.rows) row
WHERE k.pack_id = %s AND k.table_name = %s AND (row ->> 'id')::bigint = ANY(%s)
"""


def end_of(day: date) -> datetime:
    return make_aware(datetime.combine(day + timedelta(days=1), time.min))


def late_words(pack: Pack) -> str:
    """“3 days after the meeting”; nothing of a pack that was frozen in time."""
    return late_by(pack.meeting, pack.known_by, pack.frozen_at)


def late_by(meeting: Meeting, last_day: date, at: datetime) -> str:
    days = max(0, (localdate(at) - last_day).days)
    after = "the meeting" if meeting.day_known else "the month of the meeting"
    return f"{days:,} {'day' if days == 1 else 'days'} after {after}" if days else ""


def after_freezing(pack: Pack) -> Q:
    """Entries that came after the pack's own; a pack without one is taken by its time."""
    own = AuditEntry.objects.filter(subject_type="board.pack", subject_id=str(pack.pk)).order_by("pk").first()
    return Q(pk__gt=own.pk) if own else Q(at__gt=pack.frozen_at)


@remembered
def recorded_between(pack: Pack) -> list[AuditEntry]:
    """After the meeting and before the freezing, oldest first: what dashboards rest on, and what the Board did."""
    told = TOLD | Q(subject_type="benchmarking.nationalimport")
    rows = AuditEntry.objects.filter(told, ~after_freezing(pack), at__gte=end_of(pack.known_by))
    return list(rows.select_related("by").order_by("at", "pk"))


def left_out(pack: int, entries: Iterable[AuditEntry]) -> list[AuditEntry]:
    """Of these entries those whose subject is no row of the pack."""
    wanted: dict[str, set[int]] = defaultdict(set)
    found = list(entries)
    for entry in found:
        wanted[entry.subject_type].add(int(entry.subject_id))
    held = {kind: _held(pack, kind, numbers) for kind, numbers in wanted.items()}
    return [entry for entry in found if int(entry.subject_id) not in held[entry.subject_type]]


def _held(pack: int, kind: str, numbers: set[int]) -> set[int]:
    model = model_of(kind)
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS_IN_PACK, [pack, model._meta.db_table if model else "", list(numbers)])
        return {row[0] for row in cursor.fetchall()}
