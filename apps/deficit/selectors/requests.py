"""Reads requests beside what an avoided placement is worth, and works out their break-even."""

from dataclasses import dataclass
from decimal import Decimal

from apps.core.errors import Refused
from apps.deficit.calculations.appraisal import BreakEven, CannotAppraise, break_even
from apps.initiatives.selectors.rates import RateSheet, rate_sheet
from apps.initiatives.selectors.requests import Request, requests
from apps.initiatives.vocabulary import PlacementType

INMSS, LOCAL = PlacementType.INMSS, PlacementType.LOCAL_SPECIALIST
PAIRS = ((INMSS, LOCAL), (PlacementType.SPECIALIST_ANY, PlacementType.MAINSTREAM_SUPPORT))


@dataclass(frozen=True, slots=True)
class UnitValue:
    """What one placement avoided is worth for a full year, in pounds; ``quoted`` where only the difference is given."""

    dearer: PlacementType
    cheaper: PlacementType
    amount: Decimal
    quoted: bool


@dataclass(frozen=True, slots=True)
class Appraised:
    """A request at one unit value; ``refused`` says why there is no break-even."""

    request: Request
    value: UnitValue
    result: BreakEven | None
    refused: str = ""


def unit_values() -> list[UnitValue]:
    """From the rate card in force; a difference that it does not hold is left out. None where no card is in force."""
    try:
        sheet = rate_sheet()
    except Refused:
        return []
    found = (_value(sheet, *pair) for pair in PAIRS)
    return [value for value in found if value]


def appraised(confidence: Decimal) -> list[Appraised]:
    """Every request with a cost a year, at every unit value. ``confidence`` is a fraction of one."""
    values = unit_values()
    return [
        _appraise(request, value, cost, confidence)
        for request in requests()
        if (cost := request.per_year) is not None
        for value in values
    ]


def _appraise(request: Request, value: UnitValue, cost: Decimal, confidence: Decimal) -> Appraised:
    try:
        return Appraised(request, value, break_even(cost, value.amount, confidence))
    except CannotAppraise as error:
        return Appraised(request, value, None, str(error))


def _value(sheet: RateSheet, dearer: PlacementType, cheaper: PlacementType) -> UnitValue | None:
    try:
        amount = sheet.difference(dearer, cheaper)
    except Refused:
        return None
    return UnitValue(dearer, cheaper, amount, quoted=not {dearer, cheaper} <= set(sheet.rates))
