from django.db import migrations, models


class Migration(migrations.Migration):
    """A comparison with nothing is neither true nor false, and a check lets it pass: the first year must be there."""

    dependencies = [("initiatives", "0003_data_stamp")]
    operations = [
        migrations.RemoveConstraint(model_name="fundingline", name="funding_years_in_order"),
        migrations.AddConstraint(
            model_name="fundingline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("last_year__isnull", True),
                    models.Q(("financial_year__isnull", False), ("last_year__gte", models.F("financial_year"))),
                    _connector="OR",
                ),
                name="funding_years_in_order",
                violation_error_message="The last year is before the first. Give the first where there is a last.",
            ),
        ),
    ]
