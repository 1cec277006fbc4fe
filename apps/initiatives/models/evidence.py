"""Evidence that people attach: a file, kept by its hash outside the web's root, a link, or a paper that is cited.

Rows are only ever added.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.initiatives.models.initiatives import Initiative
from apps.initiatives.vocabulary import EvidenceKind

HASH = "^[0-9a-f]{64}$"


class EvidenceItem(models.Model):
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="evidence_items")
    title = models.CharField(max_length=160)
    kind = models.CharField(max_length=4, choices=EvidenceKind)
    address = models.URLField(blank=True, max_length=500)
    file_name = models.CharField(max_length=160, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0, help_text="Bytes.")
    sha256 = models.CharField(max_length=64, blank=True, help_text="Names the file in the store.")
    scan_result = models.CharField(max_length=120, blank=True, help_text="What the virus scanner said.")
    source = models.CharField(max_length=200, help_text="Who made it, or the system that it comes from.")
    n = models.PositiveIntegerField(null=True, blank=True, help_text="Children or plans behind it.")
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True, help_text="The first day after its period.")
    expires_on = models.DateField(help_text="From this day it is stale and must be renewed.")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["initiative", "-added_at"]
        constraints = [
            models.CheckConstraint(
                name="evidence_file_or_link",
                condition=Q(kind=EvidenceKind.FILE, address="", sha256__regex=HASH, size__gt=0) & ~Q(file_name="")
                | Q(kind=EvidenceKind.LINK, sha256="", file_name="", size=0) & ~Q(address="")
                | Q(kind=EvidenceKind.CITED, sha256="", file_name="", size=0, address=""),
                violation_error_message="Evidence is a file, a link, or a paper that is cited.",
            ),
            models.CheckConstraint(
                name="evidence_period_in_order",
                condition=Q(period_start__isnull=True, period_end__isnull=True)
                | Q(period_start__isnull=False, period_end__isnull=False, period_end__gt=models.F("period_start")),
                violation_error_message="Give both ends of the period, the last after the first.",
            ),
        ]

    def __str__(self) -> str:
        return self.title
