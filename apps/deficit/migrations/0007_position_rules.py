"""What the database keeps of positions by hand: who contributed, which way a status goes, what closes a draft.

Triggers fire in the order of their names: what is published is refused first, then who prepared it, then the rest.
"""

from django.db import migrations

from apps.core import rules
from apps.core.trail.operations import track

PARTS = ("positionline", "positionblock", "blocktransfer")
CLOSED = "Only a draft changes: return the position to draft, or correct a published one by a new version."

# Runs as the owner: the application's role may not write who contributed.
CONTRIBUTORS = """
CREATE FUNCTION deficit_position_contributors() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.edits = NEW.edits THEN RETURN NULL; END IF;
    INSERT INTO deficit_positioncontributor (position_id, person_id)
    SELECT DISTINCT NEW.id, p FROM unnest(ARRAY[NEW.prepared_by_id, NEW.edited_by_id]) p
    WHERE p IS NOT NULL ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER position_contributors AFTER INSERT OR UPDATE ON deficit_position
FOR EACH ROW EXECUTE FUNCTION deficit_position_contributors();
"""

MOVES = """
CREATE FUNCTION deficit_position_moves() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moved text[] := ARRAY['status', 'approved_by_id', 'approved_at', 'differences_seen', 'published_by_id',
        'published_date'];
    of_approval text[] := ARRAY['approved_by_id', 'approved_at', 'differences_seen'];
    said jsonb := to_jsonb(OLD) - moved;
    says jsonb := to_jsonb(NEW) - moved;
BEGIN
    IF (OLD.financial_year, OLD.reporting_point, OLD.version, OLD.start_key, OLD.prepared_at)
    IS DISTINCT FROM (NEW.financial_year, NEW.reporting_point, NEW.version, NEW.start_key, NEW.prepared_at) THEN
        RAISE EXCEPTION 'Year, reporting point and version of a position never change: withdraw it and start another.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'position_key_fixed';
    END IF;
    IF said <> says AND (OLD.status <> 'draft' OR NEW.status <> 'draft') THEN
        RAISE EXCEPTION 'Only a draft changes: return the position to draft first.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'position_only_drafts_change';
    END IF;
    IF said <> says AND (NEW.edits <> OLD.edits + 1 OR NEW.edited_by_id IS NULL) THEN
        RAISE EXCEPTION 'Every save of a draft moves its edits by one, and names who edited it.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'position_edits_move';
    END IF;
    IF OLD.status <> NEW.status AND (OLD.status, NEW.status) NOT IN (
        ('draft', 'ready'), ('ready', 'approved'), ('ready', 'draft'), ('approved', 'draft'), ('approved', 'published'),
        ('draft', 'withdrawn'), ('ready', 'withdrawn')
    ) THEN
        RAISE EXCEPTION 'A position goes from draft to ready, approved and published, back to draft, or is withdrawn.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'position_status_in_order';
    END IF;
    IF NEW.status = 'published' OR NEW.status = OLD.status THEN
        IF EXISTS (SELECT 1 FROM unnest(of_approval) c WHERE to_jsonb(OLD) -> c <> to_jsonb(NEW) -> c) THEN
            RAISE EXCEPTION 'Who approved a position, and on what terms, never changes.'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'position_approval_fixed';
        END IF;
    END IF;
    IF NEW.status = 'approved' AND OLD.status <> 'approved' THEN
        IF EXISTS (
            SELECT 1 FROM deficit_positioncontributor c WHERE c.position_id = NEW.id AND c.person_id = NEW.approved_by_id
        ) THEN
            RAISE EXCEPTION 'A position is approved by somebody who neither prepared nor edited it.'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'position_approved_by_another';
        END IF;
        IF NEW.differences_seen = '' AND NEW.closing <> NEW.opening
        + (SELECT coalesce(sum(l.amount), 0) FROM deficit_positionline l WHERE l.position_id = NEW.id) THEN
            RAISE EXCEPTION 'The lines do not reach the closing: whoever approves says in words that they saw it.'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'position_difference_seen';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER position_within_rules BEFORE UPDATE ON deficit_position
FOR EACH ROW EXECUTE FUNCTION deficit_position_moves();

CREATE FUNCTION deficit_position_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A position begins as a draft.'
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'position_begins_as_draft';
END $$;
CREATE TRIGGER position_begins_as_draft AFTER INSERT ON deficit_position
FOR EACH ROW WHEN (NOT NEW.as_reported AND NEW.status <> 'draft') EXECUTE FUNCTION deficit_position_begins();
"""

# By the trail: a decision writes the position's row, too, and moves no edits.
WITH_VERSION = """
CREATE FUNCTION deficit_position_part_with_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    whose bigint := (coalesce(to_jsonb(NEW), to_jsonb(OLD)) ->> 'position_id')::bigint;
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM core_change c WHERE c.table_name = 'deficit_position' AND c.row_id = whose
        AND c.transaction = core_transaction() AND (c.operation = 'added' OR c.after ? 'edits')
    ) THEN
        RAISE EXCEPTION 'A part of a position changes only in a save that moves its edits.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION deficit_position_part_with_version() FROM PUBLIC;
"""
ON_PART = """
CREATE CONSTRAINT TRIGGER {part}_with_version AFTER INSERT OR UPDATE OR DELETE ON deficit_{part}
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION deficit_position_part_with_version();
"""
LINES_OF_PUBLISHED = "deficit_positionline_of_closed_position"


def functions(sql: str, *names: str) -> migrations.RunSQL:
    return migrations.RunSQL(sql, " ".join(f"DROP FUNCTION {name}() CASCADE;" for name in names))


class Migration(migrations.Migration):
    dependencies = [("deficit", "0006_positions_by_hand"), ("core", "0005_trail")]
    operations = [
        migrations.RunSQL(f"DROP FUNCTION {LINES_OF_PUBLISHED}() CASCADE;", migrations.RunSQL.noop),
        *(
            rules.refuse_parts(f"deficit_{p}", "deficit_position", "position_id", "p.status <> 'draft'", CLOSED)
            for p in PARTS
        ),
        rules.append_only("deficit_positiondecision"),
        rules.refuse(
            "deficit_position", "position_withdrawn_instead", "DELETE", "A position is withdrawn, never deleted."
        ),
        functions(CONTRIBUTORS, "deficit_position_contributors"),
        functions(MOVES, "deficit_position_moves", "deficit_position_begins"),
        functions(WITH_VERSION, "deficit_position_part_with_version"),
        *(migrations.RunSQL(ON_PART.format(part=part), migrations.RunSQL.noop) for part in PARTS),
        *rules.moves_the_stamp(
            "deficit_positionblock", "deficit_blocktransfer", "deficit_positioncontributor", "deficit_positiondecision"
        ),
        *(
            track(f"deficit_{part}", "deficit_position", "position_id")
            for part in ("positionblock", "blocktransfer", "positioncontributor", "positiondecision")
        ),
    ]
