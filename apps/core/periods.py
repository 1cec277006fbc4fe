"""Financial years and quarters: 1 April to 31 March, shown ``2025/26``, written ``2025-26`` in addresses and files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
APRIL, SEPTEMBER = 4, 9
QUARTERS = 4


@dataclass(frozen=True, order=True, slots=True)
class FinancialYear:
    start: int

    def __str__(self) -> str:
        return f"{self.start}/{(self.start + 1) % 100:02d}"

    @property
    def slug(self) -> str:
        return f"{self.start}-{(self.start + 1) % 100:02d}"

    @property
    def first_day(self) -> date:
        return date(self.start, 4, 1)

    @property
    def last_day(self) -> date:
        return date(self.start + 1, 3, 31)

    def __add__(self, years: int) -> "FinancialYear":
        return FinancialYear(self.start + years)

    @classmethod
    def parse(cls, text: str) -> "FinancialYear":
        """Reads ``2025/26`` or ``2025-26``. Raises ``ValueError`` that names the value and the remedy."""
        match = re.fullmatch(r"([0-9]{4})[/-]([0-9]{2})", text.strip())
        if not match or (int(match[1]) + 1) % 100 != int(match[2]):
            raise ValueError(f"“{text}” is not a financial year. Write it as 2025-26.")
        return cls(int(match[1]))

    @classmethod
    def containing(cls, day: date) -> "FinancialYear":
        return cls(day.year if day.month >= APRIL else day.year - 1)

    def until(self, last: "FinancialYear") -> Iterator["FinancialYear"]:
        """This year up to and including ``last``."""
        return (FinancialYear(y) for y in range(self.start, last.start + 1))


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """Three months of a financial year: 1 is April to June, 4 January to March."""

    year: FinancialYear
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= QUARTERS:
            raise ValueError(f"{self.number} is not a quarter. Use 1 (April to June) to 4 (January to March).")

    def __str__(self) -> str:
        return f"Quarter {self.number} of {self.year}"

    @property
    def first_day(self) -> date:
        month = (APRIL + 3 * (self.number - 1) - 1) % 12 + 1
        return date(self.year.start + (self.number == QUARTERS), month, 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def months(self) -> str:
        """``October to December 2026``."""
        first, last = self.first_day, self.last_day
        return f"{MONTHS[first.month - 1]} to {MONTHS[last.month - 1]} {last.year}"

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year + 1, 1) if self.number == QUARTERS else Quarter(self.year, self.number + 1)

    @classmethod
    def containing(cls, day: date) -> "Quarter":
        return cls(FinancialYear.containing(day), (day.month - APRIL) % 12 // 3 + 1)

    def until(self, last: "Quarter") -> Iterator["Quarter"]:
        """This quarter up to and including ``last``."""
        quarter = self
        while quarter <= last:
            yield quarter
            quarter = quarter.next


def months_open_in_first_year(opening_month: int) -> int:
    """April 12, September 7, January 3 (method: months open in the financial year)."""
    if not 1 <= opening_month <= 12:
        raise ValueError(f"{opening_month} is not a month. Use 1 (January) to 12 (December).")
    return (3 - opening_month) % 12 + 1


def first_year_fraction(opening_month: int) -> Fraction:
    """The share of the first financial year for which a place is open, exact."""
    return Fraction(months_open_in_first_year(opening_month), 12)


def span(first: date, last: date) -> str:
    """``January 2026`` for a whole month, ``May to June 2026`` for whole months, else days."""
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    if not whole:
        days = [f"{d.day} {d:%B %Y}" for d in (first, last)]
        return days[0] if first == last else " to ".join(days)
    end = f"{MONTHS[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return end
    start = MONTHS[first.month - 1] if first.year == last.year else f"{MONTHS[first.month - 1]} {first.year}"
    return f"{start} to {end}"
