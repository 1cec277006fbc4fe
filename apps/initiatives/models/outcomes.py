"""What an initiative is meant to change, and what was read."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import Sourced
from apps.initiatives.models.initiatives import Initiative
from apps.initiatives.vocabulary import Better, MeasureUnit


class OutcomeMeasure(models.Model):
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="measures")
    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=160)
    unit = models.CharField(max_length=12, choices=MeasureUnit)
    better = models.CharField(max_length=8, choices=Better)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["initiative", "order"]

    def __str__(self) -> str:
        return self.name


class OutcomeReading(Sourced):
    """A value at a date or over a period (half-open: ``period_start`` ≤ day < ``period_end``).

    ``value`` is in the measure's unit (percent as 41.4, not 0.414); ``n`` is the number of children or plans behind
    it, where given.
    """

    measure = models.ForeignKey(OutcomeMeasure, on_delete=models.PROTECT, related_name="readings")
    period_label = models.CharField(max_length=60, help_text="As printed, such as “Sept 2025”.")
    period_start = models.DateField()
    period_end = models.DateField()
    value = models.DecimalField(max_digits=12, decimal_places=3)
    at_least = models.BooleanField(default=False, help_text="The source says “at least”.")
    n = models.PositiveIntegerField(null=True, blank=True)
    is_baseline = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    # Empty, against ``Sourced``: a reading that a person logs rests on ``source_reference`` alone.
    source = models.ForeignKey(  # type: ignore[assignment]
        "core.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(null=True, blank=True)
    restates = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="restated_by")
    restatement_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["measure", "period_end", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "period_start", "period_end", "source", "source_reference"],
                condition=Q(restates__isnull=True),
                nulls_distinct=False,
                name="reading_once_per_source",
                violation_error_message="This measure has a reading of this period from this source already.",
            ),
            models.CheckConstraint(
                name="reading_document_or_person",
                condition=Q(source__isnull=False, recorded_by__isnull=True, restates__isnull=True)
                | Q(source__isnull=True, recorded_by__isnull=False, recorded_at__isnull=False),
                violation_error_message="A reading comes from a document or from a person, with the time.",
            ),
            models.CheckConstraint(
                name="reading_restated_with_reason",
                condition=Q(restates__isnull=True, restatement_reason="")
                | (Q(restates__isnull=False) & ~Q(restatement_reason="")),
                violation_error_message="Say why an earlier reading is restated.",
            ),
            models.CheckConstraint(
                name="reading_period_in_order",
                condition=models.Q(period_end__gt=models.F("period_start")),
                violation_error_message="The period ends before it starts.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.value_words} ({self.period_label})"

    @property
    def value_words(self) -> str:
        """With its unit: “8 children”, “41.4%”."""
        unit = MeasureUnit(self.measure.unit)
        return f"{Decimal(self.value).normalize():f}{'' if unit == MeasureUnit.PERCENT else ' '}{unit.label}"
