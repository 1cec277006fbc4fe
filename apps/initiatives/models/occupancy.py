"""How full a scheme is at a census, and where the children of its filled places would otherwise be.

No child is named: an origin is a number of children, or one child under a keyed hash.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.initiatives.models.schemes import PlaceScheme
from apps.initiatives.vocabulary import OriginPlacement


class OccupancyReading(models.Model):
    """Filled places of a scheme on a census day. Append-only; a correction is a new version with a reason."""

    scheme = models.ForeignKey(PlaceScheme, on_delete=models.PROTECT, related_name="readings")
    census_date = models.DateField("census day")
    version = models.PositiveSmallIntegerField()
    places = models.PositiveIntegerField(help_text="Open on that day.")
    filled = models.PositiveIntegerField()
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["scheme", "census_date", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "census_date", "version"], name="occupancy_version_once"),
            models.CheckConstraint(
                name="occupancy_within_places",
                condition=Q(filled__lte=F("places")),
                violation_error_message="No more places are filled than are open on that day.",
            ),
            models.CheckConstraint(
                name="occupancy_correction_has_reason",
                condition=Q(version=1) | ~Q(reason=""),
                violation_error_message="Say why the reading is corrected.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}, {self.census_date}: {self.filled} of {self.places}"

    @property
    def empty(self) -> int:
        return self.places - self.filled


class OccupantOrigin(models.Model):
    """Children of one reading who would otherwise be in one kind of placement: so many, or one by a keyed hash."""

    reading = models.ForeignKey(OccupancyReading, on_delete=models.PROTECT, related_name="origins")
    placement = models.CharField(max_length=12, choices=OriginPlacement)
    number = models.PositiveIntegerField()
    child_key = models.CharField(max_length=100, blank=True, help_text="A keyed hash, never an identifier.")

    append_only = True

    class Meta:
        ordering = ["reading", "placement", "child_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["reading", "placement"], condition=Q(child_key=""), name="origin_number_once"
            ),
            models.UniqueConstraint(
                fields=["reading", "child_key"], condition=~Q(child_key=""), name="origin_child_once",
                violation_error_message="This child is in the reading already.",
            ),
            models.CheckConstraint(
                name="origin_one_child_a_key",
                condition=Q(number__gte=1) & (Q(child_key="") | Q(number=1)),
                violation_error_message="A key stands for one child, a number for at least one.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_placement_display()}: {self.number}"
