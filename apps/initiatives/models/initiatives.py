"""An initiative: one piece of work that the Board follows."""

from django.db import models

from apps.core.models import Sourced
from apps.initiatives.vocabulary import Category, EvidenceGrade, MeasurementPlanState, Stage


class Initiative(Sourced):
    slug = models.SlugField(unique=True, max_length=60)
    name = models.CharField(max_length=120, unique=True)
    order = models.PositiveSmallIntegerField(default=0, help_text="Order in the source.")
    summary = models.TextField()
    category = models.CharField(max_length=24, choices=Category)
    category_as_printed = models.CharField(max_length=120, blank=True)
    stage = models.CharField(max_length=12, choices=Stage)
    stage_as_printed = models.CharField(max_length=120, blank=True)
    mapping_rule = models.CharField(
        max_length=300,
        blank=True,
        help_text="The rule by which printed words became this category and stage.",
    )
    owner = models.CharField(max_length=120, blank=True, help_text="Blank where the source gives none.")
    scales_up = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="scaled_up_by")
    measurement_plan = models.CharField(max_length=8, choices=MeasurementPlanState, default=MeasurementPlanState.NONE)

    class Meta:
        ordering = ["order", "name"]
        permissions = [("export_initiative", "Can export initiatives")]

    def __str__(self) -> str:
        return self.name


class InitiativeOverlap(Sourced):
    """Two initiatives that reach the same children, so that a benefit must be attributed once (para 4.13)."""

    first = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="overlaps_as_first")
    second = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="overlaps_as_second"
    )
    other = models.CharField(max_length=120, blank=True, help_text="A service that is not an initiative here.")
    note = models.TextField(blank=True)
    # Empty, against ``Sourced``: an overlap that claims showed rests on ``source_reference`` alone.
    source = models.ForeignKey(  # type: ignore[assignment]
        "core.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second", "other"], name="overlap_once", nulls_distinct=False),
            models.CheckConstraint(
                name="overlap_names_one_other",
                condition=models.Q(second__isnull=False, other="")
                | (models.Q(second__isnull=True) & ~models.Q(other="")),
                violation_error_message="Name either the other initiative or the other service, not both.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} and {self.second or self.other}"


class Evidence(Sourced):
    """What the source says in support, in our words."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="evidence")
    order = models.PositiveSmallIntegerField(default=0)
    statement = models.TextField()
    grade = models.CharField(max_length=12, choices=EvidenceGrade, blank=True, help_text="Blank until it is graded.")

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["initiative", "order"], name="evidence_order")]

    def __str__(self) -> str:
        return self.statement[:60]


class Milestone(Sourced):
    """Something due, from the first to the last day on which it may fall (equal for one day)."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="milestones")
    label = models.CharField(max_length=200)
    earliest_date = models.DateField()
    latest_date = models.DateField()
    as_printed = models.CharField(max_length=60)

    class Meta:
        ordering = ["latest_date", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "label"], name="milestone_once"),
            models.CheckConstraint(
                name="milestone_dates_in_order",
                condition=models.Q(latest_date__gte=models.F("earliest_date")),
                violation_error_message="The latest date is before the earliest.",
            ),
        ]

    def __str__(self) -> str:
        return self.label
