from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("deficit", "0010_run_rules")]
    operations = [
        migrations.AddField(
            "position",
            "stated_on",
            models.DateField(
                blank=True, help_text="By then a benefit had begun that its forecast holds already.", null=True
            ),
        ),
        migrations.AddConstraint(
            "position",
            models.CheckConstraint(
                name="position_stated_by_publication",
                condition=Q(stated_on__isnull=True)
                | Q(published_date__isnull=True)
                | Q(stated_on__lte=F("published_date")),
                violation_error_message="A position is stated before it is published, or on the same day.",
            ),
        ),
    ]
