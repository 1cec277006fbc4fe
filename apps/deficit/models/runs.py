"""Runs of the projection. Inputs and results never change once stored; progress and state do."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.fields import FinancialYearField
from apps.core.vocabulary import Basis, Convention
from apps.deficit.vocabulary import RunState
from apps.initiatives.vocabulary import PlaceStatus


class ProjectionRun(models.Model):
    state = models.CharField(max_length=10, choices=RunState, default=RunState.QUEUED)
    step = models.CharField(max_length=120, blank=True, help_text="What it is doing, in words.")
    progress = models.PositiveSmallIntegerField(default=0, help_text="Percent.")
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cause = models.TextField(help_text="What asked for it, in words.")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    lease_expires_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    engine_version = models.CharField(max_length=20, blank=True)
    input_hash = models.CharField(max_length=64, blank=True)
    result_hash = models.CharField(max_length=64, blank=True)
    inputs = models.JSONField(default=dict, blank=True)
    difference = models.JSONField(default=list, blank=True, help_text="Sentences: what moved since the last run.")
    error = models.TextField(blank=True)
    scenario = models.ForeignKey(
        "deficit.Scenario",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="runs",
        help_text="The saved what-if; blank for the named scenarios.",
    )
    seed = models.PositiveIntegerField(default=0, help_text="Of the draws.")
    lost = models.BooleanField(default=False, help_text="Given up because its worker was lost each time.")
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancel_asked_at = models.DateTimeField(null=True, blank=True, help_text="It stops before its next step.")
    same_as = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The earlier run with equal inputs, whose results stand.",
    )

    class Meta:
        ordering = ["-requested_at", "-pk"]
        permissions = [
            ("start_projectionrun", "Can ask for a recompute"),
            ("cancel_projectionrun", "Can cancel a run"),
            ("publish_projectionrun", "Can publish a run"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["input_hash"],
                condition=Q(state=RunState.FINISHED, same_as__isnull=True),
                name="run_inputs_once",
            ),
            models.UniqueConstraint(
                fields=["scenario"], condition=Q(state=RunState.QUEUED), nulls_distinct=False, name="run_one_queued"
            ),
            models.UniqueConstraint(
                fields=["scenario"], condition=Q(state=RunState.RUNNING), nulls_distinct=False, name="run_one_running"
            ),
            models.CheckConstraint(
                name="run_cancelled_by_and_at",
                condition=Q(cancelled_by__isnull=True, cancel_asked_at__isnull=True)
                | Q(cancelled_by__isnull=False, cancel_asked_at__isnull=False),
                violation_error_message="A cancelled run names who cancelled it and when.",
            ),
            models.CheckConstraint(
                name="run_finished_has_hashes",
                condition=~Q(state=RunState.FINISHED)
                | (~Q(input_hash="") & ~Q(result_hash="") & Q(finished_at__isnull=False)),
            ),
            models.CheckConstraint(name="run_progress_percent", condition=Q(progress__lte=100)),
        ]

    def __str__(self) -> str:
        return f"Run {self.pk}"


class AvoidanceResult(models.Model):
    """Cost avoidance in pounds for one initiative, year, status, convention, opening month and basis. Append-only.

    ``opening_month`` is nought where each tranche keeps its own month; 1 to 12 is one month for all (4 is the report's
    full-year convention). Run-rate rows do not depend on a month and carry nought. ``amount`` is exact to 0.0001 of a
    pound; it is rounded at display only.
    """

    run = models.ForeignKey(ProjectionRun, on_delete=models.PROTECT, related_name="results")
    convention = models.CharField(max_length=12, choices=Convention)
    initiative = models.SlugField(max_length=60)
    status = models.CharField(max_length=10, choices=PlaceStatus)
    financial_year = FinancialYearField()
    opening_month = models.PositiveSmallIntegerField(default=0)
    basis = models.CharField(max_length=12, choices=Basis)
    units = models.DecimalField(max_digits=12, decimal_places=4)
    amount = models.DecimalField(max_digits=18, decimal_places=4)

    append_only = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "run",
                    "convention",
                    "initiative",
                    "status",
                    "financial_year",
                    "opening_month",
                    "basis",
                ],
                name="avoidance_result_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative} {self.financial_year} {self.basis}: {self.amount}"
