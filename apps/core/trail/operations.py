"""Migration operations: which tables are tracked, and as what people know their rows."""

from django.db.migrations import RunSQL


def track(table: str, of: str = "", key: str = "id", bytes_in: str = "") -> RunSQL:
    """Every change of ``table`` is recorded, by whatever hand; rows that are there already are recorded as found.

    ``of`` and ``key`` name the table of the row's subject and the column that leads to it. Run it after every other
    change of the table in its migration: what it records is sealed as the migration commits. ``bytes_in`` names columns
    of bytes, with commas between: each row has their hash beside them, and that is recorded.
    """
    subject = of or table
    without = f", '{bytes_in}'" if bytes_in else ""
    return RunSQL(
        f"CREATE TRIGGER {table}_tracked AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW "
        f"EXECUTE FUNCTION core_track_change('{subject}', '{key}'{without}); "
        f"SELECT core_record_state('{table}', '{subject}', '{key}'{without});",
        f"DROP TRIGGER {table}_tracked ON {table};",
    )


def run(sql: str) -> RunSQL:
    """One way: the trail has no way back."""
    return RunSQL(sql, RunSQL.noop)
