"""Imports of national files: each is a record that says what it read, and by which it can be undone."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.benchmarking.vocabulary import ImportKind, ImportState
from apps.core.models import Sourced


class NationalImport(Sourced):
    """One file that was saved whole. Its rows name it; what they replaced is kept beside (``ReplacedRow``).

    ``counts`` holds read, new, changed, same and left_out; ``totals`` the file's own totals beside the sums of its
    rows. ``source`` carries publisher, date and licence.
    """

    kind = models.CharField(max_length=24, choices=ImportKind)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    encoding = models.CharField(max_length=12)
    counts = models.JSONField(default=dict)
    totals = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=ImportState, default=ImportState.SAVED)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Blank where a command imported it.",
    )  # fmt: skip
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-imported_at", "-pk"]
        permissions = [("undo_nationalimport", "Can undo an import")]
        constraints = [
            models.CheckConstraint(
                name="import_undone_with_reason",
                condition=Q(state=ImportState.SAVED, undone_at__isnull=True, undone_because="")
                | Q(state=ImportState.UNDONE, undone_at__isnull=False) & ~Q(undone_because=""),
                violation_error_message="An import that is undone says when and why; one that stands says neither.",
            ),
            models.CheckConstraint(
                name="import_hash_whole",
                condition=Q(sha256__regex="^[0-9a-f]{64}$"),
                violation_error_message="An import names its file by the SHA-256, 64 hexadecimal digits.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file_name}"


class ReplacedRow(models.Model):
    """A row as it stood before an import changed it. Append-only; undoing the import puts it back."""

    national_import = models.ForeignKey(NationalImport, on_delete=models.PROTECT, related_name="replaced")
    table_name = models.CharField(max_length=63)
    row_id = models.BigIntegerField()
    before = models.JSONField(help_text="The whole row.")

    append_only = True

    class Meta:
        ordering = ["national_import", "table_name", "row_id"]
        constraints = [
            models.UniqueConstraint(fields=["national_import", "table_name", "row_id"], name="replaced_row_once")
        ]

    def __str__(self) -> str:
        return f"{self.table_name} {self.row_id}"
