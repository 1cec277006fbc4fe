"""One after the other: what locks no row, because its rows only grow, waits for its turn."""

from django.db import connection


def take_turn(what: str) -> None:
    """Held to the end of the transaction. The application may not lock rows that it may not change."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [what])
