import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import apps.core.free_text
import apps.core.models.notifications


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_data_stamp"),
    ]

    operations = [
        migrations.CreateModel(
            name="MailPreference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("submitted", "Submitted"),
                            ("returned", "Returned"),
                            ("decided", "Decided"),
                            ("due", "Due"),
                            ("overdue", "Overdue"),
                            ("digest", "Daily e-mail"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "mailing",
                    models.CharField(
                        choices=[("at_once", "At once"), ("digest", "In the daily e-mail"), ("never", "Not at all")],
                        max_length=10,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mail_preferences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "kind"),
                        name="mail_preference_once",
                        violation_error_message="There is a choice for this kind already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "digest"), ("mailing", "at_once"), _negated=True),
                        name="mail_preference_daily_not_at_once",
                        violation_error_message="The daily e-mail comes once a day or not at all.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("submitted", "Submitted"),
                            ("returned", "Returned"),
                            ("decided", "Decided"),
                            ("due", "Due"),
                            ("overdue", "Overdue"),
                            ("digest", "Daily e-mail"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "subject_label",
                    models.CharField(
                        max_length=200,
                        validators=[apps.core.free_text.check_no_child, apps.core.models.notifications.check_no_money],
                    ),
                ),
                (
                    "subject_path",
                    models.CharField(help_text="Address within the product, such as /claims/12/.", max_length=200),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        max_length=4000,
                        validators=[apps.core.free_text.check_no_child, apps.core.models.notifications.check_no_money],
                    ),
                ),
                (
                    "once_key",
                    models.CharField(
                        blank=True, help_text="A second row of the same key is not written.", max_length=300
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "mailing",
                    models.CharField(
                        choices=[("at_once", "At once"), ("digest", "In the daily e-mail"), ("never", "Not at all")],
                        max_length=10,
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_attempt_at", models.DateTimeField(blank=True, null=True)),
                ("last_error", models.CharField(blank=True, max_length=300)),
                (
                    "included_in",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="included",
                        to="core.notification",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notifications",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(fields=["person", "-created_at"], name="notification_of_person"),
                    models.Index(
                        condition=models.Q(("sent_at__isnull", True), models.Q(("mailing", "never"), _negated=True)),
                        fields=["created_at"],
                        name="notification_waiting",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("once_key", ""), _negated=True),
                        fields=("once_key",),
                        name="notification_once",
                        violation_error_message="This person was told of it today.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("subject_path__regex", "^/([^/\\\\\\s]\\S*)?$")),
                        name="notification_within_the_product",
                        violation_error_message="A notification leads to a page of the product: a path that starts with one /.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text__contains", "£"), _negated=True),
                            models.Q(("subject_label__contains", "£"), _negated=True),
                        ),
                        name="notification_without_money",
                        violation_error_message="A notification names no amount: the reader signs in for it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attempts__lte", 5)),
                        name="notification_attempts",
                        violation_error_message="An e-mail is tried 5 times at most.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at__isnull", True), models.Q(("mailing", "never"), _negated=True), _connector="OR"
                        ),
                        name="notification_sent_if_mailed",
                        violation_error_message="A notification that is not mailed is not marked as sent.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("included_in__isnull", True), ("mailing", "digest"), _connector="OR"),
                        name="notification_included_if_daily",
                        violation_error_message="Only a notification for the daily e-mail is included in one.",
                    ),
                ],
            },
        ),
    ]
