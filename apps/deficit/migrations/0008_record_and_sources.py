import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import apps.core.fields
from apps.core import rules
from apps.core.trail.operations import track

TABLES = ("deficit_recordedfigure", "deficit_sourcefigure", "deficit_differenceexplanation")


class Migration(migrations.Migration):
    dependencies = [
        ("deficit", "0007_position_rules"),
        ("core", "0006_audit_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="policyparameter",
            name="number",
            field=models.DecimalField(
                blank=True, decimal_places=4, help_text="The value as a number: 0.9 for 90%.", max_digits=12, null=True
            ),
        ),
        migrations.CreateModel(
            name="RecordedFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("financial_year", apps.core.fields.FinancialYearField()),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("in_year_gap", "High-needs in-year gap"),
                            ("cumulative_deficit", "Accumulated deficit at 31 March"),
                            ("in_year_deficit_all_dsg", "In-year deficit of the whole DSG"),
                            ("in_year_surplus", "In-year surplus"),
                            ("high_needs_expenditure", "High-needs spending"),
                            ("high_needs_funding", "High-needs funding"),
                            ("high_needs_block_indicative", "High Needs Block, indicative allocation"),
                            ("specialist_provision_cost", "Cost of specialist provision"),
                            ("alternative_provision_cost", "Cost of alternative provision"),
                        ],
                        max_length=30,
                    ),
                ),
                ("basis", models.CharField(max_length=80, verbose_name="basis as printed")),
                ("stated_when", models.CharField(max_length=12)),
                (
                    "point",
                    models.CharField(
                        choices=[
                            ("before", "Before the year began"),
                            ("draft", "Draft budget"),
                            ("budget", "Budget"),
                            ("q1", "Quarter 1"),
                            ("q2", "Quarter 2"),
                            ("q3", "Quarter 3"),
                            ("other", "Forecast in another month"),
                            ("outturn", "Outturn"),
                            ("plan", "Plan"),
                            ("allocation", "Allocation"),
                        ],
                        max_length=10,
                    ),
                ),
                ("rule", models.CharField(max_length=160)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("source", models.CharField(max_length=300)),
                ("note", models.TextField(blank=True)),
                ("in_conflict", models.BooleanField(default=False)),
                ("from_note", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["financial_year", "measure", "stated_when", "basis"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("financial_year", "measure", "basis", "stated_when"), name="recorded_figure_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rule", ""), _negated=True),
                        name="recorded_figure_has_rule",
                        violation_error_message="A figure of the record says by which rule its reporting point follows.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("in_conflict", False), models.Q(("note", ""), _negated=True), _connector="OR"
                        ),
                        name="recorded_figure_conflict_noted",
                        violation_error_message="A figure in conflict says in its note with what.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DifferenceExplanation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("financial_year", apps.core.fields.FinancialYearField()),
                (
                    "block",
                    models.CharField(
                        choices=[
                            ("schools", "Schools"),
                            ("central", "Central School Services"),
                            ("early_years", "Early Years"),
                            ("high_needs", "High Needs"),
                            ("all", "All blocks"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("closing", "Closing accumulated deficit"),
                            ("spend", "Spending in the year"),
                            ("funding", "Funding in the year"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "higher",
                    models.CharField(
                        choices=[
                            ("ledger", "Ledger"),
                            ("s251", "Section 251 outturn"),
                            ("dsg_note", "DSG note to the accounts"),
                            ("revenue_outturn", "Revenue outturn"),
                            ("accounts", "Statement of accounts"),
                            ("outturn_report", "Council’s outturn report"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "lower",
                    models.CharField(
                        choices=[
                            ("ledger", "Ledger"),
                            ("s251", "Section 251 outturn"),
                            ("dsg_note", "DSG note to the accounts"),
                            ("revenue_outturn", "Revenue outturn"),
                            ("accounts", "Statement of accounts"),
                            ("outturn_report", "Council’s outturn report"),
                        ],
                        max_length=16,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("words", models.TextField(verbose_name="what explains it")),
                ("line", models.CharField(max_length=300, verbose_name="the line that shows it")),
                ("entered_at", models.DateTimeField()),
                ("key", models.UUIDField(unique=True)),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "withdraws",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawn_by",
                        to="deficit.differenceexplanation",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("higher", models.F("lower")), _negated=True),
                        name="explanation_two_sources",
                        violation_error_message="An explanation stands between two different sources.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="explanation_above_nought",
                        violation_error_message="An explanation is of an amount above nought.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("words", ""), _negated=True), models.Q(("line", ""), _negated=True)
                        ),
                        name="explanation_in_words",
                        violation_error_message="An explanation says what explains the difference and which line shows it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("financial_year", apps.core.fields.FinancialYearField()),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("ledger", "Ledger"),
                            ("s251", "Section 251 outturn"),
                            ("dsg_note", "DSG note to the accounts"),
                            ("revenue_outturn", "Revenue outturn"),
                            ("accounts", "Statement of accounts"),
                            ("outturn_report", "Council’s outturn report"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "block",
                    models.CharField(
                        choices=[
                            ("schools", "Schools"),
                            ("central", "Central School Services"),
                            ("early_years", "Early Years"),
                            ("high_needs", "High Needs"),
                            ("all", "All blocks"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("closing", "Closing accumulated deficit"),
                            ("spend", "Spending in the year"),
                            ("funding", "Funding in the year"),
                        ],
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("reference", models.CharField(max_length=300, verbose_name="document")),
                ("includes", models.TextField(blank=True, verbose_name="what it includes")),
                ("reason", models.TextField(blank=True, verbose_name="why it was changed")),
                ("entered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "entered_by",
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
                "ordering": ["financial_year", "source", "block", "measure", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("financial_year", "source", "block", "measure", "version"), name="source_figure_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("entered_at__isnull", False), ("entered_by__isnull", False)),
                            models.Q(("entered_at__isnull", True), ("entered_by__isnull", True), ("version", 1)),
                            _connector="OR",
                        ),
                        name="source_figure_by_and_at",
                        violation_error_message="A figure names who entered it and when; a published first version does not.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="source_figure_reason",
                        violation_error_message="A figure that replaces an earlier one says why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reference", ""), _negated=True),
                        name="source_figure_reference",
                        violation_error_message="A figure names the document that states it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("measure", "closing"), ("amount__gte", 0), _connector="OR"),
                        name="source_figure_not_negative",
                        violation_error_message="Spending and funding are not negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("block__in", ["schools", "central", "early_years", "high_needs", "all"])),
                        name="source_figure_block",
                        violation_error_message="A figure is of one of the four blocks, or of all of them.",
                    ),
                ],
            },
        ),
        *(rules.append_only(table) for table in TABLES[1:]),
        *rules.moves_the_stamp(*TABLES),
        *(track(table) for table in TABLES),
    ]
