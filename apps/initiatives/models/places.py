"""Specialist places: tranches by year and status, their counts by version, and exclusions by version.

A change is a new version, so that what the report counted can always be counted again: the rows marked
``as_reported`` are version 1 as the report gives them.
"""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from apps.core.fields import FinancialYearField
from apps.core.models import Sourced
from apps.core.periods import SEPTEMBER
from apps.initiatives.models.initiatives import Initiative
from apps.initiatives.vocabulary import Phase, PlaceStatus


class PlaceTranche(Sourced):
    """Places of one programme that open in one financial year, delivered or in the pipeline (Table 2)."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="place_tranches")
    financial_year = FinancialYearField()
    status = models.CharField(max_length=10, choices=PlaceStatus)

    class Meta:
        ordering = ["initiative", "status", "financial_year"]
        constraints = [models.UniqueConstraint(fields=["initiative", "financial_year", "status"], name="tranche_once")]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.financial_year}"


class PlaceVersion(models.Model):
    """What the versions of counts and exclusions share. Append-only."""

    version = models.PositiveSmallIntegerField()
    as_reported = models.BooleanField(default=False, editable=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    append_only = True

    class Meta:
        abstract = True


class PlaceCount(PlaceVersion):
    tranche = models.ForeignKey(PlaceTranche, on_delete=models.PROTECT, related_name="counts")
    places = models.PositiveIntegerField()
    opening_month = models.PositiveSmallIntegerField(
        default=SEPTEMBER,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text="Month in which the places open; it fixes the share of the first year.",
    )
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["tranche", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["tranche", "version"], name="place_count_version"),
            models.CheckConstraint(
                name="place_count_month",
                condition=models.Q(opening_month__range=(1, 12)),
                violation_error_message="The opening month runs from 1 (January) to 12 (December).",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tranche}: {self.places} (version {self.version})"


class PlaceExclusion(PlaceVersion):
    """Places of a tranche that are delivered but not counted; nought places withdraws the exclusion."""

    tranche = models.ForeignKey(PlaceTranche, on_delete=models.PROTECT, related_name="exclusions")
    number = models.PositiveSmallIntegerField(help_text="Which exclusion of this tranche.")
    places = models.PositiveIntegerField()
    reason = models.TextField()
    inferred = models.BooleanField(
        default=False, help_text="The number follows from other figures; the source does not print it."
    )
    source_reference = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["tranche", "number", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["tranche", "number", "version"], name="exclusion_version"),
            models.CheckConstraint(
                name="exclusion_has_reason",
                condition=~models.Q(reason=""),
                violation_error_message="Say why these places are not counted.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.places} of {self.tranche} excluded"


class PlacePhaseSplit(Sourced):
    """Table 2's split by phase, given for a status as a whole and not by year."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="phase_splits")
    status = models.CharField(max_length=10, choices=PlaceStatus)
    phase = models.CharField(max_length=10, choices=Phase)
    places = models.PositiveIntegerField()

    class Meta:
        ordering = ["initiative", "status", "phase"]
        constraints = [models.UniqueConstraint(fields=["initiative", "status", "phase"], name="phase_split_once")]

    def __str__(self) -> str:
        return f"{self.get_status_display()}, {self.get_phase_display()}: {self.places}"


class PlaceFunding(Sourced):
    """What an empty place costs, £ for a full year: an empty place is funded, too."""

    financial_year = FinancialYearField(unique=True)
    occupied_amount = models.DecimalField(max_digits=10, decimal_places=2)
    empty_amount = models.DecimalField(max_digits=10, decimal_places=2)

    class Meta:
        ordering = ["-financial_year"]

    def __str__(self) -> str:
        return f"Place funding {self.financial_year}"
