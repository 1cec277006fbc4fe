"""DSG positions: the accumulated deficit, line by line, at a reporting point of a financial year.

Deficits are positive. A published position and its lines never change (a trigger refuses it); a correction is a new
version. The council's own published papers load as published, with no preparer: the paper itself is the authority.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.core.fields import FinancialYearField
from apps.core.models import Sourced
from apps.core.vocabulary import Block
from apps.deficit.vocabulary import LineKind, PositionStatus, ReportingPoint


class Position(Sourced):
    """Amounts in pounds. ``closing`` is as stated; whether opening plus lines reach it is shown, never forced."""

    financial_year = FinancialYearField()
    reporting_point = models.CharField(max_length=8, choices=ReportingPoint)
    version = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=10, choices=PositionStatus, default=PositionStatus.DRAFT)
    as_reported = models.BooleanField(default=False, editable=False)
    opening = models.DecimalField(max_digits=14, decimal_places=2)
    opening_label = models.CharField(max_length=160)
    closing = models.DecimalField(max_digits=14, decimal_places=2)
    closing_label = models.CharField(max_length=160)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_date = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["financial_year", "reporting_point", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["financial_year", "reporting_point", "version"], name="position_version"),
            models.CheckConstraint(
                name="position_four_eyes",
                condition=Q(as_reported=True)
                | Q(approved_by__isnull=True)
                | (Q(prepared_by__isnull=False) & ~Q(approved_by=F("prepared_by"))),
                violation_error_message="A position is approved by somebody other than the person who prepared it.",
            ),
            models.CheckConstraint(
                name="position_reported_by_nobody",
                condition=Q(as_reported=False) | Q(version=1, prepared_by__isnull=True, approved_by__isnull=True),
                violation_error_message="Only a first version is the report's own, and it names nobody.",
            ),
            models.CheckConstraint(
                name="position_published_dated",
                condition=Q(status=PositionStatus.PUBLISHED, published_date__isnull=False)
                | (~Q(status=PositionStatus.PUBLISHED) & Q(published_date__isnull=True)),
                violation_error_message="A published position says when it was published; others do not.",
            ),
            models.CheckConstraint(
                name="position_approved_by_somebody",
                condition=Q(status=PositionStatus.DRAFT) | Q(as_reported=True) | Q(approved_by__isnull=False),
                violation_error_message="An approved or published position names who approved it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.financial_year} {self.get_reporting_point_display()}, version {self.version}"


class PositionLine(models.Model):
    """A line between opening and closing, in the source's order and wording; what adds to the deficit is positive."""

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="lines")
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=160)
    short_label = models.CharField(max_length=60, help_text="For the chart.")
    block = models.CharField(max_length=16, choices=Block)
    kind = models.CharField(max_length=12, choices=LineKind)
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["position", "order"]
        constraints = [models.UniqueConstraint(fields=["position", "order"], name="position_line_order")]

    def __str__(self) -> str:
        return self.label
