import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.migrations import RunSQL

import apps.core.fields
from apps.core import rules
from apps.core.trail.operations import track

# A meeting named its body in words; each becomes a row, under the slug that the report's file gives it where it does.
BODIES = RunSQL(
    """
    INSERT INTO board_body (slug, name, kind, source_id, source_reference)
    SELECT DISTINCT ON (m.body_text) CASE m.body_text
        WHEN 'Children''s Services Overview and Scrutiny Committee' THEN 'overview-and-scrutiny'
        ELSE left(trim(BOTH '-' FROM regexp_replace(lower(m.body_text), '[^a-z0-9]+', '-', 'g')), 60) END,
        m.body_text, CASE WHEN m.body_text ~* 'scrutiny' THEN 'scrutiny' ELSE 'other' END,
        m.source_id, m.source_reference
    FROM board_meeting m ORDER BY m.body_text, m.id;
    UPDATE board_meeting m SET body_id = b.id, slug = left(m.date || '-' || b.slug, 80)
    FROM board_body b WHERE b.name = m.body_text;
    SET CONSTRAINTS ALL IMMEDIATE;
    """,
    RunSQL.noop,
)
GROWING = (
    "termsofreference", "agendacorrection", "frameworkversion", "boarddecision", "decidedon", "action",
    "actionupdate", "risk", "riskversion", "target", "guardrail", "maturityarea", "maturityareaversion",
    "maturityassessment",
)  # fmt: skip
MOVING = (*GROWING, "body", "meeting", "agendaitem", "enquiryquestion", "enquirytext")
TRACKED = (
    ("body", "", ""), ("termsofreference", "body", "body_id"), ("meeting", "", ""),
    ("agendaitem", "meeting", "meeting_id"), ("agendacorrection", "agendaitem", "item_id"),
    ("frameworkversion", "", ""), ("boarddecision", "", ""), ("decidedon", "boarddecision", "decision_id"),
    ("action", "", ""), ("actionupdate", "action", "action_id"), ("risk", "", ""),
    ("riskversion", "risk", "risk_id"), ("enquiryquestion", "", ""),
    ("enquirytext", "enquiryquestion", "question_id"), ("target", "", ""), ("guardrail", "", ""),
    ("maturityarea", "", ""), ("maturityareaversion", "maturityarea", "area_id"),
    ("maturityassessment", "maturityarea", "area_id"),
)  # fmt: skip
HELD = "A meeting that was held stays so. Only its day may be filled in, within its month."
AGENDA = "The agenda of a meeting that was held is closed: record a correction."
ON = "What a decision was on comes with the decision."
SAID = "An answer never changes: write a new version. It is agreed once."
MEETING_FIXED = (
    "OLD.status = 'held' AND (NEW.status <> 'held' OR NEW.body_id <> OLD.body_id OR NEW.slug <> OLD.slug OR "
    "((NEW.date, NEW.day_known) IS DISTINCT FROM (OLD.date, OLD.day_known) AND "
    "(OLD.day_known OR date_trunc('month', NEW.date) <> date_trunc('month', OLD.date))))"
)
TEXT_FIXED = (
    "OLD.agreed_by_id IS NOT NULL OR (NEW.question_id, NEW.version, NEW.words, NEW.role, NEW.reason, "
    "NEW.prepared_by_id, NEW.prepared_at) IS DISTINCT FROM (OLD.question_id, OLD.version, OLD.words, OLD.role, "
    "OLD.reason, OLD.prepared_by_id, OLD.prepared_at)"
)


def checked(table: str, name: str, fault: str, sentence: str, when: str) -> RunSQL:
    """A trigger ``name`` that refuses rows of ``table`` for which ``fault``, a condition on NEW, holds."""
    kind = f"CONSTRAINT TRIGGER {name} AFTER" if "DEFERRED" in when else f"TRIGGER {name} BEFORE"
    events = when.removesuffix(" DEFERRED")
    late = "DEFERRABLE INITIALLY DEFERRED" if "DEFERRED" in when else ""
    return RunSQL(
        f"""
        CREATE FUNCTION board_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {fault} THEN
                RAISE EXCEPTION '{sentence}' USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
            END IF;
            RETURN NEW;
        END $$;
        CREATE {kind} {events} ON {table} {late} FOR EACH ROW EXECUTE FUNCTION board_{name}();
        """,
        f"DROP TRIGGER {name} ON {table}; DROP FUNCTION board_{name}();",
    )


