"""When a quarter may be closed, that its figures are written with the closing, and how claims that meet are found."""

import django.db.models.deletion
from django.db import migrations, models

from apps.core import rules

ENDS = (
    "(make_date(NEW.financial_year + (CASE NEW.number WHEN 4 THEN 1 ELSE 0 END), (ARRAY[4, 7, 10, 1])[NEW.number], 1)"
    " + interval '3 months')::date"
)

IN_ORDER = """
CREATE FUNCTION initiatives_quarter_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM initiatives_quarter q WHERE q.state = 'closed'
        AND (q.financial_year, q.number) > (NEW.financial_year, NEW.number)
    ) THEN
        RAISE EXCEPTION 'A later quarter is closed: quarters are closed in order.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'quarter_closed_in_order';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER quarter_closed_in_order BEFORE INSERT OR UPDATE ON initiatives_quarter
FOR EACH ROW WHEN (NEW.state = 'closed') EXECUTE FUNCTION initiatives_quarter_in_order();
"""


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0009_plan_contributors"), ("core", "0004_notifications")]
    operations = [
        migrations.AlterField(
            model_name="initiativeoverlap",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="core.document",
            ),
        ),
        migrations.AddIndex(
            model_name="claimunit",
            index=models.Index(condition=models.Q(("excluded_because", "")), fields=["key"], name="claim_unit_key"),
        ),
        rules.refuse(
            "initiatives_quarter",
            "quarter_closed_after_its_end",
            "INSERT OR UPDATE",
            "A quarter is closed after its last day.",
            f"NEW.state = 'closed' AND (NEW.closed_at AT TIME ZONE 'Europe/London')::date < {ENDS}",
        ),
        migrations.RunSQL(IN_ORDER, "DROP FUNCTION initiatives_quarter_in_order() CASCADE;"),
        rules.refuse_parts(
            "initiatives_quarterfigure",
            "initiatives_quarter",
            "quarter_id",
            "TRUE",
            "The figures of a quarter are written as it is closed, and never later.",
        ),
    ]
