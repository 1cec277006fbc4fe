import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    """No claim has been made yet, so the form's key needs no values of old rows."""

    dependencies = [("initiatives", "0007_claim_rules")]
    operations = [
        migrations.AddField(
            "benefitclaim",
            "displaced",
            models.CharField(blank=True, help_text="The placement that is avoided, by family.", max_length=20),
        ),
        migrations.AddField(
            "benefitclaim",
            "difference",
            models.DecimalField(
                blank=True,
                decimal_places=2,
                help_text="Value of one displaced placement, £ a year.",
                max_digits=12,
                null=True,
            ),
        ),
        migrations.AddField(
            "benefitclaim",
            "start_key",
            models.UUIDField(
                default=uuid.uuid4,
                help_text="Of the form that started it: a form sent twice makes one.",
                unique=True,
            ),
            preserve_default=False,
        ),
        migrations.AddField("benefitclaim", "start_hash", models.CharField(blank=True, max_length=64)),
        migrations.AddIndex("benefitclaim", models.Index(fields=["displaced", "difference"], name="claim_difference")),
    ]
