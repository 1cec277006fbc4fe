"""What lists and counts of claims read. They never read the frozen calculation, most of a row: it is kept aside."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0011_tracked")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE initiatives_benefitclaim SET (toast_tuple_target = 256);",
            "ALTER TABLE initiatives_benefitclaim RESET (toast_tuple_target);",
        ),
        migrations.AddIndex(
            "benefitclaim", models.Index(fields=["approved"], condition=Q(status="approved"), name="claim_approved")
        ),
    ]
