"""Reads what a projection needs of claims and places: approved claims as frozen, and which places they count."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count

from apps.core.periods import FinancialYear
from apps.initiatives.calculations.claim_frozen import thawed
from apps.initiatives.calculations.claim_terms import ClaimInputs
from apps.initiatives.calculations.place_parts import Part
from apps.initiatives.models import BenefitClaim, ClaimDraw, ClaimUnit, PlaceFunding
from apps.initiatives.selectors.place_holdings import claimed_numbers
from apps.initiatives.selectors.places import TrancheView
from apps.initiatives.workflow.claims import ClaimStatus


@dataclass(frozen=True, slots=True)
class ApprovedClaim:
    """Amounts are net, £ a year or £ once; ``inputs`` are those of its submission, whatever changed since.

    ``places``: how many it counts of each tranche; ``numbers``: which, where schemes itemise it. ``since``: when
    the first claim began that it follows without overlap, of the same children; its own start where it follows none.
    """

    reference: str
    initiative: str
    kind: str
    benefit_class: str
    block: str
    price_base: FinancialYear
    claimed: Decimal
    approved: Decimal
    inputs: ClaimInputs
    places: Mapping[int, int] = field(default_factory=dict)
    since: date | None = None
    numbers: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def of_part(self, tranche: TrancheView, part: Part) -> int:
        """How many places of one part of a tranche it counts."""
        if not tranche.held:
            return self.places.get(tranche.id, 0)
        return len(self.numbers.get(tranche.id, frozenset()) & part.numbers)


def approved_claims() -> list[ApprovedClaim]:
    """Oldest first."""
    found = BenefitClaim.objects.filter(status=ClaimStatus.APPROVED).select_related("initiative", "rate_card")
    rows = list(found.order_by("pk"))
    places, numbers, since = _places(), claimed_numbers(), _since(rows)
    return [
        ApprovedClaim(
            reference=claim.reference,
            initiative=claim.initiative.slug,
            kind=claim.kind,
            benefit_class=claim.benefit_class,
            block=claim.block,
            price_base=claim.rate_card.price_base,
            claimed=claim.claimed,
            approved=claim.approved,
            inputs=thawed(claim.calculation["inputs"]),
            places=places[claim.pk],
            numbers=numbers.get(claim.pk, {}),
            since=since[claim.pk],
        )
        for claim in rows
        if claim.rate_card and claim.claimed and claim.approved is not None
    ]


def _places() -> dict[int, dict[int, int]]:
    """By claim and tranche."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for claim, tranche, n in (
        ClaimUnit.objects.filter(claim__status=ClaimStatus.APPROVED, excluded_because="", tranche__isnull=False)
        .values_list("claim", "tranche")
        .annotate(n=Count("pk"))
        .order_by("claim", "tranche")
    ):
        found[claim][tranche] = n
    return found


def _since(claims: Iterable[BenefitClaim]) -> dict[int, date | None]:
    """By claim; claims that count a child of the other, or draw on its cohort, follow each other."""
    of: dict[int, set[object]] = defaultdict(set)
    counted = ClaimUnit.objects.filter(claim__status=ClaimStatus.APPROVED, excluded_because="", tranche__isnull=True)
    draws = ClaimDraw.objects.filter(claim__status=ClaimStatus.APPROVED)
    for pk, key in (*counted.values_list("claim", "key"), *draws.values_list("claim", "cohort")):
        of[pk].add(key)
    since: dict[int, date | None] = {}
    in_time = sorted(claims, key=lambda c: (c.start_date or date.max, c.pk))
    for place, claim in enumerate(in_time):
        since[claim.pk] = first = claim.start_date
        for before in in_time[:place]:
            if first and before.end_date and before.end_date <= first and of[before.pk] & of[claim.pk]:
                since[claim.pk] = since[before.pk]
                break
    return since


def empty_place_cost() -> Decimal:
    """£ a year that an empty place costs, by the newest guidance; nought where none is loaded."""
    amounts = PlaceFunding.objects.order_by("-financial_year").values_list("empty_amount", flat=True)
    return amounts.first() or Decimal(0)
