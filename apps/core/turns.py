"""One after the other: what locks no row, because its rows only grow, waits for its turn."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


def take_turn(what: str) -> None:
    """Held to the end of the transaction. The application may not lock rows that it may not change."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [what])


@contextmanager
def hold_turn(what: str) -> Iterator[None]:
    """Held around a transaction that is to see what the one before it did: its snapshot is taken after the wait."""
    if connection.in_atomic_block:
        take_turn(what)
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [what])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [what])
