"""The projection by another road: one month at a time, in decimals of sixty digits, one draw after the other.

Slow and obvious. It takes the drawn values of each assumption as given and shares no line with the engine.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext

from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.inputs import Benefit, ProjectionInputs

Values = Mapping[str, Decimal]
Key = tuple[str, str, str, int]


def penny(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def percentile(values: list[Decimal], q: int) -> Decimal:
    """The straight line between the two nearest ranks (Hyndman and Fan, type 7)."""
    ordered = sorted(values)
    place = Decimal(q) / 100 * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def one_case(inputs: ProjectionInputs, values: Values) -> dict[Key, Decimal]:
    """Every series of one draw: (scenario, measure, subject, year in which the financial year starts) → amount."""
    with localcontext(prec=60):
        return _one_case(inputs, values)


def _one_case(inputs: ProjectionInputs, values: Values) -> dict[Key, Decimal]:
    series: dict[Key, Decimal] = defaultdict(Decimal)
    model = _model(inputs, values)
    for name, amounts in model.items():
        measure, _, subject = name.partition(":")
        series |= {("", measure, subject, year): amount for year, amount in amounts.items() if measure != "gap"}
    for year, amount in _calibration(inputs).items():
        series["", "spend", "calibration", year] = amount
    for benefit in inputs.benefits:
        _enter(series, inputs, benefit, values)
    forecast = {year: gap + series["", "spend", "calibration", year] for year, gap in model["gap"].items()}
    _accumulate(series, inputs, values, "unmitigated", forecast, "in_forecast", ("approved", "pipeline"))
    _accumulate(series, inputs, values, "approved-only", forecast, "additional", ("approved",))
    _accumulate(series, inputs, values, "approved-and-pipeline", forecast, "additional", ("approved", "pipeline"))
    return dict(series)


def _calibration(inputs: ProjectionInputs) -> dict[int, Decimal]:
    """Tied with the assumptions and the gap in force, where a what-if changes its own."""
    tied = replace(inputs, gap=inputs.calibrated_gap or inputs.gap)
    modelled = _model(tied, {a.key: a.central for a in inputs.calibrated or inputs.assumptions})["gap"]
    found, last = {}, Decimal(0)
    for year in _starts(inputs):
        published = inputs.gap.published.get(FinancialYear(year))
        found[year] = last = last if published is None else published - modelled[year]
    return found


def _accumulate(
    series: dict[Key, Decimal], inputs: ProjectionInputs, values: Values, scenario: str,
    forecast: dict[int, Decimal], held: str, standings: tuple[str, ...],
) -> None:  # fmt: skip
    """What is in the forecast is added back; what is additional is taken off."""
    sign, total = (1 if held == "in_forecast" else -1), inputs.gap.opening
    subjects = {f"{b.initiative}/{b.standing.value}" for b in inputs.benefits if b.standing.value in standings}
    for year in _starts(inputs):
        avoided = sum((series.get(("", held, s, year), Decimal(0)) for s in subjects), Decimal(0))
        empty = sum((series.get(("", f"empty_{held}", s, year), Decimal(0)) for s in subjects), Decimal(0))
        gap = forecast[year] + sign * (avoided - empty)
        grants = sum((g.amount for g in inputs.gap.grants if g.financial_year.start == year), Decimal(0))
        other = inputs.gap.other_blocks.get(FinancialYear(year), Decimal(0))
        total += gap + other - _support(inputs, values, year, gap) - grants
        series[scenario, "gap", "", year] = gap
        series[scenario, "accumulated", "", year] = total


def _starts(inputs: ProjectionInputs) -> range:
    return range(inputs.gap.base_year.start, inputs.last_year.start + 1)


def _support(inputs: ProjectionInputs, values: Values, year: int, gap: Decimal) -> Decimal:
    begins = inputs.gap.support_from
    if begins is None or year < begins.start or gap < 0:
        return Decimal(0)
    return gap * values[inputs.gap.support]


def _model(inputs: ProjectionInputs, values: Values) -> dict[str, dict[int, Decimal]]:
    """Spend by placement type, other spend, funding and their difference, year after year."""
    gap, base = inputs.gap, inputs.gap.base_year.start
    found: dict[str, dict[int, Decimal]] = defaultdict(dict)
    other = Decimal(gap.published[gap.base_year]) + gap.transfers.get(gap.base_year, Decimal(0)) + gap.funding
    for p in gap.placements:
        other -= p.plans * p.unit_cost
    if gap.other is not None:
        other = gap.other
    plans = {p.slug: p.plans for p in gap.placements}
    others, funding = Decimal(1), gap.funding
    for year in _starts(inputs):
        if year > base:
            for p in gap.placements:
                plans[p.slug] *= 1 + _growth(inputs, values[p.growth], values, year)
            others *= 1 + _growth(inputs, values[gap.other_growth], values, year)
            fixed = gap.fixed_funding_growth.get(FinancialYear(year))
            funding *= 1 + (values[gap.funding_growth] if fixed is None else fixed)
        spent = Decimal(0)
        for p in gap.placements:
            found[f"plans:{p.slug}"][year] = plans[p.slug]
            found[f"spend:{p.slug}"][year] = plans[p.slug] * p.unit_cost * (1 + values[p.inflation]) ** (year - base)
            spent += found[f"spend:{p.slug}"][year]
        found["spend:other"][year] = other * others * (1 + values[gap.other_inflation]) ** (year - base)
        found["funding"][year] = funding + gap.transfers.get(FinancialYear(year), Decimal(0))
        found["gap"][year] = spent + found["spend:other"][year] - found["funding"][year]
    return found


def _growth(inputs: ProjectionInputs, own: Decimal, values: Values, year: int) -> Decimal:
    first, last = inputs.gap.fades_from.start, inputs.gap.fades_to.start
    if year <= first:
        return own
    if year >= last:
        return values[inputs.gap.long_growth]
    return own + (values[inputs.gap.long_growth] - own) * Decimal(year - first) / (last - first)


def _enter(series: dict[Key, Decimal], inputs: ProjectionInputs, b: Benefit, values: Values) -> None:
    occupancy = values[b.occupancy] if b.occupancy else Decimal(1)
    displaced = values[b.displacement] if b.displacement else Decimal(1)
    deadweight = values[b.deadweight] if b.deadweight else Decimal(0)
    other = values[b.otherwise] if b.otherwise else b.other
    worth = displaced * b.dear + (1 - displaced) * other - b.actual
    held = "in_forecast" if b.in_forecast else "additional"
    subject = f"{b.initiative}/{b.standing.value}"
    for year in _starts(inputs):
        opened = filled = paid = Decimal(0)
        for month in range(12):
            share_open, share_filled = _month(b, year, month, values)
            opened += share_open / 12
            filled += share_filled / 12
            paid += _paid(b, year, month, share_open) / 12
        prices = (1 + values[b.inflation]) ** (year - b.price_base.start) if b.inflation else Decimal(1)
        gross = b.units * worth * occupancy * (1 - deadweight) * b.attribution * filled
        avoided = (gross - b.delivery_cost * paid) * b.agreed * prices
        series["", held, subject, year] += avoided
        series["", "by_block", b.block, year] += avoided
        series["", "by_placement", b.placement, year] += avoided
        if b.empty_cost:
            empty = b.units * (opened - occupancy * filled) * b.empty_cost * prices
            series["", f"empty_{held}", subject, year] += empty


def _month(b: Benefit, year: int, month: int, values: Values) -> tuple[Decimal, Decimal]:
    """The share of one month (0 is April) for which the benefit is open, and for which its units are filled."""
    start = Decimal(_count(b.opens)) + (values[b.slippage] if b.slippage else 0)
    begins, ends = Decimal(year * 12 + 3 + month), Decimal(year * 12 + 4 + month)
    if b.closes is not None and begins >= _count(b.closes):
        return Decimal(0), Decimal(0)
    if b.starts is not None and begins < _count(b.starts):
        return Decimal(0), Decimal(0)
    begins = max(begins, start)
    if ends <= begins:
        return Decimal(0), Decimal(0)
    filled = Decimal(0)
    for anniversary in range(200):
        share = Decimal(b.ramp[min(anniversary, len(b.ramp) - 1)])
        first = max(begins, start + 12 * anniversary)
        last = min(ends, start + 12 * (anniversary + 1))
        filled += max(last - first, Decimal(0)) * share
    return ends - begins, filled


def _paid(b: Benefit, year: int, month: int, share_open: Decimal) -> Decimal:
    """The share of a month for which delivery costs: all of it from the start on, where there is one."""
    if b.starts is None:
        return share_open
    at = year * 12 + 3 + month
    return Decimal(at >= _count(b.starts) and (b.closes is None or at < _count(b.closes)))


def _count(day: date) -> int:
    return day.year * 12 + day.month - 1
