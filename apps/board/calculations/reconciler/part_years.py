"""A year's whole amount where only a part of the year was left: what opens in September, what is not yet delivered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from apps.board.calculations.reconciler.figures import basis_in, gap, shown
from apps.board.calculations.reconciler.finding import Checked, Finding, Kind, Severity
from apps.board.calculations.reconciler.labels import PIPELINE
from apps.board.calculations.reconciler.periods import month_in, twelfths, twelfths_from, year_in
from apps.board.calculations.reconciler.products import product_fits
from apps.board.calculations.reconciler.table import Table
from apps.board.calculations.reconciler.units import Of
from apps.core.periods import APRIL, MONTHS, FinancialYear

OPENS = re.compile(
    r"\bopen(?:s|ed|ing)?\b|\bstart(?:s|ed|ing)?\b|\bfrom\b|\bgo[- ]live\b|\bbegins?\b|\bcommenc", re.IGNORECASE
)
AVOIDS = re.compile(r"avoid|saving|benefit|efficienc|reduction", re.IGNORECASE)
WHOLE = 12


@dataclass(frozen=True, slots=True)
class _Place:
    table: Table
    row: int
    column: int

    @property
    def value(self) -> Decimal:
        found = self.table.cell(self.row, self.column).figure
        return found.value if found else Decimal(0)


def part_year_findings(table: Table, day: date | None, checked: Checked) -> Iterator[Finding]:
    opens = next((i for i, label in enumerate(table.columns) if OPENS.search(label) and _holds_months(table, i)), None)
    for row, label in enumerate(table.rows):
        for column, heading in enumerate(table.columns):
            year = year_in(heading)
            place = _Place(table, row, column)
            if year is None or not place.value or table.unit(row, column).of is not Of.MONEY:
                continue
            if opens is not None:
                yield from _opening(place, year, table.cell(row, opens).text, checked)
            elif day and PIPELINE.search(label) and AVOIDS.search(f"{label} {table.caption} {heading}"):
                yield from _pipeline(place, year, day, checked)


def _opening(place: _Place, year: FinancialYear, opens: str, checked: Checked) -> Iterator[Finding]:
    """Quantity × unit, whole, in the year in which it opens."""
    found = month_in(opens)
    if not found or FinancialYear.containing(date(found[1], found[0], 1)) != year or found[0] == APRIL:
        return
    checked.add(Kind.PART_YEARS)
    if not product_fits(place.table, place.row, place.column) and not _is_a_years(place):
        return
    months = twelfths(found[0])
    text, follows = _text(place), place.value * months / WHOLE
    step = _step(place)
    yield Finding(
        Kind.PART_YEARS, place.table.where(place.row, place.column), text, shown(round(follows, 2), step),
        gap(round(place.value - follows, 2), step),
        f"{text} is a whole year’s amount. What opens in {MONTHS[found[0] - 1]} {found[1]} has {months} of {WHOLE} "
        f"months of {year}: {shown(round(follows, 2), step)}.",
    )  # fmt: skip


def _is_a_years(place: _Place) -> bool:
    """Whether the same amount stands in its row as that of a full year."""
    table = place.table
    whole = [i for i, label in enumerate(table.columns) if basis_in(label) in ("full-year", "a year")]
    cells = [table.cell(place.row, i).figure for i in whole if i != place.column]
    own = table.cell(place.row, place.column).figure
    return any(one.value == own.value for one in cells if one and own)


def _pipeline(place: _Place, year: FinancialYear, day: date, checked: Checked) -> Iterator[Finding]:
    checked.add(Kind.PART_YEARS)
    months = twelfths_from(day, year)
    if months == WHOLE:
        return
    text, most, step = _text(place), place.value * months / WHOLE, _step(place)
    yield Finding(
        Kind.PART_YEARS, place.table.where(place.row, place.column), text, f"at most {shown(round(most, 2), step)}",
        gap(round(place.value - most, 2), step),
        f"{text} stands in {year} for what was still to come on {day.day} {day:%B %Y}. {months} of its {WHOLE} months "
        f"were left, so that at most {shown(round(most, 2), step)} of a year’s {text} can fall in it.",
        Severity.QUESTION,
    )  # fmt: skip


def _holds_months(table: Table, column: int) -> bool:
    return any(month_in(row[column].text) for row in table.cells)


def _text(place: _Place) -> str:
    return place.table.cell(place.row, place.column).text


def _step(place: _Place) -> Decimal:
    found = place.table.cell(place.row, place.column).figure
    return found.step if found else Decimal(1)
