"""Benefits as the report states them: kept beside what the product works out, never mixed with it."""

from django.db import models

from apps.core.fields import FinancialYearField
from apps.core.models import Sourced
from apps.core.vocabulary import Basis, BenefitClass, Block
from apps.initiatives.models.initiatives import Initiative
from apps.initiatives.vocabulary import PlacementType, Standing


class ReportedBenefit(Sourced):
    """An amount (pounds) that the source states, with the basis on which it is right.

    Where ``units`` and the two placement types are given, units × (dearer − cheaper) works the amount out again from
    the rate card.
    """

    slug = models.SlugField(unique=True, max_length=60)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="reported_benefits")
    label = models.CharField(max_length=160)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    as_printed = models.CharField(max_length=60)
    basis = models.CharField(max_length=12, choices=Basis)
    benefit_class = models.CharField(max_length=12, choices=BenefitClass)
    block = models.CharField(max_length=16, choices=Block)
    standing = models.CharField(max_length=12, choices=Standing)
    financial_year = FinancialYearField(
        null=True,
        blank=True,
        help_text="Year in which the amount was first in place; blank where none follows.",
    )
    dearer = models.CharField(max_length=20, choices=PlacementType, blank=True)
    cheaper = models.CharField(max_length=20, choices=PlacementType, blank=True)
    units = models.DecimalField(max_digits=10, decimal_places=3, null=True, blank=True)
    units_label = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["initiative", "slug"]

    def __str__(self) -> str:
        return f"{self.initiative}: {self.as_printed}"
