import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import apps.core.fields


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0015_approvals_in_turn"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PlaceScheme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("setting", models.CharField(max_length=120, verbose_name="school or site")),
                (
                    "start_key",
                    models.UUIDField(
                        editable=False, help_text="Of the form that made it: sent twice, one scheme.", unique=True
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="schemes", to="initiatives.initiative"
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("initiative"),
                        django.db.models.functions.text.Lower("setting"),
                        django.db.models.functions.text.Lower("name"),
                        name="scheme_once",
                        violation_error_message="That setting has a scheme of this name already. Change that one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("setting", ""), _negated=True)
                        ),
                        name="scheme_is_named",
                        violation_error_message="A scheme has a name and a school or site.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OccupancyReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("census_date", models.DateField(verbose_name="census day")),
                ("version", models.PositiveSmallIntegerField()),
                ("places", models.PositiveIntegerField(help_text="Open on that day.")),
                ("filled", models.PositiveIntegerField()),
                ("reason", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="initiatives.placescheme",
                    ),
                ),
            ],
            options={
                "ordering": ["scheme", "census_date", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "census_date", "version"), name="occupancy_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(("filled__lte", models.F("places"))),
                        name="occupancy_within_places",
                        violation_error_message="No more places are filled than are open on that day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="occupancy_correction_has_reason",
                        violation_error_message="Say why the reading is corrected.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SchemePlaces",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "numbers",
                    django.contrib.postgres.fields.ranges.IntegerRangeField(
                        help_text="From the first number up to, and without, the end."
                    ),
                ),
                (
                    "scheme",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="held", to="initiatives.placescheme"
                    ),
                ),
                (
                    "tranche",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scheme_places",
                        to="initiatives.placetranche",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "scheme places",
                "ordering": ["tranche", "numbers"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("tranche", "="), ("numbers", "&&")],
                        name="place_in_one_scheme",
                        violation_error_message="Another scheme holds some of these places. Each place belongs to one scheme.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("numbers__endswith__isnull", False),
                            ("numbers__isempty", False),
                            ("numbers__startswith__gte", 1),
                        ),
                        name="scheme_places_numbered",
                        violation_error_message="A scheme’s places have numbers from 1 on, and an end.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SchemeVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField()),
                (
                    "provision",
                    models.CharField(
                        choices=[
                            ("resourced_provision", "Resourced provision"),
                            ("sen_unit", "SEN unit"),
                            ("satellite", "Satellite"),
                            ("mainstream_plus", "Mainstream+"),
                            ("special", "Special school"),
                            ("alternative", "Alternative provision"),
                        ],
                        max_length=24,
                        verbose_name="type of provision",
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("early_years", "Early years"),
                            ("primary", "Primary"),
                            ("secondary", "Secondary"),
                            ("post_16", "Post-16"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "need",
                    models.CharField(
                        choices=[
                            ("asd", "Autistic spectrum disorder"),
                            ("hi", "Hearing impairment"),
                            ("mld", "Moderate learning difficulty"),
                            ("msi", "Multi-sensory impairment"),
                            ("pd", "Physical disability"),
                            ("pmld", "Profound and multiple learning difficulty"),
                            ("semh", "Social, emotional and mental health"),
                            ("slcn", "Speech, language and communication needs"),
                            ("sld", "Severe learning difficulty"),
                            ("spld", "Specific learning difficulty"),
                            ("vi", "Visual impairment"),
                            ("oth", "Other difficulty or disability"),
                            ("nsa", "SEN support without a specialist assessment of need"),
                            ("mixed", "Mixed needs"),
                        ],
                        max_length=12,
                        verbose_name="primary need",
                    ),
                ),
                ("places", models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)])),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("commissioned", "Commissioned"),
                            ("open", "Open"),
                            ("closed", "Closed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "commissioned_date",
                    models.DateField(
                        blank=True,
                        help_text="The opening date that was commissioned.",
                        null=True,
                        verbose_name="commissioned to open on",
                    ),
                ),
                ("opening_date", models.DateField(help_text="Expected, or actual once open.", verbose_name="opens on")),
                ("closing_date", models.DateField(blank=True, null=True, verbose_name="closes on")),
                ("capital_cost", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                (
                    "capital_source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("high_needs_block", "High Needs Block"),
                            ("council_revenue", "Council revenue (General Fund)"),
                            ("dfe_grant", "DfE grant"),
                            ("other_grant", "Other grant"),
                            ("schools_block_transfer", "Schools block transfer"),
                            ("capital", "Capital"),
                        ],
                        max_length=24,
                    ),
                ),
                ("commissioning_round", models.CharField(blank=True, max_length=120)),
                ("source_reference", models.CharField(blank=True, max_length=200)),
                ("reason", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="initiatives.placescheme",
                    ),
                ),
            ],
            options={
                "ordering": ["scheme", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "version"), name="scheme_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(("places__gte", 1)),
                        name="scheme_has_places",
                        violation_error_message="A scheme has at least one place.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closing_date__isnull", True),
                            ("closing_date__gt", models.F("opening_date")),
                            _connector="OR",
                        ),
                        name="scheme_closes_after_opening",
                        violation_error_message="A scheme closes after the day on which it opens.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "closed"), _negated=True),
                            ("closing_date__isnull", False),
                            _connector="OR",
                        ),
                        name="scheme_closed_says_when",
                        violation_error_message="A closed scheme says when it closed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("capital_cost__isnull", True), ("capital_source", "")),
                            models.Q(
                                ("capital_cost__gte", 0),
                                ("capital_cost__isnull", False),
                                models.Q(("capital_source", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="scheme_capital_with_source",
                        violation_error_message="Give the capital cost (£0 or more) and who pays it, or neither.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="scheme_change_has_reason",
                        violation_error_message="Say why the scheme is changed.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OccupantOrigin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "placement",
                    models.CharField(
                        choices=[
                            ("inmss", "Independent or non-maintained special school"),
                            ("local", "Another local specialist place"),
                            ("mainstream", "Mainstream with support"),
                            ("ap", "Alternative provision"),
                            ("elsewhere", "Elsewhere"),
                            ("no_cost", "No cost otherwise"),
                            ("not_known", "Not known"),
                        ],
                        max_length=12,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "child_key",
                    models.CharField(blank=True, help_text="A keyed hash, never an identifier.", max_length=100),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origins",
                        to="initiatives.occupancyreading",
                    ),
                ),
            ],
            options={
                "ordering": ["reading", "placement", "child_key"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("child_key", "")),
                        fields=("reading", "placement"),
                        name="origin_number_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("child_key", ""), _negated=True),
                        fields=("reading", "child_key"),
                        name="origin_child_once",
                        violation_error_message="This child is in the reading already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number__gte", 1), models.Q(("child_key", ""), ("number", 1), _connector="OR")
                        ),
                        name="origin_one_child_a_key",
                        violation_error_message="A key stands for one child, a number for at least one.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaceDemand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("early_years", "Early years"),
                            ("primary", "Primary"),
                            ("secondary", "Secondary"),
                            ("post_16", "Post-16"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "need",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("asd", "Autistic spectrum disorder"),
                            ("hi", "Hearing impairment"),
                            ("mld", "Moderate learning difficulty"),
                            ("msi", "Multi-sensory impairment"),
                            ("pd", "Physical disability"),
                            ("pmld", "Profound and multiple learning difficulty"),
                            ("semh", "Social, emotional and mental health"),
                            ("slcn", "Speech, language and communication needs"),
                            ("sld", "Severe learning difficulty"),
                            ("spld", "Specific learning difficulty"),
                            ("vi", "Visual impairment"),
                            ("oth", "Other difficulty or disability"),
                            ("nsa", "SEN support without a specialist assessment of need"),
                            ("mixed", "Mixed needs"),
                        ],
                        max_length=12,
                        verbose_name="primary need",
                    ),
                ),
                ("financial_year", apps.core.fields.FinancialYearField()),
                ("version", models.PositiveSmallIntegerField()),
                ("low", models.PositiveIntegerField()),
                ("central", models.PositiveIntegerField()),
                ("high", models.PositiveIntegerField()),
                ("source_reference", models.CharField(max_length=200, verbose_name="source")),
                (
                    "state",
                    models.CharField(
                        choices=[("illustrative", "Illustrative"), ("agreed", "Agreed by finance")],
                        default="illustrative",
                        max_length=12,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["financial_year", "phase", "need", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("phase", "need", "financial_year", "version"), name="demand_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("central__lte", models.F("high")), ("low__lte", models.F("central"))),
                        name="demand_in_order",
                        violation_error_message="Low is at most central, and central at most high.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source_reference", ""), _negated=True),
                        name="demand_has_source",
                        violation_error_message="Say where the numbers come from.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="demand_change_has_reason",
                        violation_error_message="Say why the demand is changed.",
                    ),
                ],
            },
        ),
    ]
