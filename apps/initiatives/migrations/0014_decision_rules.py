"""What an approval rests on and what its ledger may hold: the evidence that its grade needs, a quoted difference between
the claim's own placements, and entries that are the claim's own in initiative, class, block, basis and year."""

from datetime import timedelta

from django.db import migrations, models
from django.db.models import F, Q

RAISE = "USING ERRCODE = 'restrict_violation', CONSTRAINT ="

# After ``claim_decision_checks`` and before ``claim_decision_moves``, by its name.
GRADE = f"""
CREATE FUNCTION initiatives_claim_decision_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    day date := (NEW.at AT TIME ZONE 'Europe/London')::date;
    has_read boolean;
    has_item boolean;
    has_sourced boolean;
BEGIN
    SELECT EXISTS (SELECT 1 FROM initiatives_benefitclaim c
        JOIN initiatives_outcomereading r ON r.measure_id = c.measure_id WHERE c.id = NEW.claim_id) INTO has_read;
    SELECT count(*) > 0, count(*) FILTER (WHERE i.source <> '' AND i.n > 0) > 0 INTO has_item, has_sourced
    FROM initiatives_claimevidence e JOIN initiatives_evidenceitem i ON i.id = e.item_id
    WHERE e.claim_id = NEW.claim_id AND i.expires_on > day;
    IF (NEW.grade = 'sufficient' AND NOT (has_read AND has_sourced))
    OR (NEW.grade = 'partial' AND NOT (has_read OR has_item)) THEN
        RAISE EXCEPTION 'The evidence does not hold what the grade needs.' {RAISE} 'claim_decision_grade_held';
    END IF;
    IF EXISTS (
        SELECT 1 FROM initiatives_benefitclaim c JOIN initiatives_quoteddifference q ON q.id = c.quoted_difference_id
        WHERE c.id = NEW.claim_id AND (c.actual <> q.cheaper OR EXISTS (
            SELECT 1 FROM initiatives_claimmix m
            WHERE m.claim_id = c.id AND m.placement NOT IN (q.dearer, q.cheaper)))
    ) THEN
        RAISE EXCEPTION 'The quoted difference is between other placements.' {RAISE} 'claim_decision_quote_fits';
    END IF;
    IF NEW.amount < 0 THEN
        RAISE EXCEPTION 'An approval is never below nought.' {RAISE} 'claim_decision_within_claimed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claim_decision_evidence AFTER INSERT ON initiatives_claimdecision
FOR EACH ROW WHEN (NEW.decision IN ('approve', 'approve_less'))
EXECUTE FUNCTION initiatives_claim_decision_evidence();
"""

# Whole months of a financial year within a period, half-open between firsts of a month.
MONTHS = """
CREATE FUNCTION initiatives_months_in(fy integer, start_date date, end_date date) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$
    SELECT greatest(0, (extract(year FROM b) - extract(year FROM a))::int * 12
        + (extract(month FROM b) - extract(month FROM a))::int)
    FROM (SELECT greatest(start_date, make_date(fy, 4, 1)) AS a, least(end_date, make_date(fy + 1, 4, 1)) AS b) ends
$$;
"""

