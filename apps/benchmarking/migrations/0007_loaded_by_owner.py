"""What the files of the report and of the product say of lines, people and labels, their owner writes alone.

A table and a set of neighbours are also made by an import, and undone with it; nobody but the owner rewrites one.
"""

from django.db import migrations
from django.db.migrations import RunSQL

OWNER_ONLY = RunSQL(
    """
    CREATE FUNCTION benchmarking_owner_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT pg_catalog.pg_has_role(
            current_user, (SELECT c.relowner FROM pg_catalog.pg_class c WHERE c.oid = TG_RELID), 'USAGE'
        ) THEN
            RAISE EXCEPTION '% comes from the files, which the owner of the database loads.', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
        END IF;
        RETURN NULL;
    END $$;
    """,
    "DROP FUNCTION benchmarking_owner_only();",
)
EVENTS = {
    "spendline": "INSERT OR UPDATE OR DELETE",
    "denominator": "INSERT OR UPDATE OR DELETE",
    "deficitlabel": "INSERT OR UPDATE OR DELETE",
    "linenarrative": "INSERT OR UPDATE OR DELETE",
    "benchmarkreturn": "UPDATE",
    "comparatorset": "UPDATE",
}


def by_owner(table: str, events: str) -> RunSQL:
    return RunSQL(
        f"CREATE TRIGGER {table}_by_owner AFTER {events} ON benchmarking_{table} FOR EACH ROW "
        "EXECUTE FUNCTION benchmarking_owner_only();",
        f"DROP TRIGGER {table}_by_owner ON benchmarking_{table};",
    )


class Migration(migrations.Migration):
    dependencies = [("benchmarking", "0006_by_import")]
    operations = [OWNER_ONLY, *(by_owner(table, events) for table, events in EVENTS.items())]
