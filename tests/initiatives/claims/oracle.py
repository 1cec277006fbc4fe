"""A claim's value told in another way: one group, one month and one placement at a time, by taking away what does not
count. Slow and obvious, to hold the engine against."""

from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from apps.initiatives.calculations.claim_terms import ClaimInputs, Group

Months = list[tuple[int, int]]
EXACT = Context(prec=80, rounding=ROUND_HALF_UP)


def pence(value: Fraction) -> Decimal:
    exact = EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    return exact.quantize(Decimal("0.01"), context=EXACT) + 0  # no −0


def months(start: date, end: date) -> Months:
    found, year, month = [], start.year, start.month
    while (year, month) < (end.year, end.month):
        found.append((year, month))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def year_of(month: tuple[int, int]) -> int:
    """The year in which its financial year starts."""
    return month[0] if month[1] >= 4 else month[0] - 1


def worth_a_month(c: ClaimInputs) -> Fraction:
    """Of one unit, £."""
    value = Fraction(0)
    for placement in c.mix:
        value += Fraction(placement.rate) / 12 * Fraction(placement.share) / 100
    if c.actual:
        value -= Fraction(c.actual.rate) / 12
    value -= value * (100 - Fraction(c.occupancy.central)) / 100
    value -= value * Fraction(c.deadweight.central) / 100
    return sum((value * Fraction(s.share) / 100 for s in c.shares), Fraction(0))


def counts(c: ClaimInputs, group: Group) -> Months:
    return [m for m in months(c.start, c.end) if m >= (group.opens.year, group.opens.month)]


def net(c: ClaimInputs) -> dict[str, Decimal]:
    """By block: a full year of what recurs, else the months in which each unit counts; less what it costs."""
    found: dict[str, Fraction] = defaultdict(Fraction)
    found[c.block] = Fraction(0)
    each = worth_a_month(c)
    for group in c.groups:
        for _ in range(12) if c.recurring else counts(c, group):
            found[c.block] += Fraction(group.units) * each
    for cost in c.costs:
        if cost.block:
            found[cost.block] -= Fraction(cost.amount)
    return {block: pence(amount) for block, amount in found.items()}


def in_year(c: ClaimInputs) -> dict[str, dict[int, Decimal]]:
    """By block and financial year, month for month."""
    found: dict[str, dict[int, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    each, lasts = worth_a_month(c), months(c.start, c.end)
    for month in lasts:
        found[c.block][year_of(month)] += 0
        for group in c.groups:
            if month in counts(c, group):
                found[c.block][year_of(month)] += Fraction(group.units) * each
        for cost in c.costs:
            if cost.block:
                found[cost.block][year_of(month)] -= Fraction(cost.amount) / (12 if c.recurring else len(lasts))
    return {block: {y: pence(a) for y, a in years.items()} for block, years in found.items()}


def reported_in_year(c: ClaimInputs) -> dict[int, Decimal]:
    """Whole years from the first, as many as the claim lasts; of a one-off, the year in which its units open."""
    lasts = months(c.start, c.end)
    years = list(dict.fromkeys(year_of(m) for m in lasts))
    found = dict.fromkeys(years, Fraction(0))
    for group in c.groups:
        opens = year_of(max((group.opens.year, group.opens.month), lasts[0]))
        for place, year in enumerate(years):
            if year == opens or (c.recurring and year > opens):
                found[year] += (
                    Fraction(group.units) * Fraction(c.reported_value) * (not c.recurring or place < len(lasts) // 12)
                )
    return {year: pence(amount) for year, amount in found.items()}
