"""Reads what is to be requested of the council's budget (para 4.15)."""

from dataclasses import dataclass
from decimal import Decimal

from apps.core.memory import remembered
from apps.initiatives.models import FundingLine, Milestone
from apps.initiatives.vocabulary import FundingState


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be requested for an initiative. ``line.amount`` is empty where the source gives none.

    ``milestone``: of the initiative's milestones the latest, by which its decision is due; none where none is given.
    """

    line: FundingLine
    milestone: Milestone | None

    @property
    def per_year(self) -> Decimal | None:
        return self.line.amount if self.line.per_year else None


@remembered
def requests() -> list[Request]:
    """Every request, in the source's order, with its fund and where the source says it."""
    lines = FundingLine.objects.filter(state=FundingState.REQUESTED).select_related("initiative", "fund", "source")
    latest = {m.initiative_id: m for m in Milestone.objects.order_by("latest_date", "pk")}
    ordered = lines.order_by("initiative__order", "financial_year", "pk")
    return [Request(line, latest.get(line.initiative_id)) for line in ordered]


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
