"""A wish for new projections, written below in the change's own transaction and taken up above by ``deficit``."""

from django.conf import settings
from django.db import models


class RecomputeRequest(models.Model):
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cause = models.CharField(max_length=300, help_text="What changed, in words.")
    taken_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["requested_at", "pk"]
        indexes = [
            models.Index(
                fields=["requested_at"],
                name="recompute_waiting",
                condition=models.Q(taken_up_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.cause
