"""What the projection assumes and nobody knows for certain: versions, each with its range, source, owner and people.

Shares and rates are fractions of one (0.95). A version in force never changes (a trigger refuses it): another value is
a draft, which a second person agrees. Version 1 comes with the files, illustrative until finance agrees a later one.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.deficit.vocabulary import AssumptionState, AssumptionStatus, AssumptionUnit


class Assumption(models.Model):
    """``low`` ≤ ``central`` ≤ ``high``; certain where all three are equal."""

    key = models.CharField(max_length=60, help_text="Such as occupancy or growth:inmss.")
    version = models.PositiveSmallIntegerField(default=1)
    label = models.CharField(max_length=160)
    group = models.CharField(max_length=60, help_text="The heading under which it stands.")
    order = models.PositiveSmallIntegerField(default=0)
    unit = models.CharField(max_length=12, choices=AssumptionUnit)
    low = models.DecimalField(max_digits=16, decimal_places=6)
    central = models.DecimalField(max_digits=16, decimal_places=6)
    high = models.DecimalField(max_digits=16, decimal_places=6)
    source = models.ForeignKey("core.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    source_reference = models.CharField(max_length=400, help_text="Where the value comes from.")
    owner = models.CharField(max_length=60, help_text="A post, such as Finance.")
    status = models.CharField(max_length=10, choices=AssumptionStatus, default=AssumptionStatus.DRAFT)
    state = models.CharField(max_length=12, choices=AssumptionState, default=AssumptionState.ILLUSTRATIVE)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    prepared_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["order", "key", "-version"]
        permissions = [("agree_assumption", "Can agree an assumption that another person prepared")]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="assumption_version"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(status=AssumptionStatus.DRAFT), name="assumption_one_draft"
            ),
            models.CheckConstraint(
                name="assumption_in_order",
                condition=Q(low__lte=F("central"), central__lte=F("high")),
                violation_error_message="Low is at most central, and central at most high.",
            ),
            models.CheckConstraint(
                name="assumption_share",
                condition=~Q(unit=AssumptionUnit.SHARE) | Q(low__gte=0, high__lte=1),
                violation_error_message="A share lies between 0 and 1.",
            ),
            models.CheckConstraint(
                name="assumption_four_eyes",
                condition=Q(decided_by__isnull=True)
                | ~Q(status=AssumptionStatus.IN_FORCE)
                | (Q(prepared_by__isnull=False) & ~Q(decided_by=F("prepared_by"))),
                violation_error_message="An assumption is agreed by somebody other than the person who prepared it.",
            ),
            models.CheckConstraint(
                name="assumption_agreed_by_and_at",
                condition=Q(
                    status=AssumptionStatus.IN_FORCE, state=AssumptionState.AGREED, decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                | Q(
                    status=AssumptionStatus.DRAFT, state=AssumptionState.ILLUSTRATIVE, decided_by__isnull=True,
                    decided_at__isnull=True,
                )
                | Q(
                    status=AssumptionStatus.WITHDRAWN, state=AssumptionState.ILLUSTRATIVE, decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                | Q(
                    status=AssumptionStatus.IN_FORCE, state=AssumptionState.ILLUSTRATIVE, version=1,
                    prepared_by__isnull=True, decided_by__isnull=True, decided_at__isnull=True,
                ),
                violation_error_message="An agreed assumption names who agreed it and when; only a first version from "
                "the files is in force without.",
            ),
            models.CheckConstraint(
                name="assumption_has_reason",
                condition=Q(version=1) | (~Q(reason="") & Q(prepared_by__isnull=False, prepared_at__isnull=False)),
                violation_error_message="A later version says why it changes, who prepared it and when.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.label}, version {self.version}"
