"""An initiative's measurement plan: what is measured against what, before any claim is made (para 4.14).

Locked once agreed; a change is a new version with a reason, agreed by somebody other than the person who drafted it.
"""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from apps.initiatives.models.initiatives import Initiative
from apps.initiatives.models.outcomes import OutcomeMeasure
from apps.initiatives.vocabulary import CounterfactualPlacement, MeasurementPlanState, PlacementType, ValuesState

PER_CENT = [MinValueValidator(0), MaxValueValidator(100)]


def per_cent_field(help_text: str, default: int | None = None) -> "models.DecimalField":
    """0 to 100, up to three decimals."""
    more = {"default": default} if default is not None else {"null": True, "blank": True}
    return models.DecimalField(max_digits=6, decimal_places=3, validators=PER_CENT, help_text=help_text, **more)


class MeasurementPlan(models.Model):
    """One version. Shares are per cents. Occupancy and deadweight have a low, a central and a high value."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="plans")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=8,
        choices=[c for c in MeasurementPlanState.choices if c[0] != MeasurementPlanState.NONE],
        default=MeasurementPlanState.DRAFTED,
    )
    baseline = models.TextField(blank=True, help_text="What stood before the initiative, with its date and source.")
    actual = models.CharField(
        max_length=20, choices=PlacementType, blank=True, help_text="Where the child or place is now."
    )
    occupancy_low = per_cent_field("Share of places that are filled.", 100)
    occupancy = per_cent_field("Share of places that are filled.", 100)
    occupancy_high = per_cent_field("Share of places that are filled.", 100)
    deadweight_low = per_cent_field("Share that would have happened anyway.", 0)
    deadweight = per_cent_field("Share that would have happened anyway.", 0)
    deadweight_high = per_cent_field("Share that would have happened anyway.", 0)
    values_state = models.CharField(max_length=12, choices=ValuesState, default=ValuesState.ILLUSTRATIVE)
    values_source = models.CharField(max_length=300, blank=True)
    owner = models.CharField(max_length=120, blank=True, help_text="The role that answers for the plan.")
    review_date = models.DateField(null=True, blank=True)
    measures = models.ManyToManyField(OutcomeMeasure, through="PlanMeasure", related_name="plans")
    reason = models.TextField(blank=True, help_text="Why it differs from the version before.")
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    edits = models.PositiveIntegerField(default=0, help_text="How often the draft was saved: what was read.")
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["initiative", "-version"]
        permissions = [("agree_measurementplan", "Can agree a measurement plan drafted by another person")]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "version"], name="plan_version"),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(state=MeasurementPlanState.DRAFTED),
                name="plan_one_draft",
                violation_error_message="There is already a draft of this plan. Change that one.",
            ),
            models.CheckConstraint(
                name="plan_agreed_by_and_at",
                condition=Q(state=MeasurementPlanState.AGREED, agreed_by__isnull=False, agreed_at__isnull=False)
                | Q(state=MeasurementPlanState.DRAFTED, agreed_by__isnull=True, agreed_at__isnull=True),
                violation_error_message="An agreed plan names who agreed it and when; a draft names nobody.",
            ),
            models.CheckConstraint(
                name="plan_four_eyes",
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("prepared_by")),
                violation_error_message="A plan is agreed by somebody other than the person who drafted it.",
            ),
            models.CheckConstraint(
                name="plan_agreed_is_whole",
                condition=Q(state=MeasurementPlanState.DRAFTED)
                | ~(Q(baseline="") | Q(owner="") | Q(actual="") | Q(values_source="") | Q(review_date__isnull=True)),
                violation_error_message=(
                    "A plan is agreed once baseline, placement now, source of values, owner and review date are there."
                ),
            ),
            models.CheckConstraint(
                name="plan_later_version_says_why",
                condition=Q(version=1) | ~Q(reason=""),
                violation_error_message="Say why this version differs from the one before.",
            ),
            models.CheckConstraint(
                name="plan_values_in_order",
                condition=Q(
                    occupancy_low__gte=0, occupancy_low__lte=F("occupancy"), occupancy__lte=F("occupancy_high"),
                    occupancy_high__lte=100, deadweight_low__gte=0, deadweight_low__lte=F("deadweight"),
                    deadweight__lte=F("deadweight_high"), deadweight_high__lte=100,
                ),
                violation_error_message="Enter low, central and high in order, each from 0 to 100 per cent.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Measurement plan of {self.initiative}, version {self.version}"


class PlanContributor(models.Model):
    """Who drafted or edited a plan. Written by a trigger, so that nobody who did can agree it."""

    plan = models.ForeignKey(MeasurementPlan, on_delete=models.PROTECT, related_name="contributors")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    database_written = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "person"], name="plan_contributor_once")]

    def __str__(self) -> str:
        return f"{self.plan}: {self.person}"


class PlanMeasure(models.Model):
    """A measure that the plan counts on."""

    plan = models.ForeignKey(MeasurementPlan, on_delete=models.PROTECT, related_name="plan_measures")
    measure = models.ForeignKey(OutcomeMeasure, on_delete=models.PROTECT, related_name="+")
    target = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "measure"], name="plan_measure_once")]

    def __str__(self) -> str:
        return f"{self.plan}: {self.measure}"


class PlanCounterfactual(models.Model):
    """One placement of the mix that would have been without the initiative; ``share`` is a per cent."""

    plan = models.ForeignKey(MeasurementPlan, on_delete=models.PROTECT, related_name="mix")
    placement = models.CharField(max_length=20, choices=CounterfactualPlacement)
    share = per_cent_field("Share of the children who would have been there.", 100)

    class Meta:
        ordering = ["plan", "-share"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "placement"], name="plan_mix_once"),
            models.CheckConstraint(
                name="plan_mix_share",
                condition=Q(share__gt=0, share__lte=100),
                violation_error_message="A share of the mix is more than 0 and at most 100 per cent.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_placement_display()}: {self.share}%"
