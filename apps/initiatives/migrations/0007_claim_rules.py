"""What the database keeps of claims: the moves a claim may make, who may decide it, and that a unit is counted once.

Names of the rules are the constraint names that the database reports; ``apps.initiatives.services.claims.refusals`` says
each in words.
"""

from django.db import migrations

from apps.core import rules

OPEN = "p.status NOT IN ('draft', 'returned')"
SUBMITTED = "What a submitted claim says never changes: finance returns it, or a new claim supersedes it."
AGREED = "An agreed measurement plan never changes: draft a new version."
PARTS = ("unit", "draw", "exclusion", "mix", "share", "cost", "evidence")

RAISE = "USING ERRCODE = 'restrict_violation', CONSTRAINT ="

CLAIM_START = f"""
CREATE FUNCTION initiatives_claim_start() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status <> 'draft' OR NEW.version <> 1 OR NEW.edited_by_id <> NEW.made_by_id THEN
        RAISE EXCEPTION 'A claim starts as a draft of the person who makes it.' {RAISE} 'claim_starts_as_draft';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM initiatives_initiative i JOIN initiatives_measurementplan p ON p.initiative_id = i.id
        WHERE i.id = NEW.initiative_id AND i.stage IN ('delivery', 'embedded', 'closed')
        AND p.id = NEW.plan_id AND p.state = 'agreed'
    ) THEN
        RAISE EXCEPTION 'A claim needs an initiative in Delivery or later, with an agreed measurement plan.'
        {RAISE} 'claim_stage_gate';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claim_start AFTER INSERT ON initiatives_benefitclaim
FOR EACH ROW EXECUTE FUNCTION initiatives_claim_start();
"""

# A decision moves the claim from inside the database: its trigger stands above this one.
CLAIM_MOVES = f"""
CREATE FUNCTION initiatives_claim_moves() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moved text[] := ARRAY['status', 'version', 'edited_by_id', 'edited_at', 'decided_by_id', 'decided_at', 'approved'];
    decided boolean;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'A claim is withdrawn, never deleted.' {RAISE} 'claim_kept';
    END IF;
    IF OLD.made_by_id <> NEW.made_by_id OR OLD.made_at <> NEW.made_at OR OLD.initiative_id <> NEW.initiative_id THEN
        RAISE EXCEPTION 'Who made a claim, and for which initiative, never changes.' {RAISE} 'claim_maker_fixed';
    END IF;
    IF NOT (
        (OLD.status = NEW.status AND OLD.status IN ('draft', 'returned'))
        OR (OLD.status, NEW.status) IN (
            ('draft', 'submitted'), ('draft', 'withdrawn'), ('returned', 'submitted'), ('returned', 'withdrawn'),
            ('submitted', 'approved'), ('submitted', 'returned'), ('submitted', 'rejected'), ('approved', 'superseded')
        )
    ) THEN
        RAISE EXCEPTION 'A % claim cannot become %.', OLD.status, NEW.status {RAISE} 'claim_moves';
    END IF;
    IF OLD.status IN ('draft', 'returned') THEN
        IF NEW.version <> OLD.version + 1 THEN
            RAISE EXCEPTION 'Every save moves the version by one.' {RAISE} 'claim_version_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF to_jsonb(OLD) - moved <> to_jsonb(NEW) - moved OR OLD.version <> NEW.version THEN
        RAISE EXCEPTION '{SUBMITTED}' {RAISE} 'claim_submitted_fixed';
    END IF;
    IF OLD.status = 'submitted' THEN
        SELECT EXISTS (
            SELECT 1 FROM initiatives_claimdecision d WHERE d.claim_id = OLD.id AND d.claim_version = OLD.version
            AND NEW.status = CASE d.decision WHEN 'return' THEN 'returned' WHEN 'reject' THEN 'rejected'
                ELSE 'approved' END
            AND NEW.decided_by_id IS NOT DISTINCT FROM CASE WHEN d.decision = 'return' THEN NULL ELSE d.by_id END
            AND NEW.approved IS NOT DISTINCT FROM d.amount
        ) INTO decided;
    ELSE
        SELECT EXISTS (
            SELECT 1 FROM initiatives_benefitclaim n JOIN initiatives_claimdecision d ON d.claim_id = n.id
            WHERE n.supersedes_id = OLD.id AND d.decision IN ('approve', 'approve_less')
        ) AND NEW.approved = OLD.approved AND NEW.decided_by_id = OLD.decided_by_id INTO decided;
    END IF;
    IF NOT decided OR pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'Only a decision moves a submitted or approved claim.' {RAISE} 'claim_moved_by_decision';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claim_moves BEFORE UPDATE OR DELETE ON initiatives_benefitclaim
FOR EACH ROW EXECUTE FUNCTION initiatives_claim_moves();
"""

