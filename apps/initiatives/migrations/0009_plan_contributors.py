"""Who drafted or edited a measurement plan, kept by the database, so that none of them can agree it."""

from django.conf import settings
from django.db import migrations, models

from apps.core import rules

# Runs as the owner: the application's role may not write who contributed.
CONTRIBUTORS = """
CREATE FUNCTION initiatives_plan_contributors() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.edits = NEW.edits THEN RETURN NULL; END IF;
    INSERT INTO initiatives_plancontributor (plan_id, person_id)
    SELECT DISTINCT NEW.id, p FROM unnest(ARRAY[NEW.prepared_by_id, NEW.edited_by_id]) p
    WHERE p IS NOT NULL ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER plan_contributors AFTER INSERT OR UPDATE ON initiatives_measurementplan
FOR EACH ROW EXECUTE FUNCTION initiatives_plan_contributors();
"""

AGREEMENT = """
CREATE FUNCTION initiatives_plan_moves() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    agreement text[] := ARRAY['state', 'agreed_by_id', 'agreed_at'];
BEGIN
    IF to_jsonb(OLD) - agreement <> to_jsonb(NEW) - agreement
    AND (NEW.state <> 'drafted' OR NEW.edits <> OLD.edits + 1 OR NEW.edited_by_id IS NULL) THEN
        RAISE EXCEPTION 'Every save of a draft moves its edits by one, and names who edited it.' USING ERRCODE = 'restrict_violation',
        CONSTRAINT = 'plan_edits_move';
    END IF;
    IF NEW.state = 'agreed' THEN
        IF EXISTS (
            SELECT 1 FROM initiatives_plancontributor c WHERE c.plan_id = NEW.id AND c.person_id = NEW.agreed_by_id
        ) THEN
            RAISE EXCEPTION 'A plan is agreed by somebody who neither drafted nor edited it.' USING ERRCODE = 'restrict_violation',
            CONSTRAINT = 'plan_agreed_by_another';
        END IF;
        IF (SELECT sum(share) FROM initiatives_plancounterfactual WHERE plan_id = NEW.id) IS DISTINCT FROM 100 THEN
            RAISE EXCEPTION 'The shares of the counterfactual sum to 100 per cent.' USING ERRCODE = 'restrict_violation',
            CONSTRAINT = 'plan_mix_is_whole';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER plan_moves BEFORE UPDATE ON initiatives_measurementplan
FOR EACH ROW EXECUTE FUNCTION initiatives_plan_moves();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0008_claim_start_key"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name="measurementplan",
            name="edited_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.CreateModel(
            name="PlanContributor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(on_delete=models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=models.deletion.PROTECT,
                        related_name="contributors",
                        to="initiatives.measurementplan",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("plan", "person"), name="plan_contributor_once")],
            },
        ),
        migrations.RunSQL(CONTRIBUTORS, "DROP FUNCTION initiatives_plan_contributors() CASCADE;"),
        migrations.RunSQL(AGREEMENT, "DROP FUNCTION initiatives_plan_moves() CASCADE;"),
        *rules.moves_the_stamp("initiatives_plancontributor"),
    ]
