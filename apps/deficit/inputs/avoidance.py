"""Places, children and rates of both conventions, for the lines of cost avoidance: plain JSON."""

from datetime import date
from decimal import Decimal
from typing import Any

from apps.core.periods import FinancialYear
from apps.core.vocabulary import Convention
from apps.deficit.calculations.avoidance import Children, Tranche
from apps.deficit.inputs.plain import plain
from apps.initiatives.selectors import benefits, places, rates
from apps.initiatives.vocabulary import PlacementType

Inputs = dict[str, Any]


def load_avoidance() -> Inputs:
    """By convention. Raises ``Refused`` where a rate is missing."""
    return {convention.value: _of(convention) for convention in Convention}


def _of(convention: Convention) -> dict[str, Any]:
    sheet = rates.rate_sheet(convention)
    place_value = sheet.difference(PlacementType.INMSS, PlacementType.LOCAL_SPECIALIST)
    tranches = [tranche_of(t, place_value) for t in places.tranches(convention)]
    children = [
        Children(
            initiative=b.initiative.slug,
            financial_year=b.financial_year,
            units=b.units,
            unit_value=sheet.difference(PlacementType(b.dearer), PlacementType(b.cheaper)),
        )
        for b in benefits.benefits_by_child()
        if b.financial_year is not None and b.units is not None
    ]
    return {
        "rate_card": sheet.version,
        "rates": {kind.value: str(amount) for kind, amount in sorted(sheet.rates.items())},
        "tranches": [plain(t) for t in tranches],
        "children": [plain(c) for c in children],
    }


def tranche_of(view: places.TrancheView, unit_value: Decimal) -> Tranche:
    """A tranche of the register as the calculation takes it. ``unit_value``: £ a place for a full year."""
    return Tranche(
        initiative=view.initiative,
        financial_year=view.financial_year,
        status=view.status.value,
        places=view.places,
        excluded=view.excluded,
        opening_month=view.opening_month,
        unit_value=unit_value,
        stated_on=view.stated_on,
    )


def tranches_of(inputs: Inputs, convention: Convention) -> list[Tranche]:
    return [
        Tranche(
            **{
                **t,
                "financial_year": FinancialYear.parse(t["financial_year"]),
                "unit_value": Decimal(t["unit_value"]),
                "stated_on": date.fromisoformat(t["stated_on"]),
            }
        )
        for t in inputs[convention.value]["tranches"]
    ]


def children_of(inputs: Inputs, convention: Convention) -> list[Children]:
    return [
        Children(
            initiative=c["initiative"],
            financial_year=FinancialYear.parse(c["financial_year"]),
            units=Decimal(c["units"]),
            unit_value=Decimal(c["unit_value"]),
        )
        for c in inputs[convention.value]["children"]
    ]
