"""The gap as finance forecasts it, carried on by caseload, unit costs and funding. £; arrays are (years, draws).

    gap(t) = Σ plans(t) × unit cost(t) + other spend(t) − funding(t) − transfers(t) + calibration(t)

Other spend is what the published spend of the base year holds beyond its placements; a what-if keeps that in force. The
calibration ties each
published year to what finance published, with every assumption central, and is carried on unchanged after the last. The
benefits that the published gap reflects are in it; ``outcomes`` adds them back for the unmitigated gap. Method
section 6.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.draws import Array, Samples
from apps.deficit.calculations.projection.inputs import NOUGHT, Gap

CALIBRATION, OTHER = "calibration", "other"
Years = tuple[FinancialYear, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """``spend`` and ``plans`` by placement type; ``spend`` holds ``other`` and ``calibration``, too. ``funding`` holds
    what other blocks gave in a year."""

    gap: Array
    spend: Mapping[str, Array]
    plans: Mapping[str, Array]
    funding: Array


def other_spend(gap: Gap) -> Decimal:
    """Of the base year: spend that no placement type holds. Raises ``ValueError`` where placements cost more than is
    spent."""
    if gap.other is not None:
        return gap.other
    spent = gap.published[gap.base_year] + gap.transfers.get(gap.base_year, NOUGHT) + gap.funding
    placed = sum((p.plans * p.unit_cost for p in gap.placements), NOUGHT)
    if placed > spent:
        raise ValueError(
            f"Unit costs: the placements of {gap.base_year} would cost £{placed:,.0f}, and all spend on high needs is "
            f"£{spent:,.0f}. Lower a unit cost, or correct the position or its funding."
        )
    return spent - placed


def modelled(gap: Gap, samples: Samples, years: Years) -> Forecast:
    """Without calibration: what caseload, cost and funding alone say."""
    spend, plans = {}, {}
    for placement in gap.placements:
        plans[placement.slug] = float(placement.plans) * _grown(gap, samples, placement.growth, years)
        cost = float(placement.unit_cost) * _rise(gap, samples[placement.inflation], years)
        spend[placement.slug] = plans[placement.slug] * cost
    rise = _rise(gap, samples[gap.other_inflation], years)
    spend[OTHER] = float(other_spend(gap)) * _grown(gap, samples, gap.other_growth, years) * rise
    given = np.asarray([[float(gap.transfers.get(year, NOUGHT))] for year in years])
    funding = float(gap.funding) * _funding_index(gap, samples, years) + given
    return Forecast(sum(spend.values(), -funding), spend, plans, funding)


def forecast(gap: Gap, samples: Samples, years: Years, calibration: Array) -> Forecast:
    """With the calibration (years, 1) of ``calibration_of``."""
    model = modelled(gap, samples, years)
    return Forecast(model.gap + calibration, {**model.spend, CALIBRATION: calibration}, model.plans, model.funding)


def calibration_of(gap: Gap, central: Samples, years: Years) -> Array:
    """What ties each year to the published gap, and the last of them after it: (years, 1)."""
    model = modelled(gap, central, years).gap[:, :1]
    result = np.zeros((len(years), 1))
    for index, year in enumerate(years):
        published = gap.published.get(year)
        result[index] = result[index - 1] if published is None else float(published) - model[index]
    return result


def _grown(gap: Gap, samples: Samples, growth: str, years: Years) -> Array:
    """Plans against those of the base year: (years, draws)."""
    own, long_run = samples[growth], samples[gap.long_growth]
    span = max(gap.fades_to.start - gap.fades_from.start, 1)
    weights = np.asarray([[min(max((y.start - gap.fades_from.start) / span, 0.0), 1.0)] for y in years])
    yearly = 1 + own + weights * (long_run - own)
    yearly[0] = 1.0
    return np.cumprod(yearly, axis=0, dtype=np.float64)


def _rise(gap: Gap, inflation: Array, years: Years) -> Array:
    steps = np.asarray([[y.start - gap.base_year.start] for y in years], dtype=np.float64)
    return np.power(1 + inflation, steps)


def _funding_index(gap: Gap, samples: Samples, years: Years) -> Array:
    growth = samples[gap.funding_growth]
    yearly = np.ones((len(years), growth.size))
    for index, year in enumerate(years[1:], 1):
        fixed = gap.fixed_funding_growth.get(year)
        yearly[index] = 1 + (growth if fixed is None else float(fixed))
    return np.cumprod(yearly, axis=0, dtype=np.float64)
