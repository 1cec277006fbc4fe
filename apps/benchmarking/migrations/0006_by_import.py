"""National figures are written by an import alone, an import is undone once and never rewritten.

By statement, not by row: a file of 20,000 rows asks once. Figures move no data stamp of their own: the row of their
import does, in the same transaction. The owner, who loads the report's files, may write without one.
"""

from django.db import migrations
from django.db.migrations import RunSQL

from apps.core import rules
from apps.core.trail.operations import track

FUNCTIONS = RunSQL(
    """
    CREATE FUNCTION benchmarking_by_import() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        stray boolean;
    BEGIN
        IF pg_catalog.pg_has_role(
            current_user, (SELECT c.relowner FROM pg_catalog.pg_class c WHERE c.oid = TG_RELID), 'USAGE'
        ) THEN
            RETURN NULL;
        END IF;
        IF TG_OP = 'INSERT' THEN
            stray := EXISTS (
                SELECT 1 FROM (SELECT DISTINCT national_import_id AS id FROM new_rows) n
                LEFT JOIN benchmarking_nationalimport i ON i.id = n.id AND i.state = 'saved' AND core_made_here(i.xmin)
                WHERE i.id IS NULL
            );
        ELSIF TG_OP = 'DELETE' THEN
            stray := EXISTS (
                SELECT 1 FROM (SELECT DISTINCT national_import_id AS id FROM old_rows) o
                LEFT JOIN benchmarking_nationalimport i ON i.id = o.id AND i.state = 'undone' AND core_made_here(i.xmin)
                WHERE i.id IS NULL
            );
        ELSE
            stray := EXISTS (
                SELECT 1 FROM (
                    SELECT DISTINCT n.national_import_id AS becomes, o.national_import_id AS was
                    FROM new_rows n FULL JOIN old_rows o ON o.id = n.id
                ) c
                LEFT JOIN benchmarking_nationalimport made
                    ON made.id = c.becomes AND made.state = 'saved' AND core_made_here(made.xmin)
                LEFT JOIN benchmarking_nationalimport undone
                    ON undone.id = c.was AND undone.state = 'undone' AND core_made_here(undone.xmin)
                WHERE made.id IS NULL AND undone.id IS NULL
            );
        END IF;
        IF stray THEN
            RAISE EXCEPTION 'National figures are written by an import, and taken back by undoing it: nothing else '
                'writes %.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
        END IF;
        RETURN NULL;
    END $$;

    CREATE FUNCTION benchmarking_import_stands() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        undoing text[] := ARRAY['state', 'undone_at', 'undone_by_id', 'undone_because'];
        counting text[] := ARRAY['counts', 'totals'];  -- known once the file is read, in the import's own transaction
    BEGIN
        IF TG_OP = 'INSERT' AND NEW.state = 'saved' OR TG_OP = 'UPDATE' AND core_made_here(OLD.xmin)
            AND to_jsonb(OLD) - counting = to_jsonb(NEW) - counting THEN
            RETURN NEW;
        END IF;
        IF TG_OP = 'UPDATE' AND OLD.state = 'saved' AND NEW.state = 'undone'
            AND to_jsonb(OLD) - undoing = to_jsonb(NEW) - undoing THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'An import stays as it was saved: it may be undone, once, and nothing else.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
    END $$;
    CREATE TRIGGER import_stands BEFORE INSERT OR UPDATE OR DELETE ON benchmarking_nationalimport
    FOR EACH ROW EXECUTE FUNCTION benchmarking_import_stands();
    """,
    """
    DROP TRIGGER import_stands ON benchmarking_nationalimport;
    DROP FUNCTION benchmarking_import_stands();
    DROP FUNCTION benchmarking_by_import();
    """,
)
ROWS = {"INSERT": "NEW TABLE AS new_rows", "DELETE": "OLD TABLE AS old_rows"}
ROWS["UPDATE"] = f"{ROWS['INSERT']} {ROWS['DELETE']}"


def by_import(table: str) -> list[RunSQL]:
    return [
        RunSQL(
            f"CREATE TRIGGER {table}_by_import_{event.lower()} AFTER {event} ON {table} "
            f"REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION benchmarking_by_import();",
            f"DROP TRIGGER {table}_by_import_{event.lower()} ON {table};",
        )
        for event, rows in ROWS.items()
    ]


WRITTEN_BY_IMPORTS = ("spendrow", "figure", "benchmarkvalue", "printedstatistic", "neighbour", "caseload")


class Migration(migrations.Migration):
    dependencies = [("benchmarking", "0005_national_returns"), ("core", "0006_audit_words")]
    operations = [
        FUNCTIONS,
        *(operation for table in WRITTEN_BY_IMPORTS for operation in by_import(f"benchmarking_{table}")),
        rules.append_only("benchmarking_replacedrow"),
        rules.append_only("benchmarking_linecomment"),
        *rules.moves_the_stamp(
            "benchmarking_area",
            "benchmarking_nationalimport",
            "benchmarking_chosenset",
            "benchmarking_chosenmember",
            "benchmarking_linecomment",
        ),
        track("benchmarking_nationalimport"),
        track("benchmarking_chosenset"),
        track("benchmarking_chosenmember", "benchmarking_chosenset", "chosen_set_id"),
        track("benchmarking_linecomment"),
    ]
