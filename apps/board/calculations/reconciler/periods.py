"""Financial years and months as labels and sentences write them."""

import re
from datetime import date

from apps.core.periods import MONTHS, FinancialYear, first_year_fraction

YEAR = re.compile(r"(?<![0-9/])(?:20)?([0-9]{2})\s?[/–-]\s?(?:20)?([0-9]{2})(?![0-9/])")
NAMES = "|".join(month[:3] for month in MONTHS)
MONTH = re.compile(rf"\b({NAMES})[a-z]*\.?(?:\s+|-)(?:20)?([0-9]{{2}})\b", re.IGNORECASE)
DAY = re.compile(rf"\b([0-9]{{1,2}})(?:st|nd|rd|th)?\s+({NAMES})[a-z]*\s+(20[0-9]{{2}})\b", re.IGNORECASE)
PERIOD = re.compile(rf"\b(?:19|20)[0-9]{{2}}\b|^(?:{NAMES})[a-z]*\b|\bQ[1-4]\b|\byear [0-9]+\b", re.IGNORECASE)
SHORT_MONTHS = [month[:3].lower() for month in MONTHS]


def year_in(text: str) -> FinancialYear | None:
    """The first financial year that the text names: ``22/23``, ``2025-26``."""
    for found in YEAR.finditer(text):
        first, second = int(found[1]), int(found[2])
        if (first + 1) % 100 == second:
            return FinancialYear(2000 + first)
    return None


def month_in(text: str) -> tuple[int, int] | None:
    """Month and year of ``Sept 2025``, ``September 2025``, ``Sep-25``."""
    found = MONTH.search(text)
    return (SHORT_MONTHS.index(found[1][:3].lower()) + 1, 2000 + int(found[2])) if found else None


def is_period(label: str) -> bool:
    """Whether a label names a year, a quarter or a month: none of which is the sum of others of its kind."""
    return bool(year_in(label) or month_in(label) or PERIOD.search(label))


def day_in(text: str) -> date | None:
    """The first day that the text names in full."""
    found = DAY.search(text)
    if not found:
        return None
    try:
        return date(int(found[3]), SHORT_MONTHS.index(found[2][:3].lower()) + 1, int(found[1]))
    except ValueError:
        return None


def twelfths(month: int) -> int:
    """How many months of its first financial year are left to what opens in this month."""
    return int(first_year_fraction(month) * 12)


def twelfths_from(day: date, year: FinancialYear) -> int:
    """The most months of a year left to what had not opened on this day: it can open on the first of the next."""
    if day <= year.first_day:
        return 12
    if day > year.last_day:
        return 0
    return twelfths(day.month) - (day.day > 1)
