"""What a claim is worth, line by line (method, section 4; docs/calculations.md).

    units counted × unit value × occupancy × (1 − deadweight) × attribution share [× part of the year] = gross
    gross − delivery cost = net, block by block

Two conventions stand side by side. *As reported*: occupancy 1, deadweight 0, attribution 1, no delivery cost, full
years, the report's own unit value. *Assured*: the claim's own values. A one-off is worth, assured, the months of its
period ÷ 12, so that periods that follow each other never sum above the whole. Exact until ``to_pence`` rounds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from apps.core.periods import FinancialYear
from apps.initiatives.calculations.claim_terms import HUNDRED, ClaimInputs, Cost, check
from apps.initiatives.calculations.claim_years import (
    Years,
    cost_years,
    reported_years,
    unit_years,
    units_valued,
)
from apps.initiatives.calculations.pence import to_pence


@dataclass(frozen=True, slots=True)
class Value:
    """One convention's amounts, £. ``gross`` and ``net`` are for a full year of a recurring claim, else once.

    ``net`` and ``in_year`` are by block; only the claim's own block holds its gross.
    """

    unit_value: Fraction
    gross: Fraction
    net: Mapping[str, Fraction]
    in_year: Mapping[str, Mapping[FinancialYear, Fraction]]


@dataclass(frozen=True, slots=True)
class ClaimValue:
    """``low`` and ``high`` bound the assured net value (the claim's block) by occupancy and deadweight alone.
    ``years`` is how long a counted unit counts on average: 1 where the claim recurs."""

    as_reported: Value
    assured: Value
    low: Fraction
    high: Fraction
    years: Fraction
    intake_units: Fraction | None
    intake_gross: Fraction | None
    empty_units: Fraction
    empty_cost: Fraction | None


def value_of(inputs: ClaimInputs) -> ClaimValue:
    """Raises ``ValueError`` for an input that no claim may have."""
    check(inputs)
    occupancy, deadweight = inputs.occupancy, inputs.deadweight
    assured = _assured(inputs, occupancy.central, deadweight.central)
    least = _assured(inputs, occupancy.low, deadweight.high)
    most = _assured(inputs, occupancy.high, deadweight.low)
    bounds = sorted(v.net[inputs.block] for v in (least, most))
    empty = inputs.counted * (1 - Fraction(occupancy.central) / HUNDRED)
    intake = inputs.counted * 12 / inputs.came_months if inputs.came_months else None
    each = inputs.worth_of_one(occupancy.central, deadweight.central)
    return ClaimValue(
        as_reported=_reported(inputs),
        assured=assured,
        low=bounds[0],
        high=bounds[1],
        years=units_valued(inputs) / inputs.counted,
        intake_units=intake,
        intake_gross=None if intake is None else intake * each,
        empty_units=empty,
        empty_cost=None if inputs.empty_place_cost is None else empty * Fraction(inputs.empty_place_cost),
    )


def claimed(value: Value, block: str) -> Decimal:
    """What the claim asks for: net of its block, to the penny."""
    return to_pence(value.net[block])


def _reported(inputs: ClaimInputs) -> Value:
    each = Fraction(inputs.reported_value)
    full = inputs.counted * each
    years = {y: units * each for y, units in reported_years(inputs).items()}
    return Value(each, full, {inputs.block: full}, {inputs.block: years})


def _assured(inputs: ClaimInputs, occupancy: Decimal, deadweight: Decimal) -> Value:
    each = inputs.worth_of_one(occupancy, deadweight)
    years = {y: each * weight for y, weight in unit_years(inputs).items()}
    gross = units_valued(inputs) * each
    own = _cost(inputs.costs, inputs.block)
    in_year = {inputs.block: _less(years, cost_years(inputs, own))}
    net = {inputs.block: gross - own}
    for block in sorted({c.block for c in inputs.costs if c.block} - {inputs.block}):
        borne = _cost(inputs.costs, block)
        net[block] = -borne
        in_year[block] = _less(dict.fromkeys(years, Fraction(0)), cost_years(inputs, borne))
    return Value(inputs.unit_value, gross, net, in_year)


def _cost(costs: Iterable[Cost], block: str) -> Fraction:
    return sum((Fraction(c.amount) for c in costs if c.block == block), Fraction(0))


def _less(gross: Years, cost: Years) -> Years:
    return {y: amount - cost.get(y, Fraction(0)) for y, amount in gross.items()}
