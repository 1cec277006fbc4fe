import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import apps.core.fields


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0006_audit_words"),
        ("deficit", "0008_record_and_sources"),
        ("initiatives", "0015_approvals_in_turn"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assumption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(help_text="Such as occupancy or growth:inmss.", max_length=60)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("label", models.CharField(max_length=160)),
                ("group", models.CharField(help_text="The heading under which it stands.", max_length=60)),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("share", "Share (a fraction of one)"),
                            ("rate", "Rate a year (a fraction of one)"),
                            ("months", "Months"),
                            ("pounds", "£"),
                            ("count", "Number"),
                            ("year", "Financial year (the year in which it starts)"),
                        ],
                        max_length=12,
                    ),
                ),
                ("low", models.DecimalField(decimal_places=6, max_digits=16)),
                ("central", models.DecimalField(decimal_places=6, max_digits=16)),
                ("high", models.DecimalField(decimal_places=6, max_digits=16)),
                ("source_reference", models.CharField(help_text="Where the value comes from.", max_length=400)),
                ("owner", models.CharField(help_text="A post, such as Finance.", max_length=60)),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("in_force", "In force"), ("withdrawn", "Withdrawn")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("illustrative", "Illustrative"), ("agreed", "Agreed by finance")],
                        default="illustrative",
                        max_length=12,
                    ),
                ),
                ("prepared_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.document",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "key", "-version"],
                "permissions": [("agree_assumption", "Can agree an assumption that another person prepared")],
                "constraints": [
                    models.UniqueConstraint(fields=("key", "version"), name="assumption_version"),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "draft")), fields=("key",), name="assumption_one_draft"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("central__lte", models.F("high")), ("low__lte", models.F("central"))),
                        name="assumption_in_order",
                        violation_error_message="Low is at most central, and central at most high.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("unit", "share"), _negated=True),
                            models.Q(("high__lte", 1), ("low__gte", 0)),
                            _connector="OR",
                        ),
                        name="assumption_share",
                        violation_error_message="A share lies between 0 and 1.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("status", "in_force"), _negated=True),
                            models.Q(
                                ("prepared_by__isnull", False),
                                models.Q(("decided_by", models.F("prepared_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="assumption_four_eyes",
                        violation_error_message="An assumption is agreed by somebody other than the person who prepared it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("state", "agreed"),
                                ("status", "in_force"),
                            ),
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("state", "illustrative"),
                                ("status", "draft"),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("state", "illustrative"),
                                ("status", "withdrawn"),
                            ),
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("prepared_by__isnull", True),
                                ("state", "illustrative"),
                                ("status", "in_force"),
                                ("version", 1),
                            ),
                            _connector="OR",
                        ),
                        name="assumption_agreed_by_and_at",
                        violation_error_message="An agreed assumption names who agreed it and when; only a first version from the files is in force without.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("version", 1),
                            models.Q(
                                models.Q(("reason", ""), _negated=True),
                                ("prepared_at__isnull", False),
                                ("prepared_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="assumption_has_reason",
                        violation_error_message="A later version says why it changes, who prepared it and when.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BenefitTreatment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("claim", "Approved claims"),
                            ("delivered_places", "Delivered places that no approved claim counts"),
                            ("pipeline_places", "Places in the pipeline"),
                            ("children", "Children that the report states, and no approved claim counts"),
                        ],
                        max_length=20,
                    ),
                ),
                ("in_forecast", models.BooleanField()),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="initiatives.initiative"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="benefit_treatment_has_reason",
                        violation_error_message="Say why the forecast does or does not reflect it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalibrationResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("financial_year", apps.core.fields.FinancialYearField()),
                ("modelled", models.DecimalField(decimal_places=4, max_digits=18)),
                ("published", models.DecimalField(decimal_places=4, max_digits=18)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calibration",
                        to="deficit.projectionrun",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("run", "financial_year"), name="calibration_result_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectionPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scenario", models.CharField(blank=True, max_length=24)),
                ("measure", models.CharField(max_length=20)),
                ("subject", models.CharField(blank=True, max_length=80)),
                ("financial_year", apps.core.fields.FinancialYearField()),
                ("central", models.DecimalField(decimal_places=4, max_digits=18)),
                ("p5", models.DecimalField(decimal_places=4, max_digits=18)),
                ("p10", models.DecimalField(decimal_places=4, max_digits=18)),
                ("p25", models.DecimalField(decimal_places=4, max_digits=18)),
                ("p50", models.DecimalField(decimal_places=4, max_digits=18)),
                ("p75", models.DecimalField(decimal_places=4, max_digits=18)),
                ("p90", models.DecimalField(decimal_places=4, max_digits=18)),
                ("p95", models.DecimalField(decimal_places=4, max_digits=18)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="points", to="deficit.projectionrun"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "scenario", "measure", "subject", "financial_year"), name="projection_point_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RunPublication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("reason", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="deficit.projectionrun",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="run_publication_has_reason",
                        violation_error_message="Say why this run is published.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Scenario",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("made_at", models.DateTimeField()),
                (
                    "start_key",
                    models.UUIDField(help_text="Of the form that made it: a form sent twice makes one.", unique=True),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["slug"],
            },
        ),
        migrations.CreateModel(
            name="ScenarioRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=120)),
                (
                    "based_on",
                    models.CharField(
                        choices=[
                            ("unmitigated", "Unmitigated"),
                            ("approved-only", "Approved only"),
                            ("approved-and-pipeline", "Approved and pipeline"),
                        ],
                        max_length=24,
                    ),
                ),
                ("changes", models.JSONField(blank=True, default=dict)),
                ("toggles", models.JSONField(blank=True, default=dict)),
                ("archived", models.BooleanField(default=False)),
                ("reason", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "scenario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="deficit.scenario"
                    ),
                ),
            ],
            options={
                "ordering": ["scenario", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("scenario", "version"), name="scenario_revision_version"),
                    models.CheckConstraint(
                        condition=models.Q(("version", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="scenario_revision_has_reason",
                        violation_error_message="A later revision says why it changes.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="scenario_revision_named",
                        violation_error_message="Name the scenario.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SensitivityResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scenario", models.CharField(max_length=24)),
                ("assumption", models.CharField(max_length=60)),
                ("at_low", models.DecimalField(decimal_places=4, max_digits=18)),
                ("central", models.DecimalField(decimal_places=4, max_digits=18)),
                ("at_high", models.DecimalField(decimal_places=4, max_digits=18)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sensitivities",
                        to="deficit.projectionrun",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("run", "scenario", "assumption"), name="sensitivity_result_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SwitchingResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("initiative", models.CharField(max_length=60)),
                ("assumption", models.CharField(max_length=60)),
                ("central", models.DecimalField(decimal_places=6, max_digits=16)),
                ("value", models.DecimalField(decimal_places=6, max_digits=16, null=True)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="switching",
                        to="deficit.projectionrun",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("run", "initiative", "assumption"), name="switching_result_once"),
                ],
            },
        ),
        migrations.AlterModelOptions(
            name="projectionrun",
            options={
                "ordering": ["-requested_at", "-pk"],
                "permissions": [
                    ("start_projectionrun", "Can ask for a recompute"),
                    ("cancel_projectionrun", "Can cancel a run"),
                    ("publish_projectionrun", "Can publish a run"),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="projectionrun",
            name="run_one_queued",
        ),
        migrations.RemoveConstraint(
            model_name="projectionrun",
            name="run_one_running",
        ),
        migrations.AddField(
            model_name="projectionrun",
            name="cancel_asked_at",
            field=models.DateTimeField(blank=True, help_text="It stops before its next step.", null=True),
        ),
        migrations.AddField(
            model_name="projectionrun",
            name="cancelled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="projectionrun",
            name="lost",
            field=models.BooleanField(default=False, help_text="Given up because its worker was lost each time."),
        ),
        migrations.AddField(
            model_name="projectionrun",
            name="seed",
            field=models.PositiveIntegerField(default=0, help_text="Of the draws."),
        ),
        migrations.AddField(
            model_name="projectionrun",
            name="scenario",
            field=models.ForeignKey(
                blank=True,
                help_text="The saved what-if; blank for the named scenarios.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="runs",
                to="deficit.scenario",
            ),
        ),
        migrations.AddConstraint(
            model_name="projectionrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "queued")),
                fields=("scenario",),
                name="run_one_queued",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="projectionrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "running")),
                fields=("scenario",),
                name="run_one_running",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="projectionrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancel_asked_at__isnull", True), ("cancelled_by__isnull", True)),
                    models.Q(("cancel_asked_at__isnull", False), ("cancelled_by__isnull", False)),
                    _connector="OR",
                ),
                name="run_cancelled_by_and_at",
                violation_error_message="A cancelled run names who cancelled it and when.",
            ),
        ),
    ]
