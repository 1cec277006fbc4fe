"""Who changed what, when and why. Rows are only ever added: a trigger and the application's rights see to it."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper


class AuditEntry(models.Model):
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    action = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    subject_label = models.CharField(max_length=200)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    reason = models.TextField(blank=True)
    # Set by the database, whatever is given; empty in entries from before it did.
    recorded_at = models.DateTimeField(null=True, editable=False, help_text="When the database received it.")
    transaction = models.CharField(max_length=60, null=True, editable=False)  # noqa: DJ001 - the database's own
    database_role = models.CharField(max_length=63, null=True, editable=False)  # noqa: DJ001 - the same

    append_only = True

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-at"], name="audit_subject"),
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(fields=["transaction"], name="audit_of_transaction"),
            GinIndex(
                *(OpClass(Upper(name), "gin_trgm_ops") for name in ("action", "subject_label", "reason")),
                name="audit_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.subject_label}"