CONTRIBUTORS = """
CREATE FUNCTION initiatives_claim_contributors() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.version = NEW.version THEN RETURN NULL; END IF;
    INSERT INTO initiatives_claimcontributor (claim_id, person_id)
    SELECT DISTINCT NEW.id, p FROM unnest(ARRAY[NEW.made_by_id, NEW.edited_by_id, NEW.submitted_by_id]) p
    WHERE p IS NOT NULL ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER claim_contributors AFTER INSERT OR UPDATE ON initiatives_benefitclaim
FOR EACH ROW EXECUTE FUNCTION initiatives_claim_contributors();
"""

DECISION_CHECKS = f"""
CREATE FUNCTION initiatives_claim_decision_checks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    claim initiatives_benefitclaim;
BEGIN
    SELECT * INTO claim FROM initiatives_benefitclaim WHERE id = NEW.claim_id FOR UPDATE;
    IF claim.version <> NEW.claim_version THEN
        RAISE EXCEPTION 'The claim changed since it was read.' {RAISE} 'claim_decision_stale';
    END IF;
    IF claim.status <> 'submitted' THEN
        RAISE EXCEPTION 'Only a submitted claim is decided.' {RAISE} 'claim_decision_of_submitted';
    END IF;
    IF EXISTS (SELECT 1 FROM initiatives_claimcontributor c WHERE c.claim_id = claim.id AND c.person_id = NEW.by_id) THEN
        RAISE EXCEPTION 'Nobody decides a claim that they made or edited.' {RAISE} 'claim_decision_four_eyes';
    END IF;
    IF (NEW.decision = 'approve' AND NEW.amount <> claim.claimed)
    OR (NEW.decision = 'approve_less' AND NEW.amount >= claim.claimed) THEN
        RAISE EXCEPTION 'Approve what is claimed, or less of it.' {RAISE} 'claim_decision_within_claimed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claim_decision_checks AFTER INSERT ON initiatives_claimdecision
FOR EACH ROW EXECUTE FUNCTION initiatives_claim_decision_checks();
"""

