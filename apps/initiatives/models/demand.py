"""How many specialist places a year will need, by phase: a low, a central and a high value, with their source."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.core.fields import FinancialYearField
from apps.initiatives.vocabulary import DemandState, PrimaryNeed, SchemePhase


class PlaceDemand(models.Model):
    """Places needed in a financial year. Append-only, by version; illustrative until finance agrees a version."""

    phase = models.CharField(max_length=12, choices=SchemePhase)
    need = models.CharField("primary need", max_length=12, choices=PrimaryNeed, blank=True)
    financial_year = FinancialYearField()
    version = models.PositiveSmallIntegerField()
    low = models.PositiveIntegerField()
    central = models.PositiveIntegerField()
    high = models.PositiveIntegerField()
    source_reference = models.CharField("source", max_length=200)
    state = models.CharField(max_length=12, choices=DemandState, default=DemandState.ILLUSTRATIVE)
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["financial_year", "phase", "need", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["phase", "need", "financial_year", "version"], name="demand_version_once"),
            models.CheckConstraint(
                name="demand_in_order",
                condition=Q(low__lte=F("central"), central__lte=F("high")),
                violation_error_message="Low is at most central, and central at most high.",
            ),
            models.CheckConstraint(
                name="demand_has_source",
                condition=~Q(source_reference=""),
                violation_error_message="Say where the numbers come from.",
            ),
            models.CheckConstraint(
                name="demand_change_has_reason",
                condition=Q(version=1) | ~Q(reason=""),
                violation_error_message="Say why the demand is changed.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_phase_display()} {self.financial_year}: {self.central}"
