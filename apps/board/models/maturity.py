"""The self-assessment of para 5.4: areas as the council enters them from the DfE's tool, each assessed in versions."""

from django.db import models
from django.db.models import Q

from apps.board.models.fields import LINK, form_key_field, later_says_why, link_field, person_field, says
from apps.board.vocabulary import MATURITY_LEVELS


class MaturityArea(models.Model):
    slug = models.SlugField(unique=True, max_length=80)

    append_only = True

    class Meta:
        ordering = ["pk"]
        permissions = [("assess_maturity", "Can keep the maturity self-assessment")]

    def __str__(self) -> str:
        return self.slug


class MaturityAreaVersion(models.Model):
    """What an area is called and means. ``in_use`` false: it is no longer assessed."""

    area = models.ForeignKey(MaturityArea, on_delete=LINK, related_name="versions")
    version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=160)
    description = models.TextField(blank=True)
    in_use = models.BooleanField(default=True)
    reason = models.TextField(blank=True)
    by = person_field()
    at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["area", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "version"],
                name="maturity_area_version",
                violation_error_message="Somebody else changed this area meanwhile.",
            ),
            later_says_why(),
            says("name", "Name the area.", "maturity_area_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


class MaturityAssessment(models.Model):
    """One version of an area's assessment: level 1 to 4, with the evidence for it. ``role`` is in whose name."""

    area = models.ForeignKey(MaturityArea, on_delete=LINK, related_name="assessments")
    version = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField(choices=list(MATURITY_LEVELS.items()))
    evidence = models.TextField()
    address = models.URLField(blank=True, max_length=500)
    evidence_item = link_field("initiatives.EvidenceItem")
    role = models.CharField(max_length=120)
    reason = models.TextField(blank=True)
    by = person_field()
    at = models.DateTimeField()
    form_key = form_key_field()

    append_only = True

    class Meta:
        ordering = ["area", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "version"],
                name="maturity_assessment_version",
                violation_error_message="Somebody else assessed this area meanwhile.",
            ),
            later_says_why(),
            models.CheckConstraint(
                name="maturity_level",
                condition=Q(level__range=(1, 4)),
                violation_error_message="A level is 1, 2, 3 or 4.",
            ),
            says("evidence", "Say what evidence there is for the level.", "maturity_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.area}: level {self.level}, version {self.version}"
