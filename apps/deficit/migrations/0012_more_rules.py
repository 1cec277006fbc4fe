"""What the database keeps of assumptions, of the report's own rows and of runs, against its own application, too.

Only the owner writes what the report says: files are loaded with ``DATABASE_OWNER_URL``. Triggers after the row, where
a check or a unique rule says the same more closely.
"""

from django.db import migrations, models
from django.db.migrations import RunSQL

from apps.core import rules

SAID = "A draft of an assumption never changes: withdraw it and prepare another."
WITHDRAWN = "An assumption is withdrawn, never deleted."
BEGINS = (
    "An assumption begins as a draft; only a first version from the files, which nobody agreed, is in force at once."
)
MOVED = "ARRAY['status', 'state', 'decided_by_id', 'decided_at']"
FROM_FILES = (
    "NEW.version = 1 AND NEW.state = 'illustrative' AND NEW.prepared_by_id IS NULL AND NEW.decided_by_id IS NULL"
)

OWNER_ONLY = RunSQL(
    """
    CREATE FUNCTION deficit_owner_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT pg_catalog.pg_has_role(
            current_user, (SELECT c.relowner FROM pg_catalog.pg_class c WHERE c.oid = TG_RELID), 'USAGE'
        ) THEN
            RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
        END IF;
        RETURN NULL;
    END $$;
    """,
    "DROP FUNCTION deficit_owner_only();",
)

# A finished run has results of its own, or points to the finished run of the same inputs.
RUN_MOVES = RunSQL(
    """
    CREATE FUNCTION deficit_run_moves() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            IF NEW.state NOT IN ('queued', 'running') THEN
                RAISE EXCEPTION 'A run begins queued: nobody adds one that has ended.'
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'run_begins_queued';
            END IF;
            RETURN NULL;
        END IF;
        IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
            ('queued', 'running'), ('queued', 'cancelled'), ('running', 'finished'), ('running', 'failed'),
            ('running', 'cancelled')
        ) THEN
            RAISE EXCEPTION 'A run goes from queued to running, and ends finished, failed or cancelled.'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'run_states_in_order';
        END IF;
        IF NEW.state = 'finished' AND NOT EXISTS (
            SELECT 1 FROM deficit_projectionpoint p WHERE NEW.same_as_id IS NULL AND p.run_id = NEW.id
        ) AND NOT EXISTS (
            SELECT 1 FROM deficit_projectionrun r WHERE r.id = NEW.same_as_id AND r.state = 'finished'
            AND r.same_as_id IS NULL AND r.input_hash = NEW.input_hash AND r.id <> NEW.id
        ) THEN
            RAISE EXCEPTION 'A run finishes with its results, or points to the one that has them.'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'run_finished_has_results';
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER run_within_rules AFTER INSERT OR UPDATE ON deficit_projectionrun
    FOR EACH ROW EXECUTE FUNCTION deficit_run_moves();
    """,
    "DROP TRIGGER run_within_rules ON deficit_projectionrun; DROP FUNCTION deficit_run_moves();",
)


def after(table: str, name: str, events: str, function: str, sentence: str, when: str = "") -> RunSQL:
    condition = f"WHEN ({when})" if when else ""
    return RunSQL(
        f"CREATE TRIGGER {name} AFTER {events} ON {table} FOR EACH ROW {condition} "
        f"EXECUTE FUNCTION {function}('{sentence}');",
        f"DROP TRIGGER {name} ON {table};",
    )


def by_owner(table: str, name: str, events: str, sentence: str, when: str = "") -> RunSQL:
    return after(table, name, events, "deficit_owner_only", sentence, when)


class Migration(migrations.Migration):
    dependencies = [("deficit", "0011_stated_on")]
    operations = [
        rules.refuse(
            "deficit_assumption",
            "assumption_draft_fixed",
            "UPDATE",
            SAID,
            f"OLD.status = 'draft' AND to_jsonb(OLD) - {MOVED} <> to_jsonb(NEW) - {MOVED}",
        ),
        rules.refuse("deficit_assumption", "assumption_withdrawn_instead", "DELETE", WITHDRAWN),
        after(
            "deficit_assumption",
            "assumption_begins_as_draft",
            "INSERT",
            "core_refuse_change",
            BEGINS,
            f"NEW.status <> 'draft' AND NOT ({FROM_FILES})",
        ),
        OWNER_ONLY,
        by_owner(
            "deficit_assumption",
            "assumption_loaded_by_owner",
            "INSERT",
            "A first version in force comes from the files, which the owner of the database loads.",
            "NEW.status <> 'draft'",
        ),
        by_owner(
            "deficit_position",
            "position_reported_by_owner",
            "INSERT",
            "A position as reported comes from the files, which the owner of the database loads.",
            "NEW.as_reported",
        ),
        by_owner(
            "deficit_recordedfigure",
            "recorded_figure_by_owner",
            "INSERT OR UPDATE OR DELETE",
            "The record comes from the files, which the owner of the database loads.",
        ),
        RUN_MOVES,
        migrations.AddConstraint(
            model_name="positionline",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "in_year_gap"), _negated=True) | models.Q(("block", "high_needs")),
                name="position_line_gap_is_high_needs",
                violation_error_message="Only a line of the High Needs Block is part of the high needs in-year gap.",
            ),
        ),
        migrations.AddField(
            model_name="position",
            name="start_hash",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                help_text="Of what that form said.",
                max_length=64,
            ),
        ),
    ]
