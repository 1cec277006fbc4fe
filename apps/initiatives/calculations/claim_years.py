"""How a claim's units and costs fall into financial years (docs/calculations.md, "Claims in time").

Assured, each unit counts for the months of the year in which it does. As reported, under the full-year convention, it
counts whole in every year from the one in which it opens, for as many years as the claim has whole years.
"""

from datetime import date
from fractions import Fraction

from apps.core.periods import FinancialYear
from apps.initiatives.calculations.claim_terms import MONTHS_OF_A_YEAR, ClaimInputs

Years = dict[FinancialYear, Fraction]


def months_in(year: FinancialYear, start: date, end: date) -> int:
    """Whole months of ``year`` between two firsts of a month, half-open."""
    first, last = max(start, year.first_day), min(end, (year + 1).first_day)
    return max(0, (last.year - first.year) * 12 + last.month - first.month)


def years_of(inputs: ClaimInputs) -> list[FinancialYear]:
    last = FinancialYear.containing(date.fromordinal(inputs.end.toordinal() - 1))
    return list(FinancialYear.containing(inputs.start).until(last))


def unit_years(inputs: ClaimInputs) -> Years:
    """Units × the part of each year for which they count."""
    return {
        y: sum(
            (Fraction(g.units) * months_in(y, max(g.opens, inputs.start), inputs.end) / 12 for g in inputs.groups),
            Fraction(0),
        )
        for y in years_of(inputs)
    }


def units_valued(inputs: ClaimInputs) -> Fraction:
    """Units × years that the gross value holds: a full year of a recurring claim, the period of a one-off."""
    return inputs.counted if inputs.recurring else sum(unit_years(inputs).values(), Fraction(0))


def cost_years(inputs: ClaimInputs, amount: Fraction) -> Years:
    """A yearly cost by months; what a one-off costs once, spread over its months."""
    whole = MONTHS_OF_A_YEAR if inputs.recurring else inputs.months
    return {y: amount * months_in(y, inputs.start, inputs.end) / whole for y in years_of(inputs)}


def reported_years(inputs: ClaimInputs) -> Years:
    """Units that count whole in each year as reported; of a one-off, in the year in which they open alone.

    A year for each whole year of the claim, from the first: 36 months from September 2025 are 2025/26 to 2027/28, and
    the five months of 2028/29 are not counted on top.
    """
    opened = [(FinancialYear.containing(max(g.opens, inputs.start)), Fraction(g.units)) for g in inputs.groups]
    years = years_of(inputs)
    if not inputs.recurring:
        return {y: sum((n for first, n in opened if first == y), Fraction(0)) for y in years}
    counted = years[: inputs.months // MONTHS_OF_A_YEAR]
    return {y: sum((n for first, n in opened if first <= y and y in counted), Fraction(0)) for y in years}
