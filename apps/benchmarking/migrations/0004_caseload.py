import django.db.models.deletion
from django.db import migrations, models

from apps.core import rules
from apps.core.trail.operations import track


class Migration(migrations.Migration):
    dependencies = [
        ("benchmarking", "0003_data_stamp"),
        ("core", "0006_audit_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="Caseload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source_reference",
                    models.CharField(
                        help_text="Paragraph or table of the source, such as “para 4.5, Table 3”.", max_length=120
                    ),
                ),
                (
                    "january",
                    models.PositiveSmallIntegerField(help_text="Calendar year: 2026 is the count of January 2026."),
                ),
                (
                    "placement",
                    models.CharField(
                        choices=[
                            ("inmss", "Independent and non-maintained special schools"),
                            ("local_specialist", "State special schools, resourced provision and SEN units"),
                            ("mainstream", "Mainstream, outside resourced provision and SEN units"),
                            (
                                "other",
                                "All other: further education, alternative provision, elsewhere, early years, awaiting, unknown",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("plans", models.PositiveIntegerField()),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="caseloads",
                        to="benchmarking.authority",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.document"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "caseload counts",
                "ordering": ["authority", "january", "placement"],
                "constraints": [
                    models.UniqueConstraint(fields=("authority", "january", "placement"), name="caseload_once"),
                    models.CheckConstraint(
                        condition=models.Q(("january__gte", 2015), ("january__lte", 2100)),
                        name="caseload_year",
                        violation_error_message="A caseload is counted in a January of 2015 to 2100.",
                    ),
                ],
            },
        ),
        *rules.moves_the_stamp("benchmarking_caseload"),
        track("benchmarking_caseload"),
    ]
