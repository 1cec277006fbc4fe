"""A benefit claim and what it says. Open to change while a draft or returned; fixed from its submission on.

Money is pounds; shares are per cents. Statuses and who may move them: ``apps.initiatives.workflow.claims``.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.core.vocabulary import BenefitClass, Block
from apps.initiatives.models.evidence import EvidenceItem
from apps.initiatives.models.initiatives import Initiative
from apps.initiatives.models.outcomes import OutcomeMeasure
from apps.initiatives.models.plans import MeasurementPlan, per_cent_field
from apps.initiatives.models.rates import QuotedDifference, RateCard
from apps.initiatives.vocabulary import EvidenceGrade, PlacementType, Recurrence, UnitKind
from apps.initiatives.workflow.claims import EDITABLE, ClaimStatus

HASH = "^[0-9a-f]{64}$"
SHORTEST_YEAR = timedelta(days=365)  # between two firsts of a month, eleven months are 337 at most
DECIDED = (ClaimStatus.APPROVED, ClaimStatus.REJECTED, ClaimStatus.SUPERSEDED)


class BenefitClaim(models.Model):
    """``version`` moves with every save, so that nobody decides or overwrites what they have not read."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="claims")
    plan = models.ForeignKey(MeasurementPlan, on_delete=models.PROTECT, related_name="claims")
    status = models.CharField(max_length=10, choices=ClaimStatus, default=ClaimStatus.DRAFT)
    version = models.PositiveIntegerField(default=1)

    title = models.CharField(max_length=160, blank=True, help_text="What is claimed, in a few words.")
    kind = models.CharField(max_length=8, choices=UnitKind, blank=True)
    benefit_class = models.CharField(max_length=12, choices=BenefitClass, default=BenefitClass.AVOIDANCE)
    block = models.CharField(max_length=16, choices=Block, default=Block.HIGH_NEEDS)
    recurrence = models.CharField(max_length=9, choices=Recurrence, blank=True)
    start_date = models.DateField(null=True, blank=True, help_text="From this day the benefit counts.")
    end_date = models.DateField(null=True, blank=True, help_text="The first day on which it no longer counts.")
    came_from = models.DateField(null=True, blank=True, help_text="First day of the period in which the children came.")
    came_to = models.DateField(null=True, blank=True, help_text="The first day after that period.")
    no_exclusions = models.BooleanField(default=False, help_text="The maker says that nothing is left out.")

    actual = models.CharField(max_length=20, choices=PlacementType, blank=True)
    deadweight = per_cent_field("Share that would have happened anyway.")
    occupancy = per_cent_field("Share of the places that are filled.")
    differs_because = models.TextField(blank=True, help_text="Why it differs from the agreed plan.")
    both_because = models.TextField(
        blank=True, help_text="Which effect the deadweight covers that the counterfactual mix does not hold."
    )
    rate_card = models.ForeignKey(RateCard, on_delete=models.PROTECT, null=True, blank=True, related_name="claims")
    quoted_difference = models.ForeignKey(
        QuotedDifference, on_delete=models.PROTECT, null=True, blank=True, related_name="claims"
    )
    no_cost_because = models.TextField(blank=True, help_text="Why it has no delivery cost.")
    measure = models.ForeignKey(OutcomeMeasure, on_delete=models.PROTECT, null=True, blank=True, related_name="claims")
    evidence = models.ManyToManyField(EvidenceItem, through="ClaimEvidence", related_name="claims")
    grade = models.CharField(max_length=12, choices=EvidenceGrade, blank=True)
    grade_because = models.TextField(blank=True)
    declared = models.BooleanField(default=False)

    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    claimed = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, help_text="Net, assured: £ a year, or £ once."
    )
    claimed_as_reported = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    calculation = models.JSONField(default=dict, blank=True, help_text="Inputs and lines as they were submitted.")
    input_hash = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the inputs.")
    displaced = models.CharField(max_length=20, blank=True, help_text="The placement that is avoided, by family.")
    difference = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, help_text="Value of one displaced placement, £ a year."
    )
    start_key = models.UUIDField(unique=True, help_text="Of the form that started it: a form sent twice makes one.")
    start_hash = models.CharField(max_length=64, blank=True)

    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    approved = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    restatement_reason = models.TextField(blank=True, help_text="Why a closed quarter's figure changes.")

    class Meta:
        ordering = ["-pk"]
        permissions = [
            ("decide_benefitclaim", "Can decide claims made by others"),
            ("note_benefitclaim", "Can record that the Board noted a claim"),
            ("export_publiccopy", "Can make the copy for outside the service"),
        ]
        indexes = [
            models.Index(fields=["status", "submitted_at"], name="claim_queue"),
            models.Index(fields=["initiative", "status"], name="claim_of_initiative"),
            models.Index(fields=["displaced", "difference"], name="claim_difference"),
            models.Index(fields=["approved"], condition=Q(status=ClaimStatus.APPROVED), name="claim_approved"),
        ]
        constraints = [
            models.CheckConstraint(
                name="claim_four_eyes",
                condition=Q(decided_by__isnull=True)
                | (~Q(decided_by=F("made_by")) & ~Q(decided_by=F("edited_by")) & ~Q(decided_by=F("submitted_by"))),
                violation_error_message="A claim is decided by somebody who neither made nor edited it.",
            ),
            models.CheckConstraint(
                name="claim_decided_by_and_at",
                condition=Q(status__in=DECIDED, decided_by__isnull=False, decided_at__isnull=False)
                | (~Q(status__in=DECIDED) & Q(decided_by__isnull=True, decided_at__isnull=True)),
                violation_error_message="A decided claim names who decided it and when; others name nobody.",
            ),
            models.CheckConstraint(
                name="claim_submitted_by_and_at",
                condition=Q(status__in=(ClaimStatus.DRAFT, ClaimStatus.RETURNED, ClaimStatus.WITHDRAWN))
                | Q(
                    submitted_by__isnull=False, submitted_at__isnull=False, claimed__isnull=False,
                    claimed_as_reported__isnull=False, input_hash__regex=HASH, declared=True,
                ),
                violation_error_message="A submitted claim is declared, and names who submitted it, when and how much.",
            ),
            models.CheckConstraint(
                name="claim_approved_amount",
                condition=Q(status__in=(ClaimStatus.APPROVED, ClaimStatus.SUPERSEDED), approved__isnull=False,
                            approved__lte=F("claimed"))
                | (~Q(status__in=(ClaimStatus.APPROVED, ClaimStatus.SUPERSEDED)) & Q(approved__isnull=True)),
                violation_error_message="An approved claim has an amount, no more than was claimed; others have none.",
            ),
            models.CheckConstraint(
                name="claim_dates_in_order",
                condition=Q(start_date__isnull=True)
                | Q(end_date__isnull=True)
                | Q(end_date__gt=F("start_date")),
                violation_error_message="The benefit ends after it starts.",
            ),
            models.CheckConstraint(
                name="claim_recurring_a_year",
                condition=~Q(recurrence=Recurrence.RECURRING)
                | Q(start_date__isnull=True)
                | Q(end_date__isnull=True)
                | Q(end_date__gte=F("start_date") + SHORTEST_YEAR),
                violation_error_message=(
                    "A recurring benefit lasts a year or longer: a shorter one is one-off, worth the months it lasts."
                ),
            ),
            models.CheckConstraint(
                name="claim_above_nought",
                condition=Q(status__in=(ClaimStatus.DRAFT, ClaimStatus.RETURNED, ClaimStatus.WITHDRAWN))
                | Q(claimed__gt=0),
                violation_error_message="A claim worth nought or less asks for nothing, so it is not submitted.",
            ),
            models.CheckConstraint(
                name="claim_came_in_order",
                condition=Q(came_from__isnull=True, came_to__isnull=True)
                | Q(came_from__isnull=False, came_to__isnull=False, came_to__gt=F("came_from")),
                violation_error_message="Give both ends of the period in which the children came, in order.",
            ),
            models.CheckConstraint(
                name="claim_per_cents",
                condition=(Q(occupancy__isnull=True) | Q(occupancy__range=(0, 100)))
                & (Q(deadweight__isnull=True) | Q(deadweight__range=(0, 100))),
                violation_error_message="Occupancy and deadweight run from 0 to 100 per cent.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        return f"C-{self.pk:04d}" if self.pk else "C-new"

    @property
    def is_open_to_change(self) -> bool:
        return self.status in EDITABLE
