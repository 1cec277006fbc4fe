"""Quarters: what was due, and what stood when a quarter was closed. A later change is a restatement with a reason."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.fields import FinancialYearField
from apps.initiatives.models.initiatives import Initiative, InitiativeOverlap
from apps.initiatives.vocabulary import OverlapOutcome, QuarterState


class Quarter(models.Model):
    """``number`` 1 is April to June. Closed for good."""

    financial_year = FinancialYearField()
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=6, choices=QuarterState, default=QuarterState.OPEN)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-financial_year", "-number"]
        permissions = [("close_quarter", "Can close a quarter")]
        constraints = [
            models.UniqueConstraint(fields=["financial_year", "number"], name="quarter_once"),
            models.CheckConstraint(
                name="quarter_number",
                condition=Q(number__range=(1, 4)),
                violation_error_message="A quarter is 1, 2, 3 or 4.",
            ),
            models.CheckConstraint(
                name="quarter_closed_by_and_at",
                condition=Q(state=QuarterState.CLOSED, closed_by__isnull=False, closed_at__isnull=False)
                | Q(state=QuarterState.OPEN, closed_by__isnull=True, closed_at__isnull=True),
                violation_error_message="A closed quarter names who closed it and when; an open one names nobody.",
            ),
        ]

    def __str__(self) -> str:
        return f"Quarter {self.number} of {self.financial_year}"


class QuarterFigure(models.Model):
    """A figure as it stood when the quarter was closed. Money is pounds."""

    quarter = models.ForeignKey(Quarter, on_delete=models.PROTECT, related_name="figures")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=160)
    unit = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=16, decimal_places=3)

    append_only = True
    sealed = True

    class Meta:
        ordering = ["quarter", "initiative", "label"]
        constraints = [models.UniqueConstraint(fields=["quarter", "initiative", "label"], name="quarter_figure_once")]

    def __str__(self) -> str:
        return f"{self.quarter}: {self.label}"


class OverlapSettlement(models.Model):
    """Who settled an overlap, and how. The newest of an overlap stands."""

    overlap = models.ForeignKey(InitiativeOverlap, on_delete=models.PROTECT, related_name="settlements")
    outcome = models.CharField(max_length=10, choices=OverlapOutcome)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    append_only = True
    sealed = True

    class Meta:
        ordering = ["overlap", "-at"]
        permissions = [("settle_overlap", "Can settle how two initiatives share their effect")]
        constraints = [
            models.CheckConstraint(
                name="overlap_settlement_says_why",
                condition=~Q(reason=""),
                violation_error_message="Say how it was settled.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.overlap}: {self.get_outcome_display()}"
