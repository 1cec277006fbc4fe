"""Reads how many people of some ages live in an authority, year by year."""

from dataclasses import dataclass
from decimal import Decimal

from apps.benchmarking.models import Denominator
from apps.core.memory import remembered


@dataclass(frozen=True, slots=True)
class People:
    """People of the ages that ``name`` gives; ``as_at`` is the year and the kind of estimate."""

    name: str
    as_at: str
    number: Decimal
    source_title: str


@remembered
def people(dfe_code: str) -> tuple[People, ...]:
    """Every population that is loaded, by name and year. Empty where none is."""
    rows = Denominator.objects.filter(authority__dfe_code=dfe_code).order_by("name", "as_at")
    return tuple(People(*row) for row in rows.values_list("name", "as_at", "value", "source__title"))
