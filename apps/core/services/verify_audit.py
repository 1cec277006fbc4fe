"""Verifies the trail and keeps what was found."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import OperationalError, connection, transaction

from apps.core.models import AuditCheck, User
from apps.core.trail import heads
from apps.core.trail.faults import Fault, faults

KEPT = 25  # sentences kept with a check
SECONDS_ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Verified:
    check: AuditCheck
    faults: list[Fault]
    heads: int


def verify_audit(*, by: User | None, at: datetime, head: str = "", seconds: int = 0) -> Verified:
    """Reads the whole trail at one moment, compares it with every head known, stores an ``AuditCheck``.

    ``head`` is one more head, as printed before. ``seconds`` bounds it (0: none): a check that takes longer is stored
    as not finished. Without a fault the head is written down. Raises ``Refused`` for a head that is none.
    """
    given = [heads.parse(head)] if head else []
    written, spoilt = heads.known_heads()
    started = time.monotonic()
    found: list[Fault] = []
    if spoilt:
        found.append(Fault("audit-heads.jsonl", 0, f"{spoilt} lines were changed, or written under another key."))
    finished = True
    last = None
    try:
        with _one_moment(seconds):
            last = heads.current_head()
            found += [*heads.head_faults([*written, *given]), *faults()]
    except OperationalError as error:
        if not seconds or "statement timeout" not in str(error):
            raise
        finished = False
    check = AuditCheck.objects.create(
        at=at,
        by=by,
        seals=last.number if last else 0,
        head=last.hash if last else "",
        seconds=f"{time.monotonic() - started:.2f}",
        finished=finished,
        faults=len(found),
        found=[str(fault) for fault in found[:KEPT]],
    )
    if finished and not found:
        heads.write_head()
    return Verified(check, found, len(written) + len(given))


@contextmanager
def _one_moment(seconds: int) -> Iterator[None]:
    """One snapshot for all questions, moments read as UTC; inside another transaction, that one's."""
    nested = connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if not nested:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT set_config('timezone', 'UTC', true), set_config('statement_timeout', %s, true)",
                       [f"{seconds}s"])  # fmt: skip
        yield
        if nested:
            cursor.execute("SELECT set_config('statement_timeout', '0', true)")