# Runs as the owner: the application's role may not write what is counted.
DECISION_MOVES = f"""
CREATE FUNCTION initiatives_claim_decision_moves() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    claim initiatives_benefitclaim;
    during daterange;
    drawn initiatives_claimdraw;
    free numeric;
    left_out numeric;
BEGIN
    SELECT * INTO claim FROM initiatives_benefitclaim WHERE id = NEW.claim_id;
    IF NEW.decision IN ('return', 'reject') THEN
        UPDATE initiatives_benefitclaim SET
            status = CASE NEW.decision WHEN 'return' THEN 'returned' ELSE 'rejected' END,
            decided_by_id = CASE NEW.decision WHEN 'return' THEN NULL ELSE NEW.by_id END,
            decided_at = CASE NEW.decision WHEN 'return' THEN NULL ELSE NEW.at END
        WHERE id = claim.id;
        RETURN NULL;
    END IF;
    IF claim.supersedes_id IS NOT NULL THEN
        PERFORM 1 FROM initiatives_benefitclaim WHERE id = claim.supersedes_id AND status = 'approved' FOR UPDATE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'The claim that it names is not approved.' {RAISE} 'claim_supersedes_approved';
        END IF;
        DELETE FROM initiatives_countedunit WHERE claim_id = claim.supersedes_id;
        DELETE FROM initiatives_counteddraw WHERE claim_id = claim.supersedes_id;
        UPDATE initiatives_benefitclaim SET status = 'superseded' WHERE id = claim.supersedes_id;
    END IF;
    IF claim.start_date IS NULL OR claim.end_date IS NULL THEN
        RAISE EXCEPTION 'A claim counts for a period with both ends.' {RAISE} 'claim_counts_for_a_period';
    END IF;
    IF (SELECT coalesce(sum(share), 0) FROM initiatives_claimshare WHERE claim_id = claim.id) NOT BETWEEN 0.001 AND 100
    THEN
        RAISE EXCEPTION 'Shares run together from above 0 to 100 per cent.' {RAISE} 'claim_shares_at_most_whole';
    END IF;
    during := daterange(claim.start_date, claim.end_date);
    INSERT INTO initiatives_countedunit (claim_id, key, period)
    SELECT claim.id, u.key, during FROM initiatives_claimunit u
    WHERE u.claim_id = claim.id AND u.excluded_because = '' ORDER BY u.key;
    SELECT * INTO drawn FROM initiatives_claimdraw WHERE claim_id = claim.id;
    IF drawn.id IS NOT NULL THEN
        SELECT coalesce(sum(units), 0) INTO left_out FROM initiatives_claimexclusion WHERE claim_id = claim.id;
        SELECT c.size INTO free FROM initiatives_cohort c WHERE c.id = drawn.cohort_id FOR UPDATE;
        SELECT free - coalesce(sum(d.units), 0) INTO free FROM initiatives_counteddraw d
        WHERE d.cohort_id = drawn.cohort_id AND d.period && during;
        IF drawn.units - left_out > free THEN
            RAISE EXCEPTION 'The cohort has % left in that period.', free {RAISE} 'cohort_never_overdrawn';
        END IF;
        INSERT INTO initiatives_counteddraw (claim_id, cohort_id, units, period)
        VALUES (claim.id, drawn.cohort_id, drawn.units - left_out, during);
    END IF;
    IF NOT EXISTS (SELECT 1 FROM initiatives_countedunit WHERE claim_id = claim.id) AND drawn.id IS NULL THEN
        RAISE EXCEPTION 'A claim counts at least one unit.' {RAISE} 'claim_counts_something';
    END IF;
    UPDATE initiatives_benefitclaim
    SET status = 'approved', decided_by_id = NEW.by_id, decided_at = NEW.at, approved = NEW.amount
    WHERE id = claim.id;
    RETURN NULL;
END $$;
CREATE TRIGGER claim_decision_moves AFTER INSERT ON initiatives_claimdecision
FOR EACH ROW EXECUTE FUNCTION initiatives_claim_decision_moves();
"""

SHARES = f"""
CREATE FUNCTION initiatives_claim_shares() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(share) FROM initiatives_claimshare WHERE claim_id = NEW.claim_id) > 100 THEN
        RAISE EXCEPTION 'Shares sum to more than 100 per cent.' {RAISE} 'claim_shares_at_most_whole';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER claim_shares_at_most_whole AFTER INSERT OR UPDATE ON initiatives_claimshare
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION initiatives_claim_shares();
"""

LEDGER = f"""
CREATE FUNCTION initiatives_ledger_checks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM initiatives_claimdecision d JOIN initiatives_benefitclaim n ON n.id = d.claim_id
        WHERE d.id = NEW.decision_id AND d.decision IN ('approve', 'approve_less') AND core_made_here(d.xmin)
        AND CASE NEW.entry WHEN 'approval' THEN d.claim_id = NEW.claim_id ELSE n.supersedes_id = NEW.claim_id END
    ) THEN
        RAISE EXCEPTION 'The ledger is written with the decision, and never later.' {RAISE} 'ledger_with_decision';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_with_decision AFTER INSERT ON initiatives_ledgerentry
FOR EACH ROW EXECUTE FUNCTION initiatives_ledger_checks();

CREATE FUNCTION initiatives_ledger_sums() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    gap numeric;
BEGIN
    SELECT c.approved - coalesce(sum(e.amount), 0) INTO gap FROM initiatives_benefitclaim c
    LEFT JOIN initiatives_ledgerentry e ON e.claim_id = c.id AND e.entry = 'approval' AND e.block = c.block
        AND e.basis IN ('run_rate', 'one_off')
    WHERE c.id = NEW.claim_id GROUP BY c.approved;
    IF gap <> 0 AND NEW.decision IN ('approve', 'approve_less') THEN
        RAISE EXCEPTION 'The ledger is % away from what was approved.', gap {RAISE} 'ledger_sums_to_claim';
    END IF;
    IF EXISTS (
        SELECT 1 FROM initiatives_benefitclaim c JOIN initiatives_ledgerentry e ON e.claim_id = c.supersedes_id
        WHERE c.id = NEW.claim_id AND NEW.decision IN ('approve', 'approve_less')
        GROUP BY e.initiative_id, e.basis, e.financial_year, e.block HAVING sum(e.amount) <> 0
    ) THEN
        RAISE EXCEPTION 'The claim that it supersedes still counts.' {RAISE} 'ledger_sums_to_claim';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_sums_to_claim AFTER INSERT ON initiatives_claimdecision
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION initiatives_ledger_sums();
"""

