"""Reads when the places that claims name open: those of a scheme in its own month, the others in their tranche's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from apps.core.periods import APRIL, FinancialYear
from apps.initiatives.calculations.place_parts import Held
from apps.initiatives.models import BenefitClaim, PlaceCount, PlaceTranche
from apps.initiatives.selectors.place_holdings import holdings


@dataclass(frozen=True, slots=True)
class Openings:
    """By tranche: the day of its newest count, and what schemes hold of it."""

    days: Mapping[int, date]
    held: Mapping[int, tuple[Held, ...]]

    def of(self, tranche: PlaceTranche, number: int) -> date:
        """Of one numbered place."""
        for one in self.held.get(tranche.pk, ()):
            if one.first <= number <= one.last and one.opens:
                return one.opens
        return self.days[tranche.pk]


def openings_of(claims: Iterable[BenefitClaim]) -> Openings:
    """In two queries."""
    wanted = {u.tranche_id for c in claims for u in c.units.all() if u.tranche_id}
    counts = PlaceCount.objects.filter(tranche_id__in=wanted).select_related("tranche").order_by("-version")
    newest: dict[int, date] = {}
    for count in counts:
        newest.setdefault(count.tranche_id, opening_day(count.tranche.financial_year, count.opening_month))
    return Openings(newest, holdings() if wanted else {})


def opening_day(year: FinancialYear, month: int) -> date:
    return date(year.start if month >= APRIL else year.start + 1, month, 1)
