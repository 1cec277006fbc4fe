"""Reads which places claims count: by tranche and scheme, those of approved claims beside those under way."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery

from apps.core.memory import remembered
from apps.initiatives.models import ClaimUnit, SchemePlaces
from apps.initiatives.workflow.claims import ClaimStatus

UNDER_WAY = (ClaimStatus.DRAFT, ClaimStatus.SUBMITTED, ClaimStatus.RETURNED)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Places of a tranche, of one scheme or of none (``scheme`` is nothing), that claims count. A place counts once,
    however many claims name it."""

    tranche: int
    scheme: int | None
    approved: int
    approved_claims: int
    under_way: int
    claims_under_way: int


@remembered
def claims_on_places() -> tuple[Drawn, ...]:
    """In one query. Places that a claim logs and leaves out are in none of the figures."""
    scheme = SchemePlaces.objects.filter(tranche=OuterRef("tranche"), numbers__contains=OuterRef("number"))
    approved, open_still = Q(claim__status=ClaimStatus.APPROVED), Q(claim__status__in=UNDER_WAY)
    rows = (
        ClaimUnit.objects.filter(tranche__isnull=False, excluded_because="")
        .annotate(of_scheme=Subquery(scheme.values("scheme")[:1]))
        .values_list("tranche", "of_scheme")
        .annotate(
            approved=Count("key", distinct=True, filter=approved),
            approved_claims=Count("claim", distinct=True, filter=approved),
            under_way=Count("key", distinct=True, filter=open_still),
            claims_under_way=Count("claim", distinct=True, filter=open_still),
        )
        .order_by("tranche", "of_scheme")
    )
    return tuple(Drawn(*row) for row in rows)
