"""Places, children and rates of both conventions, for the lines of cost avoidance: plain JSON."""

from datetime import date
from decimal import Decimal
from typing import Any

from apps.core.periods import FinancialYear
from apps.core.vocabulary import Convention
from apps.deficit.calculations.avoidance import Children, Tranche
from apps.deficit.inputs.plain import plain
from apps.initiatives.calculations.place_parts import Part
from apps.initiatives.selectors import benefits, places, rates
from apps.initiatives.vocabulary import PlacementType

Inputs = dict[str, Any]
OWN_DAYS = ("opens", "closes", "closed")


def load_avoidance() -> Inputs:
    """By convention. Raises ``Refused`` where a rate is missing."""
    return {convention.value: _of(convention) for convention in Convention}


def _of(convention: Convention) -> dict[str, Any]:
    sheet = rates.rate_sheet(convention)
    place_value = sheet.difference(PlacementType.INMSS, PlacementType.LOCAL_SPECIALIST)
    tranches = [tranche_of(view, part, place_value) for view in places.tranches(convention) for part in view.parts]
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
        "tranches": [_kept(t) for t in tranches],
        "children": [plain(c) for c in children],
    }


def tranche_of(view: places.TrancheView, part: Part, unit_value: Decimal) -> Tranche:
    """A part of a tranche as the calculation takes it. ``unit_value``: £ a place for a full year. What no scheme
    itemises keeps the tranche's opening month."""
    held = part.held
    return Tranche(
        initiative=view.initiative,
        financial_year=view.financial_year,
        status=view.status.value,
        places=part.places,
        excluded=part.excluded,
        opening_month=held.opens.month if held and held.opens else view.opening_month,
        unit_value=unit_value,
        stated_on=max(view.stated_on, held.stated_on) if held else view.stated_on,
        opens=held.opens if held else None,
        closes=held.closes if held else None,
        closed=held.closed if held else False,
    )


def _kept(tranche: Tranche) -> dict[str, Any]:
    """Days of its own only where it has them: a run's inputs without schemes are what they were."""
    return {key: value for key, value in plain(tranche).items() if key not in OWN_DAYS or value}


def tranches_of(inputs: Inputs, convention: Convention) -> list[Tranche]:
    return [
        Tranche(
            **{
                **t,
                "financial_year": FinancialYear.parse(t["financial_year"]),
                "unit_value": Decimal(t["unit_value"]),
                **{day: date.fromisoformat(t[day]) for day in ("stated_on", "opens", "closes") if t.get(day)},
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
