"""What government has announced, as dated rows: a view as at an earlier date knows nothing of a later one."""

from django.db import models

from apps.core.models import Sourced


class PolicyParameter(Sourced):
    slug = models.SlugField(unique=True, max_length=60)
    label = models.CharField(max_length=160)
    value = models.CharField(max_length=60, blank=True)
    number = models.DecimalField(
        max_digits=12, decimal_places=4, null=True, blank=True, help_text="The value as a number: 0.9 for 90%."
    )
    announced_date = models.DateField()
    effective_date = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["announced_date", "slug"]

    def __str__(self) -> str:
        return self.label
