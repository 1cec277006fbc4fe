"""A decision that is corrected takes back the noting of a claim that it made, unless one that stands notes the claim.

Notings only grow but for this: the row goes, and the trail keeps it. A noting is a decision's own where both carry the
same person and moment; one that finance recorded from the claim's page stays.
"""

from django.db import migrations

from apps.core.rules import PIN_TRIGGER_FUNCTIONS, append_only

NOTINGS = """
CREATE FUNCTION board_noting_is_corrected(noted bigint, noted_by bigint, noted_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM board_boarddecision d JOIN board_decidedon o ON o.decision_id = d.id AND o.claim_id = noted
        WHERE d.outcome = 'noted' AND d.recorded_by_id = noted_by AND d.recorded_at = noted_at
        AND NOT EXISTS (
            SELECT 1 FROM board_boarddecision s JOIN board_decidedon on_it ON on_it.decision_id = s.id
            WHERE s.outcome = 'noted' AND on_it.claim_id = noted
            AND NOT EXISTS (SELECT 1 FROM board_boarddecision c WHERE c.corrects_id = s.id)
        )
    )
$$;
DROP TRIGGER initiatives_boardnoting_append_only ON initiatives_boardnoting;
CREATE FUNCTION board_noting_append_only() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' AND board_noting_is_corrected(OLD.claim_id, OLD.by_id, OLD.at) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'initiatives_boardnoting is append-only: correct the decision that noted the claim.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER initiatives_boardnoting_append_only BEFORE UPDATE OR DELETE ON initiatives_boardnoting
FOR EACH ROW EXECUTE FUNCTION board_noting_append_only();
CREATE FUNCTION board_take_back_notings() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM initiatives_boardnoting n USING board_boarddecision d, board_decidedon o
    WHERE d.item_id = NEW.item_id AND o.decision_id = d.id AND o.claim_id = n.claim_id
    AND board_noting_is_corrected(n.claim_id, n.by_id, n.at);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER decision_takes_back_notings AFTER INSERT ON board_boarddecision
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.corrects_id IS NOT NULL)
EXECUTE FUNCTION board_take_back_notings();
"""
BACK = """
DROP TRIGGER decision_takes_back_notings ON board_boarddecision;
DROP FUNCTION board_take_back_notings();
DROP TRIGGER initiatives_boardnoting_append_only ON initiatives_boardnoting;
DROP FUNCTION board_noting_append_only();
DROP FUNCTION board_noting_is_corrected(bigint, bigint, timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [("board", "0005_pack_rules"), ("initiatives", "0019_demand_by_two")]
    operations = [
        migrations.RunSQL(NOTINGS, [BACK, append_only("initiatives_boardnoting").sql]),
        PIN_TRIGGER_FUNCTIONS,
    ]
