"""The register of schemes: places by setting, beneath the tranches that Table 2 counts.

A scheme's content is kept in versions. The numbers of its tranche's places that it holds are a row of their own, so
that the database keeps each place to one scheme.
"""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from apps.initiatives.models.initiatives import Initiative
from apps.initiatives.models.places import PlaceTranche
from apps.initiatives.vocabulary import FundKind, PrimaryNeed, ProvisionType, SchemePhase, SchemeStatus


class PlaceScheme(models.Model):
    """One project of a programme at one setting, such as a resourced provision."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="schemes")
    name = models.CharField(max_length=120)
    setting = models.CharField("school or site", max_length=120)
    start_key = models.UUIDField(
        unique=True, editable=False, help_text="Of the form that made it: sent twice, one scheme."
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "initiative", Lower("setting"), Lower("name"), name="scheme_once",
                violation_error_message="That setting has a scheme of this name already. Change that one.",
            ),
            models.CheckConstraint(
                name="scheme_is_named",
                condition=~Q(name="") & ~Q(setting=""),
                violation_error_message="A scheme has a name and a school or site.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name}, {self.setting}"


class SchemeVersion(models.Model):
    """What a scheme is, as one person recorded it. Append-only. Capital is £; dates are days."""

    scheme = models.ForeignKey(PlaceScheme, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField()
    provision = models.CharField("type of provision", max_length=24, choices=ProvisionType)
    phase = models.CharField(max_length=12, choices=SchemePhase)
    need = models.CharField("primary need", max_length=12, choices=PrimaryNeed)
    places = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    status = models.CharField(max_length=12, choices=SchemeStatus)
    commissioned_date = models.DateField(
        "commissioned to open on", null=True, blank=True, help_text="The opening date that was commissioned."
    )
    opening_date = models.DateField("opens on", help_text="Expected, or actual once open.")
    closing_date = models.DateField("closes on", null=True, blank=True)
    capital_cost = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    capital_source = models.CharField(max_length=24, choices=FundKind, blank=True)
    commissioning_round = models.CharField(max_length=120, blank=True)
    source_reference = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        ordering = ["scheme", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "version"], name="scheme_version_once"),
            models.CheckConstraint(
                name="scheme_has_places",
                condition=Q(places__gte=1),
                violation_error_message="A scheme has at least one place.",
            ),
            models.CheckConstraint(
                name="scheme_closes_after_opening",
                condition=Q(closing_date__isnull=True) | Q(closing_date__gt=models.F("opening_date")),
                violation_error_message="A scheme closes after the day on which it opens.",
            ),
            models.CheckConstraint(
                name="scheme_closed_says_when",
                condition=~Q(status=SchemeStatus.CLOSED) | Q(closing_date__isnull=False),
                violation_error_message="A closed scheme says when it closed.",
            ),
            models.CheckConstraint(
                name="scheme_capital_with_source",
                condition=Q(capital_cost__isnull=True, capital_source="")
                | Q(capital_cost__isnull=False, capital_cost__gte=0) & ~Q(capital_source=""),
                violation_error_message="Give the capital cost (£0 or more) and who pays it, or neither.",
            ),
            models.CheckConstraint(
                name="scheme_change_has_reason",
                condition=Q(version=1) | ~Q(reason=""),
                violation_error_message="Say why the scheme is changed.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} (version {self.version})"


class SchemePlaces(models.Model):
    """The numbers of a tranche's places that a scheme holds now; a claim counts places by the same numbers."""

    scheme = models.OneToOneField(PlaceScheme, on_delete=models.PROTECT, related_name="held")
    tranche = models.ForeignKey(PlaceTranche, on_delete=models.PROTECT, related_name="scheme_places")
    numbers = IntegerRangeField(help_text="From the first number up to, and without, the end.")

    class Meta:
        verbose_name_plural = "scheme places"
        ordering = ["tranche", "numbers"]
        constraints = [
            ExclusionConstraint(
                name="place_in_one_scheme",
                expressions=[("tranche", RangeOperators.EQUAL), ("numbers", RangeOperators.OVERLAPS)],
                violation_error_message="Another scheme holds some of these places. Each place belongs to one scheme.",
            ),
            models.CheckConstraint(
                name="scheme_places_numbered",
                condition=Q(numbers__isempty=False, numbers__startswith__gte=1, numbers__endswith__isnull=False),
                violation_error_message="A scheme’s places have numbers from 1 on, and an end.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.numbers.lower} to {self.numbers.upper - 1} of {self.tranche}"
