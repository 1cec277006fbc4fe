"""Reads the authorities, those that have ended among them."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from apps.benchmarking.models import Authority
from apps.core.memory import remembered
from apps.core.periods import FinancialYear


@dataclass(frozen=True, slots=True)
class Place:
    """``ended_on`` is the day from which it is abolished or merged."""

    pk: int
    code: str
    name: str
    full_name: str
    region: str
    ended_on: date | None

    @property
    def ours(self) -> bool:
        return self.code == settings.COUNCIL_DFE_CODE

    def stood_in(self, year: FinancialYear) -> bool:
        """Whether it stood on the year's first day."""
        return self.ended_on is None or self.ended_on > year.first_day


@remembered
def places() -> dict[int, Place]:
    """Every authority by its key, in the order of their names."""
    rows = Authority.objects.order_by("name", "pk")
    return {a.pk: Place(a.pk, a.dfe_code, str(a), a.name, a.region, a.ended_on) for a in rows}
