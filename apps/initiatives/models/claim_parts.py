"""What a claim counts, rests on and costs: rows of a claim, open to change while it is.

Money is pounds; shares are per cents.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.initiatives.models.claims import BenefitClaim
from apps.initiatives.models.evidence import EvidenceItem
from apps.initiatives.models.funding import Fund
from apps.initiatives.models.initiatives import Initiative
from apps.initiatives.models.places import PlaceTranche
from apps.initiatives.models.plans import per_cent_field
from apps.initiatives.vocabulary import CounterfactualPlacement


class ClaimUnit(models.Model):
    """One place or child. ``key`` is ``place:<tranche>:<number>`` or ``child:<key's mark>:<keyed hash>``."""

    claim = models.ForeignKey(BenefitClaim, on_delete=models.PROTECT, related_name="units")
    key = models.CharField(max_length=100)
    tranche = models.ForeignKey(PlaceTranche, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField(null=True, blank=True, help_text="Which place of the tranche.")
    excluded_because = models.CharField(max_length=500, blank=True, help_text="Blank where it is counted.")

    class Meta:
        ordering = ["claim", "tranche", "number", "key"]
        indexes = [models.Index(fields=["key"], condition=Q(excluded_because=""), name="claim_unit_key")]
        constraints = [
            models.UniqueConstraint(fields=["claim", "key"], name="claim_unit_once"),
            models.CheckConstraint(
                name="claim_unit_place_is_named",
                condition=Q(tranche__isnull=False, number__isnull=False, key__startswith="place:")
                | Q(tranche__isnull=True, number__isnull=True, key__startswith="child:"),
                violation_error_message="A place names its tranche and number; a child is a keyed hash alone.",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Cohort(models.Model):
    """A named group of children with a size. Claims draw on it, together never more than its size."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="cohorts")
    name = models.CharField(max_length=120, unique=True)
    size = models.PositiveIntegerField()
    source_reference = models.CharField(max_length=200)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="cohort_not_empty",
                condition=Q(size__gt=0),
                violation_error_message="A cohort has at least one child.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.size})"


class ClaimDraw(models.Model):
    """What a claim logs against its cohort, before exclusions."""

    claim = models.OneToOneField(BenefitClaim, on_delete=models.PROTECT, related_name="draw")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="draws")
    units = models.DecimalField(max_digits=10, decimal_places=3)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="claim_draw_positive",
                condition=Q(units__gt=0),
                violation_error_message="Draw more than nought.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.units} of {self.cohort}"


class ClaimExclusion(models.Model):
    """Units of a cohort's draw that are not counted."""

    claim = models.ForeignKey(BenefitClaim, on_delete=models.PROTECT, related_name="exclusions")
    units = models.DecimalField(max_digits=10, decimal_places=3)
    reason = models.CharField(max_length=500)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="claim_exclusion_has_reason",
                condition=Q(units__gt=0) & ~Q(reason=""),
                violation_error_message="Say how many are left out, and why.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.units}: {self.reason}"


class ClaimMix(models.Model):
    """One placement of the claim's counterfactual mix; ``share`` is a per cent."""

    claim = models.ForeignKey(BenefitClaim, on_delete=models.PROTECT, related_name="mix")
    placement = models.CharField(max_length=20, choices=CounterfactualPlacement)
    share = per_cent_field("Share of the units that would have been there.", 100)

    class Meta:
        ordering = ["claim", "-share"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "placement"], name="claim_mix_once"),
            models.CheckConstraint(
                name="claim_mix_share",
                condition=Q(share__gt=0, share__lte=100),
                violation_error_message="A share of the mix is more than 0 and at most 100 per cent.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_placement_display()}: {self.share}%"


class ClaimShare(models.Model):
    """An initiative's share of the effect. Together never above 100%: a trigger sees to it as the change commits."""

    claim = models.ForeignKey(BenefitClaim, on_delete=models.PROTECT, related_name="shares")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="claim_shares")
    share = per_cent_field("Share of the effect.", 100)

    class Meta:
        ordering = ["claim", "-share", "initiative"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "initiative"], name="claim_share_once"),
            models.CheckConstraint(
                name="claim_share_positive",
                condition=Q(share__gt=0, share__lte=100),
                violation_error_message="A share is more than 0 and at most 100 per cent.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative}: {self.share}%"


class ClaimCost(models.Model):
    """What it costs to deliver, £ a year (or once, for a one-off), from a named fund."""

    claim = models.ForeignKey(BenefitClaim, on_delete=models.PROTECT, related_name="costs")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["claim", "fund"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "fund"], name="claim_cost_once"),
            models.CheckConstraint(
                name="claim_cost_positive",
                condition=Q(amount__gt=0),
                violation_error_message="A delivery cost is more than nought.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} from {self.fund}"


class ClaimEvidence(models.Model):
    claim = models.ForeignKey(BenefitClaim, on_delete=models.PROTECT, related_name="claim_evidence")
    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "item"], name="claim_evidence_once")]

    def __str__(self) -> str:
        return f"{self.claim}: {self.item}"
