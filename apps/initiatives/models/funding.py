"""Who pays for an initiative, and whether it falls on the High Needs Block."""

from django.db import models

from apps.core.fields import FinancialYearField
from apps.core.models import Sourced
from apps.initiatives.models.initiatives import Initiative
from apps.initiatives.vocabulary import FundingState, FundKind


class Fund(Sourced):
    """A named pot of money. Amounts are pounds."""

    slug = models.SlugField(unique=True, max_length=60)
    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=24, choices=FundKind)
    total = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    total_as_printed = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class FundingLine(Sourced):
    """Money from a fund to an initiative. ``amount`` is pounds; a year or an amount may not be stated."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="funding_lines")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="lines")
    financial_year = FinancialYearField(null=True, blank=True)
    last_year = FinancialYearField(null=True, blank=True, help_text="Where the amount covers several years together.")
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    amount_as_printed = models.CharField(
        max_length=60, blank=True, help_text="As printed, such as “just under £600,000”, which is no exact amount."
    )
    per_year = models.BooleanField(default=False, help_text="The amount is for each year.")
    state = models.CharField(max_length=12, choices=FundingState)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["initiative", "financial_year", "fund"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "fund", "financial_year", "state"],
                name="funding_line_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="funding_amount_not_negative",
                condition=models.Q(amount__isnull=True) | models.Q(amount__gte=0),
                violation_error_message="An amount of funding is nought or more.",
            ),
            models.CheckConstraint(
                name="funding_years_in_order",
                condition=models.Q(last_year__isnull=True)
                | models.Q(financial_year__isnull=False, last_year__gte=models.F("financial_year")),
                violation_error_message="The last year is before the first. Give the first where there is a last.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fund} to {self.initiative}"
