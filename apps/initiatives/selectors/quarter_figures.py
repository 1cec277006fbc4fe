"""Reads what was approved by the end of a quarter, what was decided in it, and what waits.

Money is pounds. A claim counts in the quarter in which it, or the first of the claims that it supersedes in turn, was
decided: so a later claim in its place changes an earlier quarter, and is shown there as restated.
"""

from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from apps.core import periods
from apps.core.vocabulary import Basis, BenefitClass, Block
from apps.initiatives.models import BenefitClaim, LedgerEntry, QuarterFigure
from apps.initiatives.vocabulary import EvidenceGrade
from apps.initiatives.workflow.claims import ClaimStatus

CLAIMS, CLAIMS_UNIT = "Claims approved", "claims"
POUNDS = {Basis.RUN_RATE: "£ a year", Basis.IN_YEAR: "£", Basis.ONE_OFF: "£"}
APPROVED_UNITS = {*POUNDS.values(), CLAIMS_UNIT}

APPROVED = """
WITH RECURSIVE root AS (
    SELECT id AS claim_id, id AS root_id FROM initiatives_benefitclaim WHERE supersedes_id IS NULL
    UNION ALL
    SELECT c.id, root.root_id FROM initiatives_benefitclaim c JOIN root ON c.supersedes_id = root.claim_id
)
SELECT e.initiative_id, e.basis, e.financial_year, e.benefit_class, e.block, e.grade, sum(e.amount)
FROM initiatives_ledgerentry e JOIN root ON root.claim_id = e.claim_id
JOIN initiatives_benefitclaim first ON first.id = root.root_id
WHERE first.decided_at < %(ends)s AND e.at <= %(until)s
AND (e.financial_year IS NULL OR e.financial_year <= %(year)s)
GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(e.amount) <> 0
UNION ALL
SELECT e.initiative_id, '', NULL, '', '', '', count(DISTINCT e.claim_id) FROM initiatives_ledgerentry e
WHERE e.entry = 'approval' AND e.at < %(ends)s AND e.at <= %(until)s AND NOT EXISTS (
    SELECT 1 FROM initiatives_ledgerentry r WHERE r.claim_id = e.claim_id AND r.entry = 'reversal'
    AND r.at < %(ends)s AND r.at <= %(until)s
) GROUP BY 1
ORDER BY 1, 2 DESC, 3, 4, 5, 6
"""


@dataclass(frozen=True, slots=True)
class Figure:
    initiative: int
    label: str
    unit: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure when the quarter was closed, and what it is now; nothing where it was or is not there."""

    initiative: int
    label: str
    unit: str
    as_closed: Decimal | None
    now: Decimal | None


def approved_figures(period: periods.Quarter, until: datetime) -> list[Figure]:
    """Approved by the end of the quarter, as known at ``until``: by initiative, class, basis, block and grade, never
    added together; in-year amounts up to the quarter's year; and the number of claims that count. One query."""
    asked: dict[str, datetime | int] = {"ends": end_of(period), "until": until, "year": period.year.start}
    with connection.cursor() as cursor:
        cursor.execute(APPROVED, asked)
        return [
            Figure(initiative, _label(basis, *what), POUNDS[Basis(basis)], amount)
            if basis
            else Figure(initiative, CLAIMS, CLAIMS_UNIT, amount)
            for initiative, basis, *what, amount in cursor.fetchall()
        ]


def changed_figures(closed: list[QuarterFigure], now: list[Figure]) -> list[Changed]:
    """Each figure as closed beside now, in the order of ``now``; what is no longer there comes last."""
    before = {(f.initiative_id, f.label): f for f in closed}
    found = [
        Changed(f.initiative, f.label, f.unit, _value(before.pop((f.initiative, f.label), None)), f.value) for f in now
    ]
    return found + [Changed(f.initiative_id, f.label, f.unit, f.value, None) for f in before.values()]


def figures_of(period: periods.Quarter) -> list[QuarterFigure]:
    """What was stored as the quarter was closed."""
    of = QuarterFigure.objects.filter(quarter__financial_year=period.year.start, quarter__number=period.number)
    return list(of.order_by("initiative", "pk"))


def decided_in(period: periods.Quarter) -> QuerySet[LedgerEntry]:
    """Run-rates and one-off amounts that the quarter's decisions wrote."""
    entries = LedgerEntry.objects.filter(at__gte=start_of(period), at__lt=end_of(period)).exclude(basis=Basis.IN_YEAR)
    found = entries.select_related("claim", "initiative", "decision__by").defer("claim__calculation")
    return found.order_by("at", "pk")


def waiting(period: periods.Quarter) -> QuerySet[BenefitClaim]:
    """Claims that were submitted by the end of the quarter and are not decided yet."""
    states = (ClaimStatus.SUBMITTED, ClaimStatus.RETURNED)
    claims = BenefitClaim.objects.filter(status__in=states, submitted_at__lt=end_of(period))
    return claims.select_related("initiative").defer("calculation").order_by("submitted_at", "pk")


def start_of(period: periods.Quarter) -> datetime:
    return timezone.make_aware(datetime.combine(period.first_day, time.min))


def end_of(period: periods.Quarter) -> datetime:
    """The first moment after the quarter."""
    return start_of(period.next)


def _value(figure: QuarterFigure | None) -> Decimal | None:
    return None if figure is None else figure.value


def _label(basis: str, year: int | None, benefit_class: str, block: str, grade: str) -> str:
    """“Cost avoidance, in-year 2025/26, High Needs, evidence sufficient”."""
    within = f" {periods.FinancialYear(year)}" if year is not None else ""
    return (
        f"{BenefitClass(benefit_class).label}, {Basis(basis).label.lower()}{within}, {Block(block).label}, "
        f"evidence {EvidenceGrade(grade).label.lower()}"
    )
