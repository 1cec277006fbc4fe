"""What a run works on, read from below and frozen: plain JSON under one hash."""

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any

import orjson

from apps.core.periods import FinancialYear
from apps.core.vocabulary import Convention
from apps.deficit.calculations.avoidance import ENGINE_VERSION, Children, Line, Tranche
from apps.initiatives.selectors import benefits, places, rates
from apps.initiatives.vocabulary import PlacementType

Inputs = dict[str, Any]


def load_inputs() -> Inputs:
    """Both conventions' places, children and rates. Raises ``Refused`` where a rate is missing."""
    return {
        "engine": ENGINE_VERSION,
        **{convention.value: _of(convention) for convention in Convention},
    }


def _of(convention: Convention) -> dict[str, Any]:
    sheet = rates.rate_sheet(convention)
    place_value = sheet.difference(PlacementType.INMSS, PlacementType.LOCAL_SPECIALIST)
    tranches = [
        Tranche(
            initiative=t.initiative,
            financial_year=t.financial_year,
            status=t.status.value,
            places=t.places,
            excluded=t.excluded,
            opening_month=t.opening_month,
            unit_value=place_value,
            stated_on=t.stated_on,
        )
        for t in places.tranches(convention)
    ]
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
        "tranches": [_plain(t) for t in tranches],
        "children": [_plain(c) for c in children],
    }


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


def hash_of(value: Any) -> str:
    """SHA-256 of the value's canonical JSON."""
    return hashlib.sha256(orjson.dumps(value, option=orjson.OPT_SORT_KEYS, default=str)).hexdigest()


def hash_of_lines(lines: dict[Convention, list[Line]]) -> str:
    return hash_of({c.value: [_plain(line) for line in rows] for c, rows in lines.items()})


def _plain(row: Any) -> dict[str, Any]:
    return {key: _plain_value(value) for key, value in _fields(row).items()}


def _fields(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


def _plain_value(value: Any) -> Any:
    match value:
        case FinancialYear():
            return value.slug
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case _:
            return value
