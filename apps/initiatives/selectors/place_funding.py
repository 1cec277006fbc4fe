"""Reads what an empty place costs, and where the rate comes from."""

from dataclasses import dataclass
from decimal import Decimal

from apps.core.memory import remembered
from apps.core.periods import FinancialYear
from apps.initiatives.models import PlaceFunding


@dataclass(frozen=True, slots=True)
class EmptyPlace:
    """£ for a full year of a place that nobody fills."""

    amount: Decimal
    financial_year: FinancialYear
    title: str
    reference: str

    @property
    def source(self) -> str:
        return f"{self.title}: {self.reference}"


@remembered
def empty_place() -> EmptyPlace | None:
    """By the newest guidance; nothing where none is loaded."""
    row = PlaceFunding.objects.select_related("source").order_by("-financial_year").first()
    if row is None:
        return None
    return EmptyPlace(row.empty_amount, row.financial_year, row.source.title, row.source_reference)
