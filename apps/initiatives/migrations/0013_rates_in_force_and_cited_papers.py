"""From which day a rate card is in force, in the order of versions; evidence may be a paper that is cited."""

from django.db import migrations, models
from django.db.models import Q

# What was approved before this day was known came into force as it was approved; the report's as it was published.
AS_THEY_WERE = """
ALTER TABLE initiatives_ratecard DISABLE TRIGGER USER;
UPDATE initiatives_ratecard
SET in_force_from = (coalesce(approved_at, prepared_at) AT TIME ZONE 'Europe/London')::date WHERE status = 'approved';
ALTER TABLE initiatives_ratecard ENABLE TRIGGER USER;
"""

IN_ORDER = """
CREATE FUNCTION initiatives_rate_card_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT NEW.as_reported AND NEW.in_force_from < (NEW.approved_at AT TIME ZONE 'Europe/London')::date THEN
        RAISE EXCEPTION 'A rate card is in force from the day of its approval or a later one.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'rate_card_in_force_in_order';
    END IF;
    IF EXISTS (
        SELECT 1 FROM initiatives_ratecard c WHERE c.status = 'approved' AND c.id <> NEW.id
        AND (c.version < NEW.version AND c.in_force_from > NEW.in_force_from
            OR c.version > NEW.version AND c.in_force_from < NEW.in_force_from)
    ) THEN
        RAISE EXCEPTION 'Rate cards come into force in the order of their versions.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'rate_card_in_force_in_order';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rate_card_in_force_in_order BEFORE INSERT OR UPDATE ON initiatives_ratecard
FOR EACH ROW WHEN (NEW.status = 'approved') EXECUTE FUNCTION initiatives_rate_card_in_order();
"""
KINDS = [("file", "A file"), ("link", "A link"), ("cite", "A paper, cited by its paragraph")]
STANDINGS = [
    ("headline", "In the report’s own total, neither graded nor approved"),
    ("beside", "Reported beside the total"),
    ("statement", "A statement of scope, not a benefit"),
]


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0012_claim_register_indexes")]
    operations = [
        migrations.AddField(
            "ratecard",
            "in_force_from",
            models.DateField(
                blank=True,
                help_text="First day in force. A draft that names none takes the day of its approval.",
                null=True,
            ),
        ),
        migrations.RunSQL(AS_THEY_WERE, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "ratecard",
            models.CheckConstraint(
                name="rate_card_in_force_from",
                condition=~Q(status="approved") | Q(in_force_from__isnull=False),
                violation_error_message="An approved rate card names the day from which it is in force.",
            ),
        ),
        migrations.RunSQL(IN_ORDER, "DROP FUNCTION initiatives_rate_card_in_order() CASCADE;"),
        migrations.AlterField("evidenceitem", "kind", models.CharField(choices=KINDS, max_length=4)),
        migrations.RemoveConstraint("evidenceitem", "evidence_file_or_link"),
        migrations.AddConstraint(
            "evidenceitem",
            models.CheckConstraint(
                name="evidence_file_or_link",
                condition=Q(kind="file", address="", sha256__regex="^[0-9a-f]{64}$", size__gt=0) & ~Q(file_name="")
                | Q(kind="link", sha256="", file_name="", size=0) & ~Q(address="")
                | Q(kind="cite", sha256="", file_name="", size=0, address=""),
                violation_error_message="Evidence is a file, a link, or a paper that is cited.",
            ),
        ),
        migrations.AlterField("reportedbenefit", "standing", models.CharField(choices=STANDINGS, max_length=12)),
    ]
