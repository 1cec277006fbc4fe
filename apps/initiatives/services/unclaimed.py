"""Places that live claims name stay where they are, until the claims let them go."""

from apps.core.errors import Refused
from apps.initiatives.models import PlaceTranche
from apps.initiatives.selectors.scheme_places import claims_counting


def check_unclaimed(tranche: PlaceTranche, first: int, last: int | None = None) -> None:
    claims = claims_counting(tranche.pk, first, last)
    if claims:
        names = ", ".join(claim.reference for claim in claims[:3])
        which = f"places {first} to {last}" if last else f"places from {first} on"
        raise Refused(
            f"Places: {names} {'counts' if len(claims) == 1 else 'count'} {which} of {tranche}, so they stay. "
            "Take them out of the claim, or let another claim supersede it, first."
        )
