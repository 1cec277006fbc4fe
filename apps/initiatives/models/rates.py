"""The rate card: unit costs by placement type, in versions, drafted by one person and approved by another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.core.fields import FinancialYearField
from apps.core.models import Sourced
from apps.initiatives.vocabulary import PlacementType, RateCardStatus


class RateCard(models.Model):
    """One version. Version 1 is the report's and has no preparer or approver: the council published it."""

    version = models.PositiveSmallIntegerField(unique=True)
    status = models.CharField(max_length=10, choices=RateCardStatus, default=RateCardStatus.DRAFT)
    as_reported = models.BooleanField(default=False, editable=False)
    price_base = FinancialYearField()
    reason = models.TextField(blank=True)
    in_force_from = models.DateField(
        null=True, blank=True, help_text="First day in force. A draft that names none takes the day of its approval."
    )
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    prepared_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-version"]
        permissions = [("approve_ratecard", "Can approve a rate card drafted by another person")]
        constraints = [
            models.CheckConstraint(
                name="rate_card_four_eyes",
                condition=Q(as_reported=True)
                | (Q(prepared_by__isnull=False) & (Q(approved_by__isnull=True) | ~Q(approved_by=F("prepared_by")))),
                violation_error_message="A rate card is approved by somebody other than the person who drafted it.",
            ),
            models.CheckConstraint(
                name="rate_card_approved_by_and_at",
                condition=Q(status=RateCardStatus.APPROVED, as_reported=True)
                | Q(
                    status=RateCardStatus.APPROVED,
                    as_reported=False,
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                )
                | (
                    ~Q(status=RateCardStatus.APPROVED)
                    & Q(as_reported=False, approved_by__isnull=True, approved_at__isnull=True)
                ),
                violation_error_message="An approved rate card names who approved it and when; others name nobody.",
            ),
            models.CheckConstraint(
                name="rate_card_reported_by_nobody",
                condition=Q(as_reported=False) | Q(version=1, prepared_by__isnull=True, approved_by__isnull=True),
                violation_error_message="Only version 1 is the report's own, and it names nobody.",
            ),
            models.CheckConstraint(
                name="rate_card_in_force_from",
                condition=~Q(status=RateCardStatus.APPROVED) | Q(in_force_from__isnull=False),
                violation_error_message="An approved rate card names the day from which it is in force.",
            ),
            models.UniqueConstraint(
                fields=["status"],
                condition=Q(status=RateCardStatus.DRAFT),
                name="rate_card_one_draft",
                violation_error_message="There is already a draft. Approve or withdraw it first.",
            ),
        ]

    def __str__(self) -> str:
        return f"Rate card version {self.version}"


class Rate(Sourced):
    """Average cost of one placement for a full year, pounds."""

    card = models.ForeignKey(RateCard, on_delete=models.PROTECT, related_name="rates")
    placement_type = models.CharField(max_length=20, choices=PlacementType)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    # Empty, against ``Sourced``: a rate that finance changes rests on ``source_reference`` alone.
    source = models.ForeignKey(  # type: ignore[assignment]
        "core.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["card", "placement_type"]
        constraints = [
            models.UniqueConstraint(fields=["card", "placement_type"], name="rate_once_per_card"),
            models.CheckConstraint(
                name="rate_positive",
                condition=Q(amount__gt=0),
                violation_error_message="A unit cost is more than nought.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_placement_type_display()}: {self.amount}"


class QuotedDifference(Sourced):
    """A difference between two unit costs of which the source gives neither (para 4.9's £47k)."""

    card = models.ForeignKey(RateCard, on_delete=models.PROTECT, related_name="quoted_differences")
    dearer = models.CharField(max_length=20, choices=PlacementType)
    cheaper = models.CharField(max_length=20, choices=PlacementType)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["card", "dearer"]
        constraints = [
            models.UniqueConstraint(fields=["card", "dearer", "cheaper"], name="quoted_difference_once"),
            models.CheckConstraint(
                name="quoted_difference_positive",
                condition=Q(amount__gt=0),
                violation_error_message="A quoted difference is more than nought.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_dearer_display()} less {self.get_cheaper_display()}: {self.amount}"
