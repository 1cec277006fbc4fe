"""Approvals count one after the other, and a part of a claim changes only in a save that moves the claim's version.

Two that insert the same keys at once would wait for each other under the exclusion constraint, and one would fail
without a reason that anybody could act on. And a part that changed by itself would leave no contributor: only a moved
version enters who edited.
"""

from django.db import migrations

PARTS = ("unit", "draw", "exclusion", "mix", "share", "cost", "evidence")

IN_TURN = """
CREATE FUNCTION initiatives_claim_approvals_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock('initiatives_countedunit'::regclass::oid::bigint);
    RETURN NEW;
END $$;
CREATE TRIGGER claim_approvals_in_turn BEFORE INSERT ON initiatives_claimdecision
FOR EACH ROW WHEN (NEW.decision IN ('approve', 'approve_less')) EXECUTE FUNCTION initiatives_claim_approvals_in_turn();
"""

# By the trail: a decision writes the claim's row, too, and moves no version.
WITH_VERSION = """
CREATE FUNCTION initiatives_claim_part_with_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    whose bigint := (coalesce(to_jsonb(NEW), to_jsonb(OLD)) ->> 'claim_id')::bigint;
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM core_change c WHERE c.table_name = 'initiatives_benefitclaim' AND c.row_id = whose
        AND c.transaction = core_transaction() AND (c.operation = 'added' OR c.after ? 'version')
    ) THEN
        RAISE EXCEPTION 'A part of a claim changes only in a save that moves the claim''s version.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION initiatives_claim_part_with_version() FROM PUBLIC;
"""
ON_PART = """
CREATE CONSTRAINT TRIGGER claim{part}_with_version AFTER INSERT OR UPDATE OR DELETE ON initiatives_claim{part}
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION initiatives_claim_part_with_version();
"""


def functions(sql: str, name: str) -> migrations.RunSQL:
    return migrations.RunSQL(sql, f"DROP FUNCTION {name}() CASCADE;")


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0014_decision_rules")]
    operations = [
        functions(IN_TURN, "initiatives_claim_approvals_in_turn"),
        functions(WITH_VERSION, "initiatives_claim_part_with_version"),
        *(migrations.RunSQL(ON_PART.format(part=part), migrations.RunSQL.noop) for part in PARTS),
    ]