def follows(table: str, name: str, column: str, same: tuple[str, ...], sentence: str) -> RunSQL:
    """A row that takes another's place is about the same thing as that one."""
    alike = " AND ".join(f"o.{one} IS NOT DISTINCT FROM NEW.{one}" for one in same)
    earlier = f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = NEW.{column} AND {alike})"  # noqa: S608 - names of ours
    fault = f"NEW.{column} IS NOT NULL AND NOT {earlier}"
    return checked(table, name, fault, sentence, "INSERT")


RULES = [
    *(rules.append_only(f"board_{table}") for table in GROWING),
    rules.refuse("board_meeting", "meeting_held_kept", "DELETE", HELD, "OLD.status = 'held'"),
    rules.refuse("board_meeting", "meeting_held_fixed", "UPDATE", HELD, MEETING_FIXED),
    rules.refuse_parts("board_agendaitem", "board_meeting", "meeting_id", "p.status = 'held'", AGENDA),
    checked(
        "board_boarddecision", "decision_of_held_meeting",
        "NOT EXISTS (SELECT 1 FROM board_agendaitem i JOIN board_meeting m ON m.id = i.meeting_id "
        "WHERE i.id = NEW.item_id AND m.status = 'held')",
        "A decision is recorded once the meeting was held.", "INSERT",
    ),
    follows(
        "board_boarddecision", "decision_corrects_own_item", "corrects_id", ("item_id",),
        "A correction is of a decision on the same item.",
    ),
    checked(
        "board_decidedon", "decided_on_with_decision",
        "NOT EXISTS (SELECT 1 FROM board_boarddecision d WHERE d.id = NEW.decision_id AND core_made_here(d.xmin))",
        ON, "INSERT",
    ),
    checked(
        "board_action", "action_of_own_meeting",
        "NEW.decision_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM board_boarddecision d "
        "JOIN board_agendaitem i ON i.id = d.item_id WHERE d.id = NEW.decision_id AND i.meeting_id = NEW.meeting_id)",
        "An action follows from a decision of its own meeting.", "INSERT",
    ),
    rules.refuse("board_enquirytext", "enquiry_text_fixed", "UPDATE", SAID, TEXT_FIXED),
    rules.refuse("board_enquirytext", "enquiry_text_kept", "DELETE", SAID),
    follows(
        "board_target", "target_replaces_own", "replaces_id", ("scope", "initiative_id"),
        "A target takes the place of one of the same kind and initiative.",
    ),
    follows(
        "board_guardrail", "guardrail_replaces_own", "replaces_id", ("target_id", "guarded_id"),
        "A guardrail takes the place of one of the same target or measure.",
    ),
    checked(
        "board_target", "target_has_guardrail",
        "NOT EXISTS (SELECT 1 FROM board_guardrail g WHERE g.target_id = NEW.id)",
        "A money target is entered with its guardrail.", "INSERT DEFERRED",
    ),
    # Fewer plans or assessments is no good by itself: something else must be watched, or children go without.
    checked(
        "initiatives_outcomemeasure", "measure_of_fewer_has_guardrail",
        "NEW.better = 'lower' AND (NEW.unit = 'plans' OR NEW.unit IN ('children', 'places') AND NEW.name ~* "
        r"'(assess|plan|\mehc|statutory (support|process|request))' OR NEW.unit = 'percent' AND NEW.name ~* "
        r"'((with|having|on|hold(ing)?) (an? )?(ehc|education, health)|request.*(agreed|accepted)|assess.*agreed)') "
        "AND NOT EXISTS (SELECT 1 FROM board_guardrail g WHERE g.guarded_id = NEW.id)",
        "A measure whose good direction is fewer plans or assessments is entered with its guardrail.",
        "INSERT OR UPDATE DEFERRED",
    ),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("board", "0002_links"),
        ("core", "0006_audit_words"),
        ("initiatives", "0019_demand_by_two"),
        ("deficit", "0013_policy_from_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Body",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("source_reference", models.CharField(blank=True, max_length=200)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recorded_at", models.DateTimeField(blank=True, null=True)),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=160, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("board", "Board"),
                            ("scrutiny", "Scrutiny committee"),
                            ("cabinet", "Cabinet"),
                            ("other", "Other"),
                        ],
                        max_length=8,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "bodies",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("recorded_at__isnull", True), ("recorded_by__isnull", True), ("source__isnull", False)
                            ),
                            models.Q(
                                ("recorded_at__isnull", False), ("recorded_by__isnull", False), ("source__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="body_document_or_person",
                        violation_error_message="It comes from a document or from a person, with the time.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="body_name",
                        violation_error_message="Name the body.",
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint(model_name="meeting", name="meeting_once"),
        migrations.RenameField(model_name="meeting", old_name="body", new_name="body_text"),
        migrations.AddField(
            model_name="meeting",
            name="body",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="board.body"
            ),
        ),
        migrations.AddField(model_name="meeting", name="slug", field=models.CharField(max_length=80, null=True)),
        BODIES,
        migrations.AlterField(
            model_name="meeting",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="board.body"
            ),
        ),
        migrations.AlterField(model_name="meeting", name="slug", field=models.SlugField(max_length=80, unique=True)),
        migrations.RemoveField(model_name="meeting", name="body_text"),
        migrations.AlterModelOptions(
            name="meeting",
            options={
                "ordering": ["date", "body"],
                "permissions": [
                    ("prepare_meeting", "Can prepare meetings, agendas, terms of reference and the framework"),
                    ("keep_actions", "Can keep the Board’s actions"),
                ],
            },
        ),
        migrations.AddField(
            model_name="meeting",
            name="day_known",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="edited_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="edited_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="edits",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="meeting",
            name="place",
            field=models.CharField(blank=True, max_length=160),
        ),
        migrations.AddField(
            model_name="meeting",
            name="status",
            field=models.CharField(choices=[("planned", "Planned"), ("held", "Held")], default="planned", max_length=8),
        ),
        migrations.AlterField(
            model_name="meeting",
            name="source",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.document"
            ),
        ),
        migrations.AlterField(
            model_name="meeting",
            name="source_reference",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("edited_at__isnull", True),
                        ("edited_by__isnull", True),
                        ("edits", 0),
                        ("source__isnull", False),
                    ),
                    models.Q(("edited_at__isnull", False), ("edited_by__isnull", False), ("edits__gt", 0)),
                    _connector="OR",
                ),
                name="meeting_document_or_person",
                violation_error_message="It comes from a document or from a person, with the time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("day_known", True), ("date__day", 1), _connector="OR"),
                name="meeting_month_as_first_day",
                violation_error_message="Of a meeting whose day is not known, the month is kept as its first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                fields=("body", "date"),
                name="meeting_once",
                violation_error_message="This body has a meeting on that date already.",
            ),
        ),
        migrations.CreateModel(
            name="TermsOfReference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("source_reference", models.CharField(blank=True, max_length=200)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recorded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="terms", to="board.body"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("agreed_by", models.CharField(max_length=160)),
                ("agreed_on", models.DateField()),
                ("reason", models.TextField(blank=True)),
            ],
            options={
                "verbose_name_plural": "terms of reference",
                "ordering": ["body", "-version"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("recorded_at__isnull", True), ("recorded_by__isnull", True), ("source__isnull", False)
                            ),
                            models.Q(
                                ("recorded_at__isnull", False), ("recorded_by__isnull", False), ("source__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="termsofreference_document_or_person",
                        violation_error_message="It comes from a document or from a person, with the time.",
                    ),
                    models.UniqueConstraint(fields=("body", "version"), name="terms_version"),
                    models.CheckConstraint(
                        condition=models.Q(("version", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="termsofreference_later_says_why",
                        violation_error_message="Say why this version differs from the one before.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="terms_text",
                        violation_error_message="Enter the terms of reference.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("source_reference", models.CharField(blank=True, max_length=120)),
                ("edits", models.PositiveIntegerField(default=0)),
                (
                    "edited_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("edited_at", models.DateTimeField(blank=True, null=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="board.meeting"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField()),
                ("label", models.CharField(help_text="As the paper numbers it, such as “a” or “5”.", max_length=12)),
                ("title", models.CharField(max_length=200)),
                (
                    "asked",
                    models.CharField(
                        choices=[
                            ("note", "To note"),
                            ("approve", "To approve"),
                            ("endorse", "To endorse"),
                            ("discuss", "To discuss"),
                        ],
                        max_length=8,
                    ),
                ),
                ("question", models.TextField(help_text="The decision asked for, in the words of the paper.")),
                ("paper", models.TextField(blank=True, help_text="The paper’s text, or what it says in short.")),
                ("address", models.URLField(blank=True, max_length=500)),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.evidenceitem",
                    ),
                ),
            ],
            options={
                "ordering": ["meeting", "order"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("edited_at__isnull", True),
                                ("edited_by__isnull", True),
                                ("edits", 0),
                                ("source__isnull", False),
                            ),
                            models.Q(("edited_at__isnull", False), ("edited_by__isnull", False), ("edits__gt", 0)),
                            _connector="OR",
                        ),
                        name="agendaitem_document_or_person",
                        violation_error_message="It comes from a document or from a person, with the time.",
                    ),
                    models.UniqueConstraint(
                        fields=("meeting", "order"),
                        name="agenda_item_order",
                        violation_error_message="Another item stands at this place of the agenda.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("question", ""), _negated=True),
                        name="agenda_item_asks",
                        violation_error_message="Enter the decision that is asked for.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="board.agendaitem"
                    ),
                ),
                ("words", models.TextField()),
                ("reason", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["item", "at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item", "words"),
                        name="agenda_correction_once",
                        violation_error_message="The item says so already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("words", ""), _negated=True), models.Q(("reason", ""), _negated=True)
                        ),
                        name="agenda_correction_says_why",
                        violation_error_message="Say what is right, and why it is corrected.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FrameworkVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(unique=True)),
                ("title", models.CharField(max_length=160)),
                ("text", models.TextField(blank=True)),
                ("file_sha256", models.CharField(blank=True, max_length=64)),
                ("reason", models.TextField(blank=True)),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("prepared_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-version"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("version", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="frameworkversion_later_says_why",
                        violation_error_message="Say why this version differs from the one before.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(models.Q(("text", ""), _negated=True), ("file_sha256", "")),
                            models.Q(("file_sha256__regex", "^[0-9a-f]{64}$"), ("text", "")),
                            _connector="OR",
                        ),
                        name="framework_text_or_file",
                        violation_error_message="Give the framework’s text, or the SHA-256 of its file.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BoardDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="board.agendaitem"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("noted", "Noted"),
                            ("approved", "Approved"),
                            ("endorsed", "Endorsed"),
                            ("deferred", "Deferred"),
                            ("rejected", "Rejected"),
                        ],
                        max_length=8,
                    ),
                ),
                ("words", models.TextField(help_text="What was decided, as the minutes say it.")),
                ("reason", models.TextField()),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="board.boarddecision",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("form_key", models.UUIDField(editable=False, null=True, unique=True)),
            ],
            options={
                "ordering": ["item", "recorded_at", "pk"],
                "permissions": [("record_decision", "Can record what a meeting decided")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("corrects__isnull", True)),
                        fields=("item",),
                        name="decision_once_per_item",
                        violation_error_message="A decision on this item is recorded already. Correct that one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="decision_says_why",
                        violation_error_message="Say why it was decided so.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="decision_words",
                        violation_error_message="Enter what was decided.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DecidedOn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decided_on", to="board.boarddecision"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decided_by_board",
                        to="initiatives.benefitclaim",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decided_by_board",
                        to="initiatives.fundingline",
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decided_by_board",
                        to="board.frameworkversion",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deficit.position",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deficit.projectionrun",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.initiative",
                    ),
                ),
                ("pack", models.CharField(blank=True, help_text="The slug of a pack.", max_length=80)),
            ],
            options={
                "ordering": ["decision", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("pack", ""), _negated=True),
                                ("claim__isnull", True),
                                ("framework__isnull", True),
                                ("initiative__isnull", True),
                                ("position__isnull", True),
                                ("request__isnull", True),
                                ("run__isnull", True),
                            ),
                            models.Q(
                                ("claim__isnull", False),
                                ("framework__isnull", True),
                                ("initiative__isnull", True),
                                ("pack", ""),
                                ("position__isnull", True),
                                ("request__isnull", True),
                                ("run__isnull", True),
                            ),
                            models.Q(
                                ("claim__isnull", True),
                                ("framework__isnull", True),
                                ("initiative__isnull", True),
                                ("pack", ""),
                                ("position__isnull", True),
                                ("request__isnull", False),
                                ("run__isnull", True),
                            ),
                            models.Q(
                                ("claim__isnull", True),
                                ("framework__isnull", False),
                                ("initiative__isnull", True),
                                ("pack", ""),
                                ("position__isnull", True),
                                ("request__isnull", True),
                                ("run__isnull", True),
                            ),
                            models.Q(
                                ("claim__isnull", True),
                                ("framework__isnull", True),
                                ("initiative__isnull", True),
                                ("pack", ""),
                                ("position__isnull", False),
                                ("request__isnull", True),
                                ("run__isnull", True),
                            ),
                            models.Q(
                                ("claim__isnull", True),
                                ("framework__isnull", True),
                                ("initiative__isnull", True),
                                ("pack", ""),
                                ("position__isnull", True),
                                ("request__isnull", True),
                                ("run__isnull", False),
                            ),
                            models.Q(
                                ("claim__isnull", True),
                                ("framework__isnull", True),
                                ("initiative__isnull", False),
                                ("pack", ""),
                                ("position__isnull", True),
                                ("request__isnull", True),
                                ("run__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="decided_on_exactly_one",
                        violation_error_message="A decision is on exactly one thing in each row.",
                    ),
                    models.UniqueConstraint(
                        fields=("decision", "claim", "request", "framework", "position", "run", "initiative", "pack"),
                        name="decided_on_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="board.meeting"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="board.boarddecision",
                    ),
                ),
                ("words", models.TextField()),
                ("owner", models.CharField(help_text="The role that answers for it.", max_length=120)),
                ("due", models.DateField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("form_key", models.UUIDField(editable=False, null=True, unique=True)),
            ],
            options={
                "ordering": ["due", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="action_words",
                        violation_error_message="Say what is to be done.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("owner", ""), _negated=True),
                        name="action_owner",
                        violation_error_message="Name the role that answers for it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionUpdate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="updates", to="board.action"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("words", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done"), ("dropped", "Dropped")], max_length=8
                    ),
                ),
                ("due", models.DateField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["action", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("action", "number"),
                        name="action_update_number",
                        violation_error_message="Somebody else updated this action meanwhile.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="action_update_words",
                        violation_error_message="Say what became of it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Risk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("form_key", models.UUIDField(editable=False, null=True, unique=True)),
            ],
            options={
                "ordering": ["pk"],
                "permissions": [("keep_risks", "Can keep the risk register")],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="RiskVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("source_reference", models.CharField(blank=True, max_length=200)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recorded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="board.risk"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=160)),
                ("description", models.TextField()),
                (
                    "likelihood",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "Rare"), (2, "Unlikely"), (3, "Possible"), (4, "Likely"), (5, "Almost certain")],
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                (
                    "impact",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "Slight"), (2, "Minor"), (3, "Moderate"), (4, "Major"), (5, "Severe")],
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                ("mitigation", models.TextField(blank=True)),
                ("owner", models.CharField(blank=True, help_text="The role that answers for it.", max_length=120)),
                ("proximity", models.CharField(blank=True, help_text="When it could come about.", max_length=160)),
                (
                    "status",
                    models.CharField(choices=[("open", "Open"), ("closed", "Closed")], default="open", max_length=8),
                ),
                ("reason", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["risk", "-version"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("recorded_at__isnull", True), ("recorded_by__isnull", True), ("source__isnull", False)
                            ),
                            models.Q(
                                ("recorded_at__isnull", False), ("recorded_by__isnull", False), ("source__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="riskversion_document_or_person",
                        violation_error_message="It comes from a document or from a person, with the time.",
                    ),
                    models.UniqueConstraint(
                        fields=("risk", "version"),
                        name="risk_version",
                        violation_error_message="Somebody else changed this risk meanwhile.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="riskversion_later_says_why",
                        violation_error_message="Say why this version differs from the one before.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="risk_title",
                        violation_error_message="Name the risk.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("impact__isnull", True), ("likelihood__isnull", True)),
                            models.Q(
                                ("impact__isnull", False),
                                ("impact__range", (1, 5)),
                                ("likelihood__isnull", False),
                                ("likelihood__range", (1, 5)),
                            ),
                            _connector="OR",
                        ),
                        name="risk_scores",
                        violation_error_message="Score likelihood and impact from 1 to 5, both or neither.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EnquiryQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.document"
                    ),
                ),
                (
                    "source_reference",
                    models.CharField(
                        help_text="Paragraph or table of the source, such as “para 4.5, Table 3”.", max_length=120
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="board.body"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("words", models.TextField()),
                (
                    "note",
                    models.TextField(blank=True, help_text="What members asked of the answer, as the source puts it."),
                ),
                (
                    "answers",
                    models.CharField(
                        choices=[
                            ("categories", "Initiatives by category"),
                            ("evidence", "Evidence, with financial detail"),
                            ("new", "New initiatives and their measurement plans"),
                            ("requests", "Requests for 2026/27"),
                        ],
                        max_length=12,
                    ),
                ),
            ],
            options={
                "ordering": ["body", "number"],
                "permissions": [("write_enquiry", "Can write and agree answers to the committee’s questions")],
                "constraints": [models.UniqueConstraint(fields=("body", "number"), name="enquiry_question_once")],
            },
        ),
        migrations.CreateModel(
            name="EnquiryText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="board.enquiryquestion"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("words", models.TextField()),
                ("role", models.CharField(help_text="In whose name it is said.", max_length=120)),
                ("reason", models.TextField(blank=True)),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("prepared_at", models.DateTimeField()),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["question", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "version"),
                        name="enquiry_text_version",
                        violation_error_message="Somebody else wrote a version meanwhile.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="enquirytext_later_says_why",
                        violation_error_message="Say why this version differs from the one before.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="enquiry_text_words",
                        violation_error_message="Write the answer.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_at__isnull", True), ("agreed_by__isnull", True)),
                            models.Q(("agreed_at__isnull", False), ("agreed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="enquiry_text_agreed_by_and_at",
                        violation_error_message="An agreed text names who agreed it and when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_by__isnull", True),
                            models.Q(("agreed_by", models.F("prepared_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="enquiry_text_four_eyes",
                        violation_error_message="A text is agreed by somebody other than the person who wrote it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("initiative", "One initiative’s approved benefits"),
                            ("programme", "All initiatives’ approved benefits"),
                            ("deficit", "The accumulated deficit"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.initiative",
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("one_off", "One-off"),
                            ("run_rate", "Run-rate"),
                            ("in_year", "In-year"),
                            ("cumulative", "Cumulative"),
                        ],
                        max_length=12,
                    ),
                ),
                ("financial_year", apps.core.fields.FinancialYearField()),
                (
                    "set_by",
                    models.CharField(
                        help_text="The body or role that set it, and when, as the source says.", max_length=160
                    ),
                ),
                ("source_reference", models.CharField(max_length=200)),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="board.target",
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("form_key", models.UUIDField(editable=False, null=True, unique=True)),
            ],
            options={
                "ordering": ["financial_year", "scope", "pk"],
                "permissions": [("set_target", "Can enter money targets and their guardrails")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("basis__in", ("run_rate", "one_off", "in_year")),
                                ("initiative__isnull", False),
                                ("scope", "initiative"),
                            ),
                            models.Q(
                                ("basis__in", ("run_rate", "one_off", "in_year")),
                                ("initiative__isnull", True),
                                ("scope", "programme"),
                            ),
                            models.Q(("basis", ""), ("initiative__isnull", True), ("scope", "deficit")),
                            _connector="OR",
                        ),
                        name="target_of_scope",
                        violation_error_message="A target of benefits names its basis, of one initiative that too; one of the deficit has neither.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gt", 0), models.Q(("amount__gte", 0), ("scope", "deficit")), _connector="OR"
                        ),
                        name="target_amount",
                        violation_error_message="A target of benefits is more than £0.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("replaces__isnull", True)),
                            models.Q(("replaces__isnull", False), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="target_replaced_with_reason",
                        violation_error_message="Say why the earlier target is replaced.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Guardrail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guardrails",
                        to="board.target",
                    ),
                ),
                (
                    "guarded",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guarded_by",
                        to="initiatives.outcomemeasure",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.outcomemeasure",
                    ),
                ),
                (
                    "benchmark",
                    models.CharField(
                        blank=True,
                        choices=[("timeliness", "New plans issued within 20 weeks, % (SEN2, without exceptions)")],
                        max_length=12,
                    ),
                ),
                ("sense", models.CharField(choices=[("at_least", "At least"), ("at_most", "At most")], max_length=8)),
                ("threshold", models.DecimalField(decimal_places=3, max_digits=12)),
                ("source_reference", models.CharField(help_text="Where the threshold comes from.", max_length=200)),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="board.guardrail",
                    ),
                ),
                ("reason", models.TextField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["target", "guarded", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("guarded__isnull", True), ("target__isnull", False)),
                            models.Q(("guarded__isnull", False), ("target__isnull", True)),
                            _connector="OR",
                        ),
                        name="guardrail_guards_one",
                        violation_error_message="A guardrail guards a target or a measure, one of them.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("benchmark", ""), ("measure__isnull", False)),
                            models.Q(("measure__isnull", True), models.Q(("benchmark", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="guardrail_watches_one",
                        violation_error_message="A guardrail watches an outcome measure or a benchmark, one of them.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("guarded__isnull", True),
                            ("measure__isnull", True),
                            models.Q(("measure", models.F("guarded")), _negated=True),
                            _connector="OR",
                        ),
                        name="guardrail_not_itself",
                        violation_error_message="A measure is not its own guardrail.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="guardrail_says_why",
                        violation_error_message="Say why this guardrail.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MaturityArea",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=80, unique=True)),
            ],
            options={
                "ordering": ["pk"],
                "permissions": [("assess_maturity", "Can keep the maturity self-assessment")],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="MaturityAreaVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="board.maturityarea"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=160)),
                ("description", models.TextField(blank=True)),
                ("in_use", models.BooleanField(default=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["area", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "version"),
                        name="maturity_area_version",
                        violation_error_message="Somebody else changed this area meanwhile.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="maturityareaversion_later_says_why",
                        violation_error_message="Say why this version differs from the one before.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="maturity_area_name",
                        violation_error_message="Name the area.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MaturityAssessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assessments", to="board.maturityarea"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Emerging"), (2, "Developing"), (3, "Established"), (4, "Leading")]
                    ),
                ),
                ("evidence", models.TextField()),
                ("address", models.URLField(blank=True, max_length=500)),
                (
                    "evidence_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.evidenceitem",
                    ),
                ),
                ("role", models.CharField(max_length=120)),
                ("reason", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
                ("form_key", models.UUIDField(editable=False, null=True, unique=True)),
            ],
            options={
                "ordering": ["area", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "version"),
                        name="maturity_assessment_version",
                        violation_error_message="Somebody else assessed this area meanwhile.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="maturityassessment_later_says_why",
                        violation_error_message="Say why this version differs from the one before.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (1, 4))),
                        name="maturity_level",
                        violation_error_message="A level is 1, 2, 3 or 4.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("evidence", ""), _negated=True),
                        name="maturity_evidence",
                        violation_error_message="Say what evidence there is for the level.",
                    ),
                ],
            },
        ),
        *RULES,
        *rules.moves_the_stamp(*(f"board_{table}" for table in MOVING)),
        *(track(f"board_{table}", of and f"board_{of}", key or "id") for table, of, key in TRACKED),
    ]
