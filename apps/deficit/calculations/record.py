"""At which reporting point a figure of the council's record was stated: one rule a row, said in words.

The record prints a basis (“budget”, “forecast Q1”, “rejected Safety Valve plan”) and a month that is partly
approximate (“2022-11?”, “2024”). Points are values of ``vocabulary.RecordPoint``, kept here as plain text.
"""

import re
from dataclasses import dataclass
from datetime import date

from apps.core.periods import FinancialYear

STATED = re.compile(r"(\d{4})(?:-(\d{2}))?\??")
PRINTED = {
    "budget": ("budget", "Printed as budget."),
    "draft budget": ("draft", "Printed as draft budget: not the budget that was set, and no forecast."),
    "forecast Q1": ("q1", "Printed as the forecast of quarter 1."),
    "forecast Q2": ("q2", "Printed as the forecast of quarter 2."),
    "forecast Q3": ("q3", "Printed as the forecast of quarter 3."),
    "allocation": ("allocation", "Printed as an allocation: funding, and no forecast of a gap."),
}


@dataclass(frozen=True, slots=True)
class Mapped:
    point: str
    rule: str


def stated_month(stated: str) -> date | None:
    """The first day of the month in which it was stated; None where the record gives a year only, or nothing."""
    found = STATED.fullmatch(stated.strip())
    return date(int(found[1]), int(found[2]), 1) if found and found[2] else None


def map_point(basis: str, stated: str, year: FinancialYear) -> Mapped:
    """Raises ``ValueError``, with the value and the remedy, for a basis that no rule covers."""
    if basis in PRINTED:
        return Mapped(*PRINTED[basis])
    if "plan" in basis.lower():
        return Mapped("plan", "A management plan: what was aimed at, not what was expected. It enters no error.")
    if basis.startswith("actual"):
        return Mapped("outturn", "Printed as actual.")
    if not basis.startswith("forecast"):
        raise ValueError(f"“{basis}” is no basis that a rule covers. Add the rule beside the others.")
    month = stated_month(stated)
    if month is None:
        return Mapped("other", "A forecast whose month the record does not give.")
    if month < year.first_day:
        return Mapped("before", "A forecast stated before the financial year began.")
    return Mapped("other", "A forecast of a month that is no quarter’s report, as printed.")