# In-year amounts are rounded one by one: half a penny for each financial year, of which ``slack`` allows no fewer.
WITHIN = f"""
CREATE FUNCTION initiatives_ledger_within() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    claim initiatives_benefitclaim;
    once boolean;
    months integer;
    slack numeric;
BEGIN
    SELECT * INTO claim FROM initiatives_benefitclaim WHERE id = NEW.claim_id;
    once := claim.recurrence = 'one_off';
    months := (extract(year FROM claim.end_date) - extract(year FROM claim.start_date))::int * 12
        + (extract(month FROM claim.end_date) - extract(month FROM claim.start_date))::int;
    slack := 0.005 * (months / 12 + 2);
    IF EXISTS (
        SELECT 1 FROM initiatives_ledgerentry e WHERE e.claim_id = claim.id AND e.entry = 'approval' AND (
            e.benefit_class <> claim.benefit_class OR e.grade <> NEW.grade OR e.decision_id <> NEW.id
            OR e.basis NOT IN (CASE WHEN once THEN 'one_off' ELSE 'run_rate' END, 'in_year')
            OR NOT EXISTS (SELECT 1 FROM initiatives_claimshare s
                WHERE s.claim_id = claim.id AND s.initiative_id = e.initiative_id))
    ) THEN
        RAISE EXCEPTION 'An entry is of another initiative, class, basis or grade than its claim.' {RAISE} 'ledger_is_of_claim';
    END IF;
    IF EXISTS (
        SELECT 1 FROM (
            SELECT e.financial_year AS fy, sum(e.amount) AS amount FROM initiatives_ledgerentry e
            WHERE e.claim_id = claim.id AND e.entry = 'approval' AND e.basis = 'in_year' AND e.block = claim.block
            GROUP BY 1
        ) y WHERE initiatives_months_in(y.fy, claim.start_date, claim.end_date) = 0 OR NOT once AND y.amount
            > claim.approved * initiatives_months_in(y.fy, claim.start_date, claim.end_date) / 12 + 0.005
        UNION ALL
        SELECT 1 FROM (
            SELECT coalesce(sum(e.amount), 0) AS amount FROM initiatives_ledgerentry e
            WHERE e.claim_id = claim.id AND e.entry = 'approval' AND e.basis = 'in_year' AND e.block = claim.block
        ) y WHERE once AND abs(y.amount - claim.approved) > slack
    ) THEN
        RAISE EXCEPTION 'In-year amounts are above what is approved for the months of their year.' {RAISE} 'ledger_in_year_within_approved';
    END IF;
    IF EXISTS (
        WITH borne AS (
            SELECT b.block, sum(k.amount) AS amount FROM initiatives_claimcost k
            JOIN initiatives_fund f ON f.id = k.fund_id
            JOIN (VALUES ('high_needs_block', 'high_needs'), ('council_revenue', 'general_fund'),
                ('schools_block_transfer', 'schools')) b (kind, block)
                ON b.kind = f.kind
            WHERE k.claim_id = claim.id AND b.block <> claim.block GROUP BY 1
        ), entered AS (
            SELECT e.block, sum(e.amount) FILTER (WHERE e.basis <> 'in_year') AS amount,
                sum(e.amount) FILTER (WHERE e.basis = 'in_year') AS in_year
            FROM initiatives_ledgerentry e
            WHERE e.claim_id = claim.id AND e.entry = 'approval' AND e.block <> claim.block GROUP BY 1
        )
        SELECT 1 FROM borne FULL JOIN entered USING (block)
        WHERE coalesce(borne.amount, 0) + coalesce(entered.amount, 0) <> 0
        OR abs(coalesce(entered.in_year, 0) + coalesce(borne.amount, 0) * (CASE WHEN once THEN 12 ELSE months END) / 12)
            > slack
    ) THEN
        RAISE EXCEPTION 'Another block bears its delivery cost, and nothing else.' {RAISE} 'ledger_cost_of_other_block';
    END IF;
    IF EXISTS (
        SELECT 1 FROM initiatives_ledgerentry e WHERE e.claim_id = claim.supersedes_id
        GROUP BY e.initiative_id, e.basis, e.financial_year, e.block, e.benefit_class, e.grade HAVING sum(e.amount) <> 0
    ) THEN
        RAISE EXCEPTION 'A reversal takes back each entry of the superseded claim, and nothing else.' {RAISE} 'ledger_reversal_is_whole';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_within_claim AFTER INSERT ON initiatives_claimdecision
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.decision IN ('approve', 'approve_less'))
EXECUTE FUNCTION initiatives_ledger_within();
"""


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0013_rates_in_force_and_cited_papers")]
    operations = [
        migrations.AddConstraint(
            "benefitclaim",
            models.CheckConstraint(
                name="claim_recurring_a_year",
                condition=~Q(recurrence="recurring")
                | Q(start_date__isnull=True)
                | Q(end_date__isnull=True)
                | Q(end_date__gte=F("start_date") + timedelta(days=365)),
                violation_error_message=(
                    "A recurring benefit lasts a year or longer: a shorter one is one-off, worth the months it lasts."
                ),
            ),
        ),
        migrations.AddConstraint(
            "benefitclaim",
            models.CheckConstraint(
                name="claim_above_nought",
                condition=Q(status__in=("draft", "returned", "withdrawn")) | Q(claimed__gt=0),
                violation_error_message="A claim worth nought or less asks for nothing, so it is not submitted.",
            ),
        ),
        migrations.RunSQL(GRADE, "DROP FUNCTION initiatives_claim_decision_evidence() CASCADE;"),
        migrations.RunSQL(MONTHS, "DROP FUNCTION initiatives_months_in(integer, date, date);"),
        migrations.RunSQL(WITHIN, "DROP FUNCTION initiatives_ledger_within() CASCADE;"),
    ]
