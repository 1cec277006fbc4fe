"""How a value of an assumption is written: by its unit, for people."""

from decimal import Decimal

from apps.core.money import number, pounds
from apps.core.periods import FinancialYear
from apps.deficit.models import Assumption
from apps.deficit.vocabulary import AssumptionUnit

PER_CENTS = (AssumptionUnit.SHARE, AssumptionUnit.RATE)
BY_CENTRE = ("unit_cost", "ramp", "children", "funding")  # before a colon: what enters by its central value alone


def value_text(unit: str, value: Decimal) -> str:
    """``95%``, ``2 months``, ``£17,000``, ``2035/36``."""
    match AssumptionUnit(unit):
        case AssumptionUnit.SHARE:
            return f"{_short(value * 100)}%"
        case AssumptionUnit.RATE:
            return f"{_short(value * 100)}% a year"
        case AssumptionUnit.MONTHS:
            return "1 month" if value == 1 else f"{_short(value)} months"
        case AssumptionUnit.POUNDS:
            return pounds(value)
        case AssumptionUnit.YEAR:
            return str(FinancialYear(int(value)))
        case AssumptionUnit.COUNT:
            return _short(value)


def one_value(row: Assumption) -> bool:
    """Whether the projection takes its central value alone and draws no range of it."""
    return row.unit == AssumptionUnit.YEAR or row.key.split(":")[0] in BY_CENTRE


def range_text(row: Assumption) -> str:
    if one_value(row):
        return "One value, not drawn"
    if row.low == row.central == row.high:
        return "Certain"
    return f"{value_text(row.unit, row.low)} to {value_text(row.unit, row.high)}"


def asked_in(unit: str) -> str:
    """The unit in which a form asks for it."""
    return {
        AssumptionUnit.SHARE: "per cent",
        AssumptionUnit.RATE: "per cent a year",
        AssumptionUnit.MONTHS: "months",
        AssumptionUnit.POUNDS: "£",
        AssumptionUnit.COUNT: "a number",
        AssumptionUnit.YEAR: "the year in which the financial year starts, such as 2035",
    }[AssumptionUnit(unit)]


def as_asked(unit: str, value: Decimal) -> Decimal:
    return (value * 100 if unit in PER_CENTS else value).normalize()


def as_stored(unit: str, asked: Decimal) -> Decimal:
    return asked / 100 if unit in PER_CENTS else asked


def _short(value: Decimal) -> str:
    """At most two decimals, without noughts at the end."""
    text = number(value, 2)
    return text.rstrip("0").rstrip(".") if "." in text else text
