"""The trail beneath the entries: every change of a tracked table, and the seals that show an edit of it.

``database_written`` tables are written by the owner's triggers alone; the application's role may only read them.
"""

from django.conf import settings
from django.db import models


class Operation(models.TextChoices):
    FOUND = "found", "Found when tracking began"
    ADDED = "added", "Added"
    CHANGED = "changed", "Changed"
    DELETED = "deleted", "Deleted"


class Change(models.Model):
    """One row of a tracked table before and after one statement; of a change, only the columns that moved.

    ``subject_table`` and ``subject_id`` name what people know it by: of a rate, its rate card. ``transaction`` is the
    same text in the audit entry that the same transaction wrote, which says who and why.
    """

    table_name = models.CharField(max_length=63)
    row_id = models.BigIntegerField()
    subject_table = models.CharField(max_length=63)
    subject_id = models.BigIntegerField()
    operation = models.CharField(max_length=7, choices=Operation)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    recorded_at = models.DateTimeField()
    transaction = models.CharField(max_length=60)
    database_role = models.CharField(max_length=63)

    database_written = True

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["table_name", "row_id", "id"], name="change_of_row"),
            models.Index(fields=["subject_table", "subject_id", "-id"], name="change_of_subject"),
            models.Index(fields=["transaction"], name="change_of_transaction"),
        ]

    def __str__(self) -> str:
        return f"{self.get_operation_display()}: {self.table_name} {self.row_id}"


class Seal(models.Model):
    """One link of the chain, over one audit entry or change. Numbers run from 1 without a gap.

    ``hash`` is SHA-256 over this row with ``previous_hash``; ``row_hash`` over the sealed row (``trail.sql``).
    """

    number = models.BigIntegerField(primary_key=True)
    table_name = models.CharField(max_length=63)
    row_id = models.BigIntegerField()
    row_hash = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    database_written = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table_name", "row_id"], name="seal_once")]

    def __str__(self) -> str:
        return f"Seal {self.number}"


class SealHead(models.Model):
    """The chain's end: one row, locked as a transaction's seals are written, last of all."""

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    database_written = True

    class Meta:
        constraints = [models.CheckConstraint(name="seal_head_is_one_row", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return f"Head {self.number}"


class Sealing(models.Model):
    """A transaction whose rows wait for their seals: empty but while one commits."""

    transaction = models.CharField(max_length=60, primary_key=True)

    database_written = True

    def __str__(self) -> str:
        return self.transaction


class AuditCheck(models.Model):
    """One verification of the trail: how far, how long (seconds), and what it found."""

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seals = models.BigIntegerField()
    head = models.CharField(max_length=64, blank=True)
    seconds = models.DecimalField(max_digits=8, decimal_places=2)
    finished = models.BooleanField(default=True, help_text="No where it was stopped for taking too long.")
    faults = models.PositiveIntegerField(default=0)
    found = models.JSONField(default=list, blank=True, help_text="The first faults, as sentences.")

    append_only = True

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.seals} seals, {self.faults} faults"
