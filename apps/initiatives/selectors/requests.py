"""Reads what is to be requested of the council's budget (para 4.15)."""

from decimal import Decimal

from apps.core.memory import remembered
from apps.initiatives.models import FundingLine
from apps.initiatives.vocabulary import FundingState


@remembered
def requested_per_year(initiative: str) -> Decimal | None:
    """£ a year asked for an initiative, where the source states it."""
    return (
        FundingLine.objects.filter(
            initiative__slug=initiative, state=FundingState.REQUESTED, per_year=True, amount__isnull=False
        )
        .values_list("amount", flat=True)
        .first()
    )
