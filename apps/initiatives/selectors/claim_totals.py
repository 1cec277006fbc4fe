"""What approved claims are worth, summed from the ledger: by standing, basis, class, block and financial year (£).

A superseded claim's entries are reversed in the ledger, so its sums are nought and totals follow the live claim.
Amounts of another basis, class or block stand apart: they are never added.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Case, Count, Q, QuerySet, Sum, TextChoices, Value, When

from apps.core.memory import remembered
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Basis, BenefitClass, Block
from apps.initiatives.calculations.claim_frozen import thawed
from apps.initiatives.calculations.claim_value import value_of
from apps.initiatives.calculations.ledger import Entry, entries
from apps.initiatives.models import BenefitClaim, Initiative, LedgerEntry
from apps.initiatives.vocabulary import EvidenceGrade, Recurrence
from apps.initiatives.workflow.claims import ClaimStatus

ASKED = (ClaimStatus.SUBMITTED, ClaimStatus.APPROVED)


class ClaimStanding(TextChoices):
    """Whether an approved amount is in the headline. The first alone is."""

    HEADLINE = "headline", "Headline: evidence Sufficient, and noted by the Board where it must be"
    AWAITS = "awaits", "Beside: evidence Sufficient, approved, awaits the Board’s noting"
    PARTIAL = "partial", "Beside: evidence Partial"
    INSUFFICIENT = "insufficient", "Beside: evidence Insufficient"


@dataclass(frozen=True, slots=True)
class Kind:
    """What an amount measures; amounts of another kind are never added. ``year`` is there for in-year amounts alone."""

    basis: Basis
    benefit_class: BenefitClass
    block: Block
    year: FinancialYear | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Kind":
        """Of a row of the ledger's sums."""
        return cls(Basis(row["basis"]), BenefitClass(row["benefit_class"]), Block(row["block"]), row["financial_year"])

    @classmethod
    def of_row(cls, row: LedgerEntry) -> "Kind":
        return cls(Basis(row.basis), BenefitClass(row.benefit_class), Block(row.block), row.financial_year)

    @property
    def rank(self) -> tuple[int, ...]:
        return (
            list(BenefitClass).index(self.benefit_class),
            list(Block).index(self.block),
            [Basis.RUN_RATE, Basis.ONE_OFF, Basis.IN_YEAR].index(self.basis),
            self.year.start if self.year else 0,
        )


KIND = ("basis", "benefit_class", "block", "financial_year")
NOTHING = (Decimal(0), Decimal(0))


@dataclass(frozen=True, slots=True)
class ClaimTotal:
    """£; ``claims`` counts the approved ones, of an in-year amount their entries."""

    standing: ClaimStanding
    kind: Kind
    claims: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ClaimsWaiting:
    """How many claims wait for the Board's noting, and for finance's decision."""

    noting: int
    decision: int


@dataclass(frozen=True, slots=True)
class ClaimedApproved:
    """An initiative's claimed and approved amounts (£) of one kind, and what of it is in the headline."""

    kind: Kind
    claimed: Decimal
    approved: Decimal
    headline: Decimal


def awaits_noting(before: str = "") -> Q:
    """Approved above the threshold, and not noted yet. ``before`` leads to the claim."""
    above = {f"{before}approved__gt": settings.CLAIM_NOTING_THRESHOLD, f"{before}noting__isnull": True}
    return Q(**above, **{f"{before}status": ClaimStatus.APPROVED})


def is_noting_due(status: str, approved: Decimal | None, noted: object) -> bool:
    """The same of one claim that is read already."""
    return status == ClaimStatus.APPROVED and (approved or 0) > settings.CLAIM_NOTING_THRESHOLD and not noted


