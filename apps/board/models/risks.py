"""The risk register: each risk in versions, each change with its reason."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from apps.board.models.fields import LINK, Recorded, form_key_field, later_says_why, says
from apps.board.vocabulary import IMPACTS, LIKELIHOODS, NOT_SCORED, RiskStatus

FIVE = [MinValueValidator(1), MaxValueValidator(5)]


def score_field(words: dict[int, str]) -> "models.PositiveSmallIntegerField":
    """1 to 5; empty where nobody has scored it."""
    return models.PositiveSmallIntegerField(null=True, blank=True, validators=FIVE, choices=list(words.items()))


class Risk(models.Model):
    slug = models.SlugField(unique=True, max_length=80)
    form_key = form_key_field()

    append_only = True

    class Meta:
        ordering = ["pk"]
        permissions = [("keep_risks", "Can keep the risk register")]

    def __str__(self) -> str:
        return f"Risk: {self.slug}"


class RiskVersion(Recorded):
    """Likelihood and impact from 1 to 5, both or neither."""

    risk = models.ForeignKey(Risk, on_delete=LINK, related_name="versions")
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    description = models.TextField()
    likelihood = score_field(LIKELIHOODS)
    impact = score_field(IMPACTS)
    mitigation = models.TextField(blank=True)
    owner = models.CharField(max_length=120, blank=True, help_text="The role that answers for it.")
    proximity = models.CharField(max_length=160, blank=True, help_text="When it could come about.")
    status = models.CharField(max_length=8, choices=RiskStatus, default=RiskStatus.OPEN)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["risk", "-version"]
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["risk", "version"],
                name="risk_version",
                violation_error_message="Somebody else changed this risk meanwhile.",
            ),
            later_says_why(),
            says("title", "Name the risk.", "risk_title"),
            models.CheckConstraint(
                name="risk_scores",
                condition=Q(likelihood__isnull=True, impact__isnull=True)
                | Q(likelihood__isnull=False, impact__isnull=False, likelihood__range=(1, 5), impact__range=(1, 5)),
                violation_error_message="Score likelihood and impact from 1 to 5, both or neither.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"

    @property
    def score(self) -> int | None:
        """Likelihood × impact, 1 to 25."""
        return self.likelihood * self.impact if self.likelihood and self.impact else None

    @property
    def likelihood_words(self) -> str:
        return f"{self.likelihood}: {LIKELIHOODS[self.likelihood]}" if self.likelihood else NOT_SCORED

    @property
    def impact_words(self) -> str:
        return f"{self.impact}: {IMPACTS[self.impact]}" if self.impact else NOT_SCORED
