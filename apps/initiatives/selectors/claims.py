"""Reads claims: those that a person may see, as a list that SQL narrows and pages, and one of them."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf

from apps.core.models import User
from apps.core.vocabulary import Basis
from apps.initiatives.calculations.claim_evidence import Evidence
from apps.initiatives.models import (
    BenefitClaim,
    ClaimContributor,
    ClaimDecision,
    ClaimShare,
    EvidenceItem,
    Initiative,
    LedgerEntry,
)
from apps.initiatives.models.decisions import APPROVALS
from apps.initiatives.permissions import can_see_drafts
from apps.initiatives.selectors.claim_evidence import evidence_of
from apps.initiatives.selectors.claim_inputs import with_parts
from apps.initiatives.selectors.claim_totals import is_noting_due
from apps.initiatives.selectors.overlaps import Overlap, overlapping_claims
from apps.initiatives.selectors.unsettled_overlaps import Unsettled, unsettled_overlaps
from apps.initiatives.vocabulary import Recurrence
from apps.initiatives.workflow.claims import ClaimStatus

UNDECIDED = (ClaimStatus.DRAFT, ClaimStatus.RETURNED, ClaimStatus.WITHDRAWN)
ORDER = list(ClaimStatus)


def claims_seen_by(person: User) -> QuerySet[BenefitClaim]:
    """Newest first. Drafts, returned and withdrawn claims are for those who make or decide claims."""
    seen = BenefitClaim.objects.order_by("-pk")
    return seen if can_see_drafts(person) else seen.exclude(status__in=UNDECIDED)


def listed(claims: QuerySet[BenefitClaim]) -> QuerySet[BenefitClaim]:
    """Ready for a list that orders by ``graded`` and ``stage_order`` too: without the frozen calculation.

    What a row shows besides is prefetched: selected or joined, it would be worked out for every row before the page.
    """
    stages = [When(status=status, then=Value(place)) for place, status in enumerate(ORDER)]
    approving = ClaimDecision.objects.filter(decision__in=APPROVALS).order_by("pk")
    return (
        claims.defer("calculation")
        .prefetch_related("initiative", "noting", "plan", Prefetch("decisions", approving, to_attr="approvals"))
        .alias(graded=graded(), stage_order=Case(*stages, default=Value(len(ORDER))))
    )


def grade_of(claim: BenefitClaim) -> str:
    """``graded`` of a claim that was read for a list."""
    return next((decision.grade for decision in claim.approvals), claim.grade)  # type: ignore[attr-defined]  # prefetched


def graded() -> Coalesce:
    """The approving decision's grade, else the claim's own; nothing where neither is given."""
    approving = ClaimDecision.objects.filter(claim=OuterRef("pk"), decision__in=APPROVALS).order_by("pk")
    return Coalesce(Subquery(approving.values("grade")[:1]), NullIf("grade", Value("")))


def graded_as(grade: str) -> Q:
    """Claims whose ``graded`` is this grade, asked of all claims at once."""
    approving = ClaimDecision.objects.filter(decision__in=APPROVALS).order_by()
    by_finance = Q(pk__in=approving.filter(grade=grade).values("claim"))
    return by_finance | Q(grade=grade) & ~Q(pk__in=approving.values("claim"))


def of_initiative(slug: str) -> Q:
    """Claims of an initiative, and those that give it a share."""
    own = BenefitClaim.objects.filter(initiative__slug=slug).order_by().values("pk")
    shares = ClaimShare.objects.filter(initiative__slug=slug).order_by().values("claim")
    return Q(pk__in=own.union(shares))


def worded(word: str) -> Q:
    """Claims with the word anywhere in their title or their initiative's name."""
    named = Initiative.objects.filter(name__icontains=word).order_by().values("pk")
    return Q(title__icontains=word) | Q(initiative__in=named)


def contributed_by(person: User) -> Exists:
    return Exists(ClaimContributor.objects.filter(claim=OuterRef("pk"), person=person))


def initiatives_with_claims() -> list[tuple[str, str]]:
    """Slug and name, by name."""
    found = Initiative.objects.filter(Exists(BenefitClaim.objects.filter(initiative=OuterRef("pk"))))
    return list(found.order_by("name").values_list("slug", "name"))


@dataclass(frozen=True, slots=True)
class ClaimDossier:
    """A claim with all that its pages show. ``superseded_by`` names it, whether approved yet or not; ``standing`` is
    what its evidence says now."""

    claim: BenefitClaim
    decisions: list[ClaimDecision]
    evidence: list[EvidenceItem]
    overlaps: list[Overlap]
    unsettled: list[Unsettled]
    ledger: list[LedgerEntry]
    superseded_by: BenefitClaim | None
    standing: Evidence

    @property
    def grade(self) -> str:
        """Finance's where it is approved, else the claim's own."""
        return next((d.grade for d in reversed(self.decisions) if d.grade), self.claim.grade)

    @property
    def noting_due(self) -> bool:
        claim = self.claim
        return is_noting_due(claim.status, claim.approved, getattr(claim, "noting", None))


def claim_dossier(pk: int) -> ClaimDossier:
    """Constant queries. Raises ``BenefitClaim.DoesNotExist``."""
    found = with_parts([pk])
    if not found:
        raise BenefitClaim.DoesNotExist(f"There is no claim {pk}.")
    claim = found[0]
    attached = claim.claim_evidence.select_related("item").order_by("pk")
    return ClaimDossier(
        claim=claim,
        decisions=list(claim.decisions.select_related("by").order_by("pk")),
        evidence=[row.item for row in attached],
        overlaps=overlapping_claims(claim),
        unsettled=unsettled_overlaps([claim])[claim.pk],
        ledger=list(claim.ledger.select_related("initiative").order_by("pk")),
        standing=evidence_of([claim])[claim.pk],
        superseded_by=BenefitClaim.objects.filter(supersedes=claim).defer("calculation").first(),
    )


@dataclass(frozen=True, slots=True)
class ClaimedAmount:
    """What one claim asks for (£), its basis and where it stands, in words."""

    reference: str
    title: str
    amount: Decimal | None
    basis: str
    status: str


def claimed_amounts() -> list[ClaimedAmount]:
    """Of every claim that was put to finance, oldest first."""
    claims = BenefitClaim.objects.exclude(status__in=UNDECIDED).defer("calculation").order_by("pk")
    return [ClaimedAmount(c.reference, c.title, c.claimed, _basis(c), c.get_status_display()) for c in claims]


def _basis(claim: BenefitClaim) -> str:
    return str((Basis.ONE_OFF if claim.recurrence == Recurrence.ONE_OFF else Basis.RUN_RATE).label)
