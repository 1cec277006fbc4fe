"""Reads who pays, and adds up stated money. Amounts of another kind stand in another total and are never added."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, TextChoices

from apps.core.memory import remembered
from apps.initiatives.models import FundingLine, Initiative
from apps.initiatives.vocabulary import FundingState, FundKind


class Payer(TextChoices):
    HIGH_NEEDS = "high_needs", "High Needs Block"
    ELSEWHERE = "elsewhere", "Not the High Needs Block"
    NOT_STATED = "not_stated", "Not stated"


@dataclass(frozen=True, order=True, slots=True)
class MoneyKind:
    """What makes stated amounts comparable: how firm they are, capital or revenue, in all or for each year."""

    state: FundingState
    capital: bool
    per_year: bool

    @property
    def label(self) -> str:
        period = ", for each year" if self.per_year else ""
        return f"{self.state.label}, {'capital' if self.capital else 'revenue'}{period}"


def payer(subject: Initiative) -> Payer:
    """Who pays, of an initiative whose funding lines and funds are prefetched."""
    kinds = {line.fund.kind for line in subject.funding_lines.all()}
    if not kinds:
        return Payer.NOT_STATED
    return Payer.HIGH_NEEDS if FundKind.HIGH_NEEDS_BLOCK in kinds else Payer.ELSEWHERE


def paid_by(choice: str) -> Q:
    """The initiatives that a payer pays for."""
    lines = FundingLine.objects.filter(initiative=OuterRef("pk"))
    high_needs = Q(Exists(lines.filter(fund__kind=FundKind.HIGH_NEEDS_BLOCK)))
    return {
        Payer.HIGH_NEEDS: high_needs,
        Payer.ELSEWHERE: Q(Exists(lines)) & ~high_needs,
        Payer.NOT_STATED: ~Q(Exists(lines)),
    }[Payer(choice)]


def money_kind(line: FundingLine) -> MoneyKind:
    return MoneyKind(FundingState(line.state), line.fund.kind == FundKind.CAPITAL, line.per_year)


def lines_of(subjects: Iterable[Initiative]) -> list[FundingLine]:
    return [line for subject in subjects for line in subject.funding_lines.all()]


@remembered
def capital_stated(initiative: str) -> FundingLine | None:
    """An initiative's line of capital with an amount; the first where there are several."""
    lines = FundingLine.objects.filter(initiative__slug=initiative, fund__kind=FundKind.CAPITAL, amount__isnull=False)
    return lines.select_related("source", "fund").order_by("pk").first()


def money_stated(lines: Iterable[FundingLine]) -> dict[MoneyKind, Decimal]:
    """Exact amounts (£) of each kind; what is stated in words only, or not at all, is in none of them."""
    totals: dict[MoneyKind, Decimal] = {}
    for line in lines:
        if line.amount is not None:
            kind = money_kind(line)
            totals[kind] = totals.get(kind, Decimal(0)) + line.amount
    return totals
