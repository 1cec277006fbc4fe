"""Reads which numbers of a tranche schemes hold, and which of them claims count."""

from collections.abc import Iterable
from dataclasses import dataclass

from apps.core.periods import FinancialYear
from apps.initiatives.calculations.place_numbers import Range, free_count
from apps.initiatives.models import BenefitClaim, ClaimUnit, Initiative, PlaceTranche, SchemePlaces
from apps.initiatives.selectors.places import TrancheView
from apps.initiatives.selectors.schemes import SchemeView
from apps.initiatives.vocabulary import PlaceStatus
from apps.initiatives.workflow.claims import ClaimStatus

LIVE = (ClaimStatus.DRAFT, ClaimStatus.SUBMITTED, ClaimStatus.RETURNED, ClaimStatus.APPROVED)


@dataclass(frozen=True, slots=True)
class Itemised:
    """Of a tranche: places that schemes itemise, of all that it counts."""

    tranche: TrancheView
    itemised: int
    schemes: int


def held_ranges(tranche: int) -> dict[int, Range]:
    """By scheme."""
    rows = SchemePlaces.objects.filter(tranche=tranche).values_list("scheme", "numbers")
    return {scheme: (numbers.lower, numbers.upper - 1) for scheme, numbers in rows}


def claims_counting(tranche: int, first: int, last: int | None = None) -> list[BenefitClaim]:
    """Live claims that name a place from ``first`` to ``last`` (or to the end); those that they leave out, too."""
    units = ClaimUnit.objects.filter(tranche=tranche, number__gte=first, claim__status__in=LIVE)
    units = units if last is None else units.filter(number__lte=last)
    return list(BenefitClaim.objects.filter(pk__in=units.values("claim")).defer("calculation").order_by("pk"))


def claims_on_scheme(scheme: SchemeView) -> list[tuple[BenefitClaim, int, int]]:
    """Live claims on its places: places that each counts, and places that it names and leaves out. Two queries."""
    if scheme.tranche is None:
        return []
    units = ClaimUnit.objects.filter(
        tranche=scheme.tranche, number__range=(scheme.first, scheme.last), claim__status__in=LIVE
    )
    found: dict[int, list[int]] = {}
    for claim, excluded in units.values_list("claim", "excluded_because"):
        found.setdefault(claim, [0, 0])[bool(excluded)] += 1
    claims = BenefitClaim.objects.defer("calculation").in_bulk(found)
    return [(claims[pk], *found[pk]) for pk in sorted(found)]  # type: ignore[misc]  # two counts each


def tranche_of(initiative: Initiative, status: PlaceStatus, year: FinancialYear) -> PlaceTranche | None:
    return PlaceTranche.objects.filter(initiative=initiative, status=status, financial_year=year.start).first()


def itemised(tranches: Iterable[TrancheView], schemes: Iterable[SchemeView]) -> list[Itemised]:
    """What schemes itemise of each tranche."""
    held: dict[int, list[Range]] = {}
    for scheme in schemes:
        if scheme.tranche:
            held.setdefault(scheme.tranche, []).append((scheme.first, scheme.last))
    return [Itemised(t, t.places - free_count(held.get(t.id, ()), t.places), len(held.get(t.id, ()))) for t in tranches]