def claim_totals(claims: QuerySet[BenefitClaim], initiative: str = "", *, by_year: bool = False) -> list[ClaimTotal]:
    """Of these claims; of one initiative's shares where its slug is given. Run-rate and one-off, or in-year amounts."""
    wanted: dict[str, Any] = {"ledger__basis__in": [Basis.IN_YEAR] if by_year else [Basis.RUN_RATE, Basis.ONE_OFF]}
    if initiative:
        wanted["ledger__initiative__slug"] = initiative
    # Distinct claims cost a sort of the whole ledger; no table shows how many there are in a year.
    n = Count("pk", distinct=not by_year, filter=Q(status=ClaimStatus.APPROVED))
    rows = (
        claims.filter(**wanted)
        .annotate(standing=standing("ledger__", claim=""))
        .values("standing", *(f"ledger__{name}" for name in KIND))
        .annotate(total=Sum("ledger__amount"), n=n)
        .order_by()
    )
    totals = [
        ClaimTotal(ClaimStanding(r["standing"]), Kind.of({k: r[f"ledger__{k}"] for k in KIND}), r["n"], r["total"])
        for r in rows
        if r["n"]
    ]
    return sorted(totals, key=lambda t: (list(ClaimStanding).index(t.standing), *t.kind.rank))


@remembered
def all_claim_totals(by_year: bool) -> list[ClaimTotal]:
    """The same of every claim: what the unfiltered register shows."""
    return claim_totals(BenefitClaim.objects.all(), by_year=by_year)


@remembered
def claims_waiting() -> ClaimsWaiting:
    found = BenefitClaim.objects.aggregate(
        noting=Count("pk", filter=awaits_noting()), decision=Count("pk", filter=Q(status=ClaimStatus.SUBMITTED))
    )
    return ClaimsWaiting(**found)


def claimed_and_approved(subject: Initiative) -> list[ClaimedApproved]:
    """What its submitted and approved claims ask for, and what is approved of it. Two queries."""
    claimed: dict[Kind, Decimal] = defaultdict(Decimal)
    asked = BenefitClaim.objects.filter(status__in=ASKED, shares__initiative=subject).only(
        "calculation", "claimed", "recurrence", "benefit_class"
    )
    for claim in asked:
        for entry in asked_entries(claim):
            if entry.initiative == subject.slug:
                claimed[kind_of(claim, entry)] += entry.amount
    approved = approved_sums([subject.pk]).get(subject.slug, {})
    kinds = sorted({*claimed, *(k for k, (all_of_it, _) in approved.items() if all_of_it)}, key=lambda k: k.rank)
    return [ClaimedApproved(k, claimed[k], *approved.get(k, NOTHING)) for k in kinds]


def asked_entries(claim: BenefitClaim) -> list[Entry]:
    """What the ledger would hold if the claim were approved as it is claimed."""
    inputs = thawed(claim.calculation["inputs"])
    return entries(inputs, value_of(inputs).assured, claim.claimed or Decimal(0))


def approved_sums(subjects: Iterable[int]) -> dict[str, dict[Kind, tuple[Decimal, Decimal]]]:
    """By initiative and kind: everything approved, and what of it is in the headline."""
    rows = (
        LedgerEntry.objects.filter(initiative__in=list(subjects))
        .annotate(standing=standing())
        .values("initiative__slug", "basis", "benefit_class", "block", "financial_year")
        .annotate(total=Sum("amount"), headline=Sum("amount", filter=Q(standing=ClaimStanding.HEADLINE)))
        .order_by()
    )
    found: dict[str, dict[Kind, tuple[Decimal, Decimal]]] = defaultdict(dict)
    for r in rows:
        found[r["initiative__slug"]][Kind.of(r)] = (r["total"], r["headline"] or Decimal(0))
    return found


def standing(entry: str = "", claim: str = "claim__") -> Case:
    """Of an entry of the ledger; a reversal has that of the entry that it reverses. The prefixes lead to both."""
    return Case(
        When(**{f"{entry}grade": EvidenceGrade.PARTIAL}, then=Value(ClaimStanding.PARTIAL.value)),
        When(**{f"{entry}grade": EvidenceGrade.INSUFFICIENT}, then=Value(ClaimStanding.INSUFFICIENT.value)),
        When(awaits_noting(claim), then=Value(ClaimStanding.AWAITS.value)),
        default=Value(ClaimStanding.HEADLINE.value),
    )


def kind_of(claim: BenefitClaim, entry: Entry) -> Kind:
    """Of an entry that the claim would make."""
    basis = Basis.RUN_RATE if claim.recurrence == Recurrence.RECURRING else Basis.ONE_OFF
    basis = Basis.IN_YEAR if entry.year else basis
    return Kind(basis, BenefitClass(claim.benefit_class), Block(entry.block), entry.year)
