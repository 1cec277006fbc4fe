"""Bearer tokens of the data feed: issued and revoked by an administrator, kept only as a hash."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class DataToken(models.Model):
    name = models.CharField(max_length=80, help_text="What will read the data, such as “Finance’s Power BI”.")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    ending = models.CharField(max_length=4, editable=False, help_text="The last characters, to tell tokens apart.")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-issued_at"]
        permissions = [("read_datafeed", "Can read the data feed")]
        constraints = [
            models.CheckConstraint(
                name="data_token_revoked_by_and_at",
                condition=Q(revoked_by__isnull=True, revoked_at__isnull=True)
                | Q(revoked_by__isnull=False, revoked_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name
