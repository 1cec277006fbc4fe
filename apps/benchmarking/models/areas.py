"""What a national return gives a figure of: an authority, a region or England, under its ONS code."""

from django.db import models
from django.db.models import Q

from apps.benchmarking.models.authorities import Authority
from apps.benchmarking.vocabulary import AreaLevel


class Area(models.Model):
    """One ONS code. An authority whose code changed has several areas; figures of a year stand under the one in use."""

    ons_code = models.CharField("ONS code", max_length=9, unique=True)
    level = models.CharField(max_length=16, choices=AreaLevel)
    name = models.CharField(max_length=80)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, null=True, blank=True, related_name="areas")

    class Meta:
        ordering = ["level", "name"]
        constraints = [
            models.CheckConstraint(
                name="area_of_authority",
                condition=Q(level=AreaLevel.AUTHORITY, authority__isnull=False)
                | ~Q(level=AreaLevel.AUTHORITY) & Q(authority__isnull=True),
                violation_error_message="The area of an authority names it; a region and England name none.",
            )
        ]

    def __str__(self) -> str:
        return self.name
