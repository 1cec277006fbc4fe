"""Saved what-ifs, and what finance says of which benefits its forecast holds already. Rows are added, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.deficit.vocabulary import BaseScenario, BenefitKind


class Scenario(models.Model):
    """A what-if's address; what it changes stands in its revisions."""

    slug = models.SlugField(unique=True, max_length=60)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    start_key = models.UUIDField(unique=True, help_text="Of the form that made it: a form sent twice makes one.")

    append_only = True

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug


class ScenarioRevision(models.Model):
    """``changes``: {assumption key: {"low", "central", "high"}} as text; ``toggles``: see ``inputs.whatif``."""

    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="revisions")
    version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    based_on = models.CharField(max_length=24, choices=BaseScenario)
    changes = models.JSONField(default=dict, blank=True)
    toggles = models.JSONField(default=dict, blank=True)
    archived = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["scenario", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["scenario", "version"], name="scenario_revision_version"),
            models.CheckConstraint(
                name="scenario_revision_has_reason",
                condition=Q(version=1) | ~Q(reason=""),
                violation_error_message="A later revision says why it changes.",
            ),
            models.CheckConstraint(
                name="scenario_revision_named",
                condition=~Q(name=""),
                violation_error_message="Name the scenario.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


class BenefitTreatment(models.Model):
    """Finance says whether its forecast reflects benefits already; the newest row of an initiative and kind counts."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=BenefitKind)
    in_forecast = models.BooleanField()
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="benefit_treatment_has_reason",
                condition=~Q(reason=""),
                violation_error_message="Say why the forecast does or does not reflect it.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative}, {self.get_kind_display()}: {'in' if self.in_forecast else 'beside'} the forecast"
