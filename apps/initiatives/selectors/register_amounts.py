"""What is claimed and approved of every initiative (£ a year, or once), for the register. Two queries in all."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import connection
from django.db.models import Sum

from apps.core.memory import remembered
from apps.core.vocabulary import Basis, BenefitClass, Block
from apps.initiatives.models import LedgerEntry
from apps.initiatives.selectors.claim_inputs import BLOCK_OF_FUND
from apps.initiatives.selectors.claim_totals import ASKED, Kind
from apps.initiatives.vocabulary import Recurrence

# What submitted and approved claims ask for, by share, as the ledger would enter it: a delivery cost that another
# block bears stands on that block.
CLAIMED = """
WITH asked AS (
    SELECT c.id, c.recurrence, c.benefit_class, c.block, c.claimed, s.initiative_id,
        s.share / sum(s.share) OVER (PARTITION BY c.id) AS part
    FROM initiatives_benefitclaim c JOIN initiatives_claimshare s ON s.claim_id = c.id
    WHERE c.status = ANY(%(asked)s)
), bears (kind, block) AS (SELECT * FROM unnest(%(kinds)s::text[], %(blocks)s::text[]))
SELECT initiative_id, recurrence, benefit_class, block, sum(claimed * part) FROM asked GROUP BY 1, 2, 3, 4
UNION ALL
SELECT a.initiative_id, a.recurrence, a.benefit_class, bears.block, -sum(k.amount * a.part)
FROM asked a JOIN initiatives_claimcost k ON k.claim_id = a.id JOIN initiatives_fund f ON f.id = k.fund_id
JOIN bears ON bears.kind = f.kind AND bears.block <> a.block GROUP BY 1, 2, 3, 4
"""
Sums = dict[Kind, Decimal]


@dataclass(frozen=True, slots=True)
class RegisterAmounts:
    """Of one initiative, by kind; amounts of another kind are never added."""

    claimed: Sums = field(default_factory=dict)
    approved: Sums = field(default_factory=dict)


@remembered
def register_amounts() -> dict[int, RegisterAmounts]:
    """By the initiative's number; those with neither are left out."""
    claimed, approved = _claimed(), _approved()
    return {pk: RegisterAmounts(dict(claimed.get(pk, {})), dict(approved.get(pk, {}))) for pk in {*claimed, *approved}}


def _claimed() -> dict[int, Sums]:
    asked: dict[str, list[str]] = {
        "asked": [status.value for status in ASKED],
        "kinds": [kind.value for kind in BLOCK_OF_FUND],
        "blocks": [block.value for block in BLOCK_OF_FUND.values()],
    }
    found: dict[int, Sums] = defaultdict(lambda: defaultdict(Decimal))
    with connection.cursor() as cursor:
        cursor.execute(CLAIMED, asked)
        for pk, recurrence, benefit_class, block, amount in cursor.fetchall():
            basis = Basis.RUN_RATE if recurrence == Recurrence.RECURRING else Basis.ONE_OFF
            found[pk][Kind(basis, BenefitClass(benefit_class), Block(block), None)] += amount
    return found


def _approved() -> dict[int, Sums]:
    rows = (
        LedgerEntry.objects.exclude(basis=Basis.IN_YEAR)
        .values("initiative", "basis", "benefit_class", "block", "financial_year")
        .annotate(total=Sum("amount"))
        .order_by()
    )
    found: dict[int, Sums] = defaultdict(dict)
    for row in rows:
        if row["total"]:
            found[row["initiative"]][Kind.of(row)] = row["total"]
    return found
