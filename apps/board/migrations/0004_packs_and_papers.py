"""A meeting's pack, frozen, and the paper that is made from it."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("board", "0003_board_at_work"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CommitteePaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=90, unique=True)),
                ("begun_at", models.DateTimeField()),
                (
                    "begun_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="paper", to="board.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ["-begun_at"],
                "permissions": [
                    ("write_paper", "Can write the text of a committee paper"),
                    ("agree_paper", "Can agree the text of a committee paper"),
                    ("finish_paper", "Can finish a committee paper"),
                    ("publish_paper", "Can publish a committee paper that another person finished"),
                    ("override_disclosure", "Can decide that a small figure is shown in a publication"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FrozenRows",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table_name", models.CharField(max_length=63)),
                ("content_hash", models.CharField(max_length=64)),
                ("rows", models.JSONField()),
                ("count", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("table_name", "content_hash"), name="frozen_rows_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Pack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        help_text="1, and one more for each time a meeting's pack is frozen anew."
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="In the address of every dashboard as it was.", max_length=90, unique=True
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="The meeting, as it was called when the pack was frozen.", max_length=240
                    ),
                ),
                ("known_by", models.DateField(help_text="What was published after this day is left out.")),
                ("frozen_at", models.DateTimeField()),
                (
                    "reason",
                    models.CharField(
                        blank=True, help_text="Why it is frozen anew; blank for the first.", max_length=500
                    ),
                ),
                ("content_hash", models.CharField(max_length=64)),
                (
                    "renderer_version",
                    models.CharField(help_text="Of what turns its rows into pages and papers.", max_length=20),
                ),
                (
                    "frozen_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="packs", to="board.meeting"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1),
                            models.Q(("number__gt", 1), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="pack_says_why_anew",
                        violation_error_message="Say why the pack is frozen anew.",
                    ),
                    models.UniqueConstraint(
                        fields=("meeting", "number"),
                        name="pack_number_once",
                        violation_error_message="This meeting has a pack of that number already.",
                    ),
                ],
                "ordering": ["-frozen_at"],
                "permissions": [("freeze_pack", "Can freeze a meeting's pack")],
            },
        ),
        migrations.CreateModel(
            name="PackFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(help_text="Names the figure in every pack.", max_length=200)),
                ("order", models.PositiveIntegerField()),
                ("group", models.CharField(max_length=80)),
                ("label", models.CharField(max_length=300)),
                ("value", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ("words", models.TextField(blank=True)),
                ("unit", models.CharField(blank=True, max_length=40)),
                ("basis", models.CharField(blank=True, max_length=60)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("subject", models.CharField(blank=True, max_length=80)),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="figures", to="board.pack"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("value__isnull", False), ("words", "")),
                            models.Q(("value__isnull", True), models.Q(("words", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="pack_figure_is_number_or_words",
                        violation_error_message="A figure is a number or words.",
                    ),
                    models.UniqueConstraint(fields=("pack", "key"), name="pack_figure_once"),
                ],
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="PackTable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table_name", models.CharField(max_length=63)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tables", to="board.pack"
                    ),
                ),
                (
                    "rows",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="board.frozenrows"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("pack", "table_name", "order"), name="pack_table_once")
                ],
                "ordering": ["table_name", "order"],
            },
        ),
        migrations.CreateModel(
            name="PaperTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("content", models.BinaryField()),
                ("content_hash", models.CharField(max_length=64)),
                ("reason", models.CharField(max_length=500)),
                ("uploaded_at", models.DateTimeField()),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="template_says_why",
                        violation_error_message="Say why it is used.",
                    )
                ],
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="PaperText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("block", models.CharField(max_length=60)),
                ("version", models.PositiveSmallIntegerField()),
                ("words", models.TextField()),
                (
                    "quoted",
                    models.JSONField(
                        blank=True, default=list, help_text="Pairs: the figure as written, and its source."
                    ),
                ),
                ("role", models.CharField(help_text="As whom it is written.", max_length=80)),
                ("written_at", models.DateTimeField()),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="board.committeepaper"
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("words", ""), _negated=True), models.Q(("role", ""), _negated=True)
                        ),
                        name="paper_text_not_empty",
                        violation_error_message="Write the text, and as whom.",
                    ),
                    models.UniqueConstraint(
                        fields=("paper", "block", "version"),
                        name="paper_text_version_once",
                        violation_error_message="Somebody else has saved this text meanwhile.",
                    ),
                ],
                "ordering": ["paper", "block", "version"],
            },
        ),
        migrations.CreateModel(
            name="PaperVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("content", models.JSONField()),
                (
                    "drawings",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="Figures by the slug of their picture, for the worker to draw.",
                    ),
                ),
                (
                    "shown_cells",
                    models.JSONField(
                        blank=True, default=list, help_text="Pairs: each figure under disclosure control, as shown."
                    ),
                ),
                (
                    "exact_cells",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Pairs: each figure under disclosure control, exact, shown or not.",
                    ),
                ),
                ("content_hash", models.CharField(max_length=64)),
                ("notice", models.CharField(blank=True, help_text="What a later version corrects.", max_length=500)),
                ("finished_at", models.DateTimeField()),
                (
                    "finished_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="paper_versions", to="board.pack"
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="board.committeepaper"
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="board.papertemplate",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1),
                            models.Q(("number__gt", 1), models.Q(("notice", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="paper_version_says_what_it_corrects",
                        violation_error_message="Say what this version corrects.",
                    ),
                    models.UniqueConstraint(fields=("paper", "number"), name="paper_version_once"),
                ],
                "ordering": ["paper", "number"],
            },
        ),
        migrations.CreateModel(
            name="PaperMaking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("running", "Being made"),
                            ("done", "Made"),
                            ("failed", "Failed"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                (
                    "done",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), default=list, size=None
                    ),
                ),
                ("message", models.CharField(blank=True, max_length=500)),
                ("asked_at", models.DateTimeField()),
                ("lease_expires_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="making", to="board.paperversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PaperFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("html", "Web page (HTML)"),
                            ("docx", "Word (DOCX)"),
                            ("pdf", "PDF"),
                            ("ods", "Spreadsheet (ODS)"),
                            ("xlsx", "Spreadsheet (XLSX)"),
                            ("csv", "CSV with metadata (ZIP)"),
                        ],
                        max_length=10,
                    ),
                ),
                ("content", models.BinaryField()),
                ("content_hash", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="board.paperversion"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("version", "format"), name="paper_file_once")],
                "ordering": ["version", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PaperDrawing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.CharField(max_length=60)),
                ("svg", models.BinaryField()),
                ("png", models.BinaryField()),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                (
                    "content_hash",
                    models.CharField(help_text="SHA-256 over those of the SVG and of the PNG.", max_length=64),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="drawn", to="board.paperversion"
                    ),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("version", "slug"), name="paper_drawing_once")]},
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("published_at", models.DateTimeField()),
                ("licence", models.CharField(max_length=200)),
                (
                    "trail_head",
                    models.CharField(
                        blank=True, help_text="The head of the trail as it was published.", max_length=200
                    ),
                ),
                (
                    "finished_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="publication", to="board.paperversion"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("finished_by__isnull", False),
                            models.Q(("finished_by", models.F("published_by")), _negated=True),
                        ),
                        name="published_by_another",
                        violation_error_message="Nobody publishes a paper that they finished.",
                    )
                ],
                "ordering": ["-published_at"],
            },
        ),
        migrations.CreateModel(
            name="Restatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=300)),
                ("was", models.CharField(max_length=200)),
                ("now_is", models.CharField(max_length=200)),
                ("reason", models.CharField(max_length=1000)),
                ("source_reference", models.CharField(blank=True, max_length=200)),
                ("entered_at", models.DateTimeField()),
                (
                    "form_key",
                    models.UUIDField(
                        blank=True, help_text="A form that is sent twice makes one.", null=True, unique=True
                    ),
                ),
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
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="restatements", to="board.pack"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("label", ""), _negated=True),
                            models.Q(("was", ""), _negated=True),
                            models.Q(("now_is", ""), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                        ),
                        name="restatement_says_all",
                        violation_error_message="Say what it was, what it is now and why.",
                    )
                ],
                "ordering": ["entered_at", "pk"],
                "permissions": [("restate_pack", "Can enter what has changed since a pack was frozen")],
            },
        ),
        migrations.CreateModel(
            name="TextAgreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=80)),
                ("agreed_at", models.DateTimeField()),
                (
                    "agreed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "text",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="agreement", to="board.papertext"
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("written_by", models.F("agreed_by")), _negated=True),
                        name="text_agreed_by_another",
                        violation_error_message="Nobody agrees a text that they wrote.",
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="DisclosureOverride",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cell", models.CharField(max_length=160)),
                ("label", models.CharField(max_length=300)),
                ("value", models.CharField(max_length=60)),
                ("role", models.CharField(max_length=80)),
                ("reason", models.CharField(max_length=1000)),
                ("decided_at", models.DateTimeField()),
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
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="overrides", to="board.committeepaper"
                    ),
                ),
            ],
            options={
                "ordering": ["decided_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("paper", "cell", "value"),
                        name="override_once",
                        violation_error_message="This figure is shown by a decision already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("role", ""), _negated=True)
                        ),
                        name="override_says_why",
                        violation_error_message="Say why the figure is shown, and in which role.",
                    ),
                ],
            },
        ),
    ]
