import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import apps.core.fields


class Migration(migrations.Migration):
    dependencies = [
        ("benchmarking", "0004_caseload"),
        ("core", "0006_audit_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ons_code", models.CharField(max_length=9, unique=True, verbose_name="ONS code")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("national", "National"),
                            ("regional", "Regional"),
                            ("local_authority", "Local authority"),
                        ],
                        max_length=16,
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                (
                    "authority",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="areas",
                        to="benchmarking.authority",
                    ),
                ),
            ],
            options={
                "ordering": ["level", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("authority__isnull", False), ("level", "local_authority")),
                            models.Q(
                                models.Q(("level", "local_authority"), _negated=True), ("authority__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="area_of_authority",
                        violation_error_message="The area of an authority names it; a region and England name none.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChosenSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("reason", models.CharField(help_text="Why these authorities.", max_length=300)),
                ("version", models.PositiveIntegerField(default=1)),
                ("archived", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("archived", False)),
                        name="chosen_set_name_once",
                        violation_error_message="There is a set of that name already. Choose another name, or change that set.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("name", ""), _negated=True)
                        ),
                        name="chosen_set_says_why",
                        violation_error_message="A chosen set has a name, and says why these authorities.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChosenMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benchmarking.authority"
                    ),
                ),
                (
                    "chosen_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="benchmarking.chosenset"
                    ),
                ),
            ],
            options={
                "ordering": ["chosen_set", "authority__name"],
                "constraints": [
                    models.UniqueConstraint(fields=("chosen_set", "authority"), name="chosen_member_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LineComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("text", models.CharField(blank=True, max_length=160)),
                ("generated", models.CharField(help_text="The rule's sentence that the writer saw.", max_length=160)),
                ("written_at", models.DateTimeField()),
                (
                    "benchmark_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="benchmarking.benchmarkreturn",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benchmarking.spendline"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["benchmark_return", "line", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("benchmark_return", "line", "version"), name="line_comment_version"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NationalImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source_reference",
                    models.CharField(
                        help_text="Paragraph or table of the source, such as “para 4.5, Table 3”.", max_length=120
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("authorities", "Local authorities"),
                            ("s251-budget", "Section 251 budget"),
                            ("s251-outturn", "Section 251 outturn"),
                            ("s251-per-head", "Section 251 budget per head"),
                            ("high-needs-benchmarking", "High needs budget and outturn by line group"),
                            ("outturn-totals", "Section 251 outturn totals"),
                            ("sen2-caseload", "SEN2 caseload"),
                            ("sen2-requests", "SEN2 requests for assessment"),
                            ("sen2-timeliness", "SEN2 timeliness"),
                            ("neighbours", "Statistical neighbours"),
                            ("population", "Population"),
                            ("dsg-allocations", "DSG allocations"),
                        ],
                        max_length=24,
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveBigIntegerField(help_text="Bytes.")),
                ("encoding", models.CharField(max_length=12)),
                ("counts", models.JSONField(default=dict)),
                ("totals", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(choices=[("saved", "Saved"), ("undone", "Undone")], default="saved", max_length=8),
                ),
                ("imported_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("undone_because", models.CharField(blank=True, max_length=500)),
                (
                    "imported_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Blank where a command imported it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.document"
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-imported_at", "-pk"],
                "permissions": [("undo_nationalimport", "Can undo an import")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "saved"), ("undone_at__isnull", True), ("undone_because", "")),
                            models.Q(
                                ("state", "undone"),
                                ("undone_at__isnull", False),
                                models.Q(("undone_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="import_undone_with_reason",
                        violation_error_message="An import that is undone says when and why; one that stands says neither.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="import_hash_whole",
                        violation_error_message="An import names its file by the SHA-256, 64 hexadecimal digits.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("plans", "Education, health and care plans"),
                            ("plans_mainstream", "Plans: mainstream schools and academies"),
                            ("plans_resourced", "Plans: resourced provision and SEN units"),
                            ("plans_special", "Plans: state special schools and academies"),
                            ("plans_inmss", "Plans: independent and non-maintained special schools"),
                            ("plans_ap", "Plans: hospital schools and alternative provision"),
                            ("plans_post_16", "Plans: post-16 and further education"),
                            ("plans_other", "Plans: other, elsewhere, awaiting and unknown"),
                            ("requests", "Requests for assessment"),
                            ("decided_to_assess", "Requests decided: to assess"),
                            ("decided_not_to_assess", "Requests decided: not to assess"),
                            ("requests_withdrawn", "Requests withdrawn"),
                            ("requests_outstanding", "Requests without a decision"),
                            ("mediation", "Mediation cases on requests"),
                            ("tribunal", "Tribunal appeals on requests"),
                            ("plans_issued", "New plans issued"),
                            ("plans_issued_ex", "New plans issued, exceptions left out"),
                            ("within_20_weeks", "New plans issued within 20 weeks"),
                            ("within_20_weeks_ex", "New plans issued within 20 weeks, exceptions left out"),
                            ("population_0_19", "Population aged 0 to 19"),
                            ("population_2_18", "Population aged 2 to 18"),
                            ("population", "Population of all ages"),
                            ("dsg_schools", "DSG allocation: Schools block, £"),
                            ("dsg_central", "DSG allocation: Central School Services block, £"),
                            ("dsg_high_needs", "DSG allocation: High Needs block, £"),
                            ("dsg_early_years", "DSG allocation: Early Years block, £"),
                            ("dsg_total", "DSG allocation in all, £"),
                            ("dsg_schools_after", "DSG after deductions: Schools block, £"),
                            ("dsg_central_after", "DSG after deductions: Central School Services block, £"),
                            ("dsg_high_needs_after", "DSG after deductions: High Needs block, £"),
                            ("dsg_early_years_after", "DSG after deductions: Early Years block, £"),
                            ("dsg_total_after", "DSG after deductions in all, £"),
                            ("outturn_high_needs", "Outturn of the lines 1.2.x, net £"),
                            ("outturn_places", "Outturn of the lines 1.0.x, net £"),
                            ("outturn_central", "Outturn of the lines 1.1, 1.4 to 1.7, net £"),
                            ("outturn_early_years", "Outturn of the lines 1.3.x, net £"),
                            ("outturn_other", "Outturn of the lines 2.x, net £"),
                            ("outturn_total", "Outturn in all, net £"),
                        ],
                        max_length=40,
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="A January count's year, a calendar year, or the year in which a financial year starts."
                    ),
                ),
                ("value", models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ("mark", models.CharField(blank=True, max_length=1)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benchmarking.area"
                    ),
                ),
                (
                    "national_import",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="benchmarking.nationalimport",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["national_import"], name="figure_import"),
                    models.Index(fields=["area", "measure"], name="figure_area"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("measure", "year", "area"), name="figure_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mark", ""), ("value__isnull", False)),
                            models.Q(("mark__regex", "^[:cxzu]$"), ("value__isnull", True)),
                            _connector="OR",
                        ),
                        name="figure_value_or_mark",
                        violation_error_message="A figure has a value, or the file's mark for one that is not given.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2000), ("year__lte", 2100)),
                        name="figure_year",
                        violation_error_message="A figure's year lies between 2000 and 2100.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReplacedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table_name", models.CharField(max_length=63)),
                ("row_id", models.BigIntegerField()),
                ("before", models.JSONField(help_text="The whole row.")),
                (
                    "national_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced",
                        to="benchmarking.nationalimport",
                    ),
                ),
            ],
            options={
                "ordering": ["national_import", "table_name", "row_id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("national_import", "table_name", "row_id"), name="replaced_row_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpendRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("budget", "Budget"), ("outturn", "Outturn")], max_length=8)),
                ("financial_year", apps.core.fields.FinancialYearField()),
                ("early_years", models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ("primary", models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ("secondary", models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ("special", models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ("alternative_provision", models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ("post_16", models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ("gross", models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ("income", models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ("net", models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ("net_per_head", models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ("marks", models.CharField(blank=True, max_length=10)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benchmarking.area"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="benchmarking.spendline"
                    ),
                ),
                (
                    "national_import",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="benchmarking.nationalimport",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["national_import"], name="spend_row_import"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "financial_year", "line", "area"), name="spend_row_once"),
                    models.CheckConstraint(
                        condition=models.Q(("marks", ""), ("marks__regex", "^[.:cxzu]{10}$"), _connector="OR"),
                        name="spend_row_marks",
                        violation_error_message="Marks are one character an amount: a full stop, a colon, c, x, z or u.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="authority",
            name="ended_on",
            field=models.DateField(blank=True, help_text="The day from which it is abolished or merged.", null=True),
        ),
        migrations.AddField(
            model_name="comparatorset",
            name="model_version",
            field=models.CharField(blank=True, help_text="Of the DfE's model, such as 2025-05.", max_length=10),
        ),
        migrations.AddConstraint(
            model_name="comparatorset",
            constraint=models.UniqueConstraint(
                condition=models.Q(("model_version", ""), _negated=True),
                fields=("authority", "model_version"),
                name="comparator_set_of_model",
            ),
        ),
        migrations.AddField(
            model_name="benchmarkvalue",
            name="national_import",
            field=models.ForeignKey(
                blank=True,
                help_text="Blank where the report's own files state it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="benchmarking.nationalimport",
            ),
        ),
        migrations.AlterField(
            model_name="spendline",
            name="code",
            field=models.CharField(
                help_text="Section 251 code, such as 1.2.3; of a derived line its formula.", max_length=40
            ),
        ),
        migrations.AddField(
            model_name="caseload",
            name="national_import",
            field=models.ForeignKey(
                blank=True,
                help_text="Blank where the files of the report state it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="benchmarking.nationalimport",
            ),
        ),
        migrations.AddField(
            model_name="neighbour",
            name="national_import",
            field=models.ForeignKey(
                blank=True,
                help_text="Blank where the report's own files state it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="benchmarking.nationalimport",
            ),
        ),
        migrations.AddField(
            model_name="printedstatistic",
            name="national_import",
            field=models.ForeignKey(
                blank=True,
                help_text="Blank where the report's own files state it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="benchmarking.nationalimport",
            ),
        ),
    ]
