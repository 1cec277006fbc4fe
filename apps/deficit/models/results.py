"""What a run worked out, in £ unless said otherwise, exact to the penny. Append-only; ``Measure`` names each basis."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.fields import FinancialYearField
from apps.deficit.models.runs import ProjectionRun


def _amount() -> models.DecimalField:
    return models.DecimalField(max_digits=18, decimal_places=4)


class ProjectionPoint(models.Model):
    """One year of one series: the central value and percentiles of the draws. ``scenario`` is empty where the series is
    the same in each. Money in £, plans as counts."""

    run = models.ForeignKey(ProjectionRun, on_delete=models.PROTECT, related_name="points")
    scenario = models.CharField(max_length=24, blank=True)
    measure = models.CharField(max_length=20)
    subject = models.CharField(max_length=80, blank=True)
    financial_year = FinancialYearField()
    central = _amount()
    p5 = _amount()
    p10 = _amount()
    p25 = _amount()
    p50 = _amount()
    p75 = _amount()
    p90 = _amount()
    p95 = _amount()

    append_only = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "scenario", "measure", "subject", "financial_year"], name="projection_point_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scenario} {self.measure} {self.subject} {self.financial_year}: {self.central}"


class SensitivityResult(models.Model):
    """The deficit of a scenario at the end of the effect year with one assumption at its low and at its high, the rest
    central."""

    run = models.ForeignKey(ProjectionRun, on_delete=models.PROTECT, related_name="sensitivities")
    scenario = models.CharField(max_length=24)
    assumption = models.CharField(max_length=60)
    at_low = _amount()
    central = _amount()
    at_high = _amount()

    append_only = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "scenario", "assumption"], name="sensitivity_result_once")
        ]

    def __str__(self) -> str:
        return f"{self.scenario} {self.assumption}"


class SwitchingResult(models.Model):
    """Where an initiative stops paying: a share. Nothing where no share from 0 to 1 does it."""

    run = models.ForeignKey(ProjectionRun, on_delete=models.PROTECT, related_name="switching")
    initiative = models.CharField(max_length=60)
    assumption = models.CharField(max_length=60)
    central = models.DecimalField(max_digits=16, decimal_places=6)
    value = models.DecimalField(max_digits=16, decimal_places=6, null=True)

    append_only = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "initiative", "assumption"], name="switching_result_once")
        ]

    def __str__(self) -> str:
        return f"{self.initiative} {self.assumption}: {self.value}"


class CalibrationResult(models.Model):
    """In-year gap: what caseload and cost alone would say, and what finance published."""

    run = models.ForeignKey(ProjectionRun, on_delete=models.PROTECT, related_name="calibration")
    financial_year = FinancialYearField()
    modelled = _amount()
    published = _amount()

    append_only = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "financial_year"], name="calibration_result_once")]

    def __str__(self) -> str:
        return f"{self.financial_year}: {self.modelled} against {self.published}"


class RunPublication(models.Model):
    """Finance shows a finished run: the newest publication is what the trajectory's pages show."""

    run = models.ForeignKey(ProjectionRun, on_delete=models.PROTECT, related_name="publications")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()

    append_only = True

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="run_publication_has_reason",
                condition=~Q(reason=""),
                violation_error_message="Say why this run is published.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.run} published"