READINGS = f"""
CREATE FUNCTION initiatives_reading_of_quarter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM initiatives_quarter q WHERE q.state = 'open' FOR SHARE;
    IF NEW.recorded_by_id IS NOT NULL AND NEW.restates_id IS NULL AND EXISTS (
        SELECT 1 FROM initiatives_quarter q WHERE q.state = 'closed' AND NEW.period_end > NEW.period_start
        AND (NEW.period_end - 1) BETWEEN make_date(q.financial_year + (CASE q.number WHEN 4 THEN 1 ELSE 0 END),
            (ARRAY[4, 7, 10, 1])[q.number], 1)
        AND (make_date(q.financial_year + (CASE q.number WHEN 4 THEN 1 ELSE 0 END), (ARRAY[4, 7, 10, 1])[q.number], 1)
            + interval '3 months' - interval '1 day')::date
    ) THEN
        RAISE EXCEPTION 'The quarter is closed: restate a reading, with a reason.' {RAISE} 'reading_of_closed_quarter';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reading_of_closed_quarter BEFORE INSERT ON initiatives_outcomereading
FOR EACH ROW EXECUTE FUNCTION initiatives_reading_of_quarter();
"""


def functions(sql: str, *drops: str) -> migrations.RunSQL:
    return migrations.RunSQL(sql, "".join(f"DROP FUNCTION {name}() CASCADE;" for name in drops))


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0006_claims"), ("core", "0003_data_stamp")]
    operations = [
        functions(CLAIM_START, "initiatives_claim_start"),
        functions(CLAIM_MOVES, "initiatives_claim_moves"),
        functions(CONTRIBUTORS, "initiatives_claim_contributors"),
        functions(DECISION_CHECKS, "initiatives_claim_decision_checks"),
        functions(DECISION_MOVES, "initiatives_claim_decision_moves"),
        functions(SHARES, "initiatives_claim_shares"),
        functions(LEDGER, "initiatives_ledger_checks", "initiatives_ledger_sums"),
        functions(READINGS, "initiatives_reading_of_quarter"),
        *(
            rules.refuse_parts(f"initiatives_claim{part}", "initiatives_benefitclaim", "claim_id", OPEN, SUBMITTED)
            for part in PARTS
        ),
        *(
            rules.append_only(f"initiatives_{table}")
            for table in ("claimdecision", "ledgerentry", "boardnoting", "alreadypublic", "evidenceitem", "cohort",
                          "quarterfigure", "overlapsettlement")
        ),
        rules.refuse("initiatives_measurementplan", "plan_agreed", "UPDATE OR DELETE", AGREED, "OLD.state = 'agreed'"),
        rules.refuse(
            "initiatives_measurementplan", "plan_who_fixed", "UPDATE",
            "Who prepared a plan, and of which initiative and version it is, never changes.",
            "OLD.prepared_by_id <> NEW.prepared_by_id OR OLD.initiative_id <> NEW.initiative_id"
            " OR OLD.version <> NEW.version",
        ),
        *(
            rules.refuse_parts(f"initiatives_plan{part}", "initiatives_measurementplan", "plan_id",
                               "p.state = 'agreed'", AGREED)
            for part in ("measure", "counterfactual")
        ),
        rules.refuse("initiatives_quarter", "quarter_closed", "UPDATE OR DELETE",
                     "A closed quarter stays closed: what changes later is a restatement.", "OLD.state = 'closed'"),
        rules.refuse("initiatives_outcomereading", "reading_logged_kept", "UPDATE OR DELETE",
                     "A logged reading never changes: restate it, with a reason.", "OLD.recorded_by_id IS NOT NULL"),
        *rules.moves_the_stamp(
            "initiatives_measurementplan", "initiatives_planmeasure", "initiatives_plancounterfactual",
            "initiatives_evidenceitem", "initiatives_ledgerentry", "initiatives_boardnoting",
            "initiatives_overlapsettlement", "initiatives_placefunding", "initiatives_benefitclaim",
            "initiatives_quarter",
        ),
    ]  # fmt: skip
