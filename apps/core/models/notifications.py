"""What a person is told, and how each wants to be told: rows that a change writes and the worker e-mails."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from apps.core.free_text import check_no_child
from apps.core.vocabulary import Mailing, NotificationKind

MOST_ATTEMPTS = 5


def check_no_money(text: str) -> None:
    """Raises where an amount is named: e-mail leaves the service, and two amounts can be subtracted."""
    if "£" in text:
        raise ValidationError("A notification names no amount: the reader signs in for it.", code="money")


class Notification(models.Model):
    """Text and reference only; the reader signs in for the rest.

    ``mailing`` is fixed as the row is written: at once, in the daily e-mail, or never (also where the person has no
    address). The daily e-mail is a row itself, and ``included_in`` names the one that carried this row.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notifications")
    kind = models.CharField(max_length=20, choices=NotificationKind.choices)
    subject_label = models.CharField(max_length=200, validators=[check_no_child, check_no_money])
    subject_path = models.CharField(max_length=200, help_text="Address within the product, such as /claims/12/.")
    text = models.TextField(max_length=4000, blank=True, validators=[check_no_child, check_no_money])
    once_key = models.CharField(max_length=300, blank=True, help_text="A second row of the same key is not written.")
    created_at = models.DateTimeField()
    mailing = models.CharField(max_length=10, choices=Mailing.choices)
    included_in = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="included", editable=False
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["person", "-created_at"], name="notification_of_person"),
            models.Index(
                fields=["created_at"],
                name="notification_waiting",
                condition=Q(sent_at__isnull=True) & ~Q(mailing=Mailing.NEVER),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["once_key"],
                condition=~Q(once_key=""),
                name="notification_once",
                violation_error_message="This person was told of it today.",
            ),
            models.CheckConstraint(
                name="notification_within_the_product",
                condition=Q(subject_path__regex=r"^/([^/\\\s]\S*)?$"),
                violation_error_message="A notification leads to a page of the product: a path that starts with one /.",
            ),
            models.CheckConstraint(
                name="notification_without_money",
                condition=~Q(text__contains="£") & ~Q(subject_label__contains="£"),
                violation_error_message="A notification names no amount: the reader signs in for it.",
            ),
            models.CheckConstraint(
                name="notification_attempts",
                condition=Q(attempts__lte=MOST_ATTEMPTS),
                violation_error_message=f"An e-mail is tried {MOST_ATTEMPTS} times at most.",
            ),
            models.CheckConstraint(
                name="notification_sent_if_mailed",
                condition=Q(sent_at__isnull=True) | ~Q(mailing=Mailing.NEVER),
                violation_error_message="A notification that is not mailed is not marked as sent.",
            ),
            models.CheckConstraint(
                name="notification_included_if_daily",
                condition=Q(included_in__isnull=True) | Q(mailing=Mailing.DIGEST),
                violation_error_message="Only a notification for the daily e-mail is included in one.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject_label}"


class MailPreference(models.Model):
    """A person's own choice for one kind; ``MAILING_UNLESS_CHOSEN`` holds where there is none."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mail_preferences")
    kind = models.CharField(max_length=20, choices=NotificationKind.choices)
    mailing = models.CharField(max_length=10, choices=Mailing.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                name="mail_preference_once",
                violation_error_message="There is a choice for this kind already.",
            ),
            models.CheckConstraint(
                name="mail_preference_daily_not_at_once",
                condition=~Q(kind=NotificationKind.DIGEST, mailing=Mailing.AT_ONCE),
                violation_error_message="The daily e-mail comes once a day or not at all.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_mailing_display()}"
