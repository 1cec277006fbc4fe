"""What one benefit avoids in each year, and what its empty places cost, £.

    filled share of a year  the ramp, integrated over the months in the year since opening, ÷ 12
    value of a unit         s × dear + (1 − s) × other − actual, at the prices of the year
    gross                   units × value × occupancy × (1 − deadweight) × attribution × filled
    avoided                 (gross − delivery cost × counted) × agreed
    empty                   units × (open − occupancy × filled) × empty cost

Only the years in which an opening may fall, or its places still fill, differ from draw to draw; before them it is
closed, after them full. So the years come in stretches. A year is counted from the benefit's start on, where it has
one, else from its opening.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

import numpy as np

from apps.core.periods import APRIL, FinancialYear
from apps.deficit.calculations.projection.draws import Array, Samples
from apps.deficit.calculations.projection.inputs import Benefit

MONTHS = 12
Years = tuple[FinancialYear, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Years next to each other. ``first`` and ``avoided``'s rows say which; ``avoided`` and ``empty`` are £,
    (years, draws or 1)."""

    first: int
    avoided: Array
    empty: Array


@dataclass(frozen=True, slots=True)
class Prices:
    """Price indices of the years against one year's prices, by the key of the inflation. Worked out once each."""

    samples: Samples
    years: Years
    known: dict[tuple[str, FinancialYear], Array]

    def index(self, inflation: str, base: FinancialYear) -> Array:
        """(years, draws): 1 in the year ``base``, and everywhere where no inflation is named."""
        if (inflation, base) not in self.known:
            rise = 1 + (self.samples[inflation] if inflation else np.zeros(1))
            yearly = np.tile(rise, (len(self.years), 1))
            yearly[0] = rise ** (self.years[0].start - base.start)
            self.known[inflation, base] = np.cumprod(yearly, axis=0, dtype=np.float64)
        return self.known[inflation, base]


def avoided_and_empty(benefit: Benefit, samples: Samples, prices: Prices) -> Iterator[Stretch]:
    """Stretch after stretch; what no stretch names is nought."""
    occupancy, deadweight = _share(samples, benefit.occupancy, 1), _share(samples, benefit.deadweight, 0)
    index = prices.index(benefit.inflation, benefit.price_base)
    agreed, delivery = float(benefit.agreed), float(benefit.delivery_cost * benefit.agreed)
    worth = float(benefit.units * benefit.attribution) * agreed * unit_value(benefit, samples)
    worth = worth * occupancy * (1 - deadweight)
    unfilled = float(benefit.units * benefit.empty_cost)
    for first, opened, filled in open_and_filled(benefit, prices.years, _share(samples, benefit.slippage, 0)):
        at_prices = index[first : first + len(opened)]
        avoided = worth * filled
        if delivery and benefit.starts is None:
            avoided = avoided - delivery * opened
        empty = opened - occupancy * filled
        empty *= unfilled
        yield Stretch(first, _times(avoided, at_prices), _times(empty, at_prices))
    if delivery and benefit.starts is not None:
        counted = _counted(benefit, prices.years)
        yield Stretch(0, -delivery * counted * index, np.zeros_like(counted))


def _times(amounts: Array, index: Array) -> Array:
    """The product, where it fits in the place of ``amounts``, which nobody else holds."""
    fits = np.broadcast_shapes(amounts.shape, index.shape) == amounts.shape
    return np.multiply(amounts, index, out=amounts if fits else None)


def unit_value(benefit: Benefit, samples: Samples) -> Array:
    """£ for a full year of one unit, at the prices of its price base."""
    dear, actual = float(benefit.dear), float(benefit.actual)
    other = _share(samples, benefit.otherwise, float(benefit.other))
    share = _share(samples, benefit.displacement, 1)
    return share * dear + (1 - share) * other - actual


def open_and_filled(benefit: Benefit, years: Years, slippage: Array) -> Iterator[tuple[int, Array, Array]]:
    """First year of a stretch, and the shares of each of its years for which the benefit is open, and filled:
    (years, draws or 1)."""
    opens = _month(benefit.opens, years[0]) + slippage
    starts, closes = _counted_months(benefit, years)
    full = opens.max() + MONTHS * (len(benefit.ramp) - 1)
    last = min(max(ceil(closes / MONTHS), 0), len(years))
    begins = min(max(floor(max(opens.min(), starts) / MONTHS), 0), last)
    settled = min(max(ceil(full / MONTHS), begins), last)
    edges = _edges(years, starts, closes)
    if begins < settled:
        since = edges[begins : settled + 1] - opens
        opened = np.diff(np.maximum(since, 0), axis=0) / MONTHS
        yield begins, opened, np.diff(_filled_to(benefit, since), axis=0) / MONTHS
    if settled < last:
        opened = np.diff(edges[settled : last + 1], axis=0) / MONTHS
        yield settled, opened, opened * float(benefit.ramp[-1])


def _counted(benefit: Benefit, years: Years) -> Array:
    """The share of each year from the benefit's start to its end: (years, 1)."""
    return np.diff(_edges(years, *_counted_months(benefit, years)), axis=0) / MONTHS


def _counted_months(benefit: Benefit, years: Years) -> tuple[int, int]:
    """From April of the first year: from which month, and up to which. A benefit never starts after it ends."""
    closes = len(years) * MONTHS if benefit.closes is None else _month(benefit.closes, years[0])
    starts = 0 if benefit.starts is None else _month(benefit.starts, years[0])
    return min(starts, closes), closes


def _edges(years: Years, starts: int, closes: int) -> Array:
    """Where each year begins and ends, in months, held between the two: (years + 1, 1)."""
    return np.clip(np.arange(len(years) + 1, dtype=np.float64)[:, None] * MONTHS, starts, closes)


def _filled_to(benefit: Benefit, since: Array) -> Array:
    """Months filled from the opening on: a line whose slope is the ramp's share of the year it is in."""
    months, before = np.zeros_like(since), 0.0
    for year, share in enumerate(map(float, benefit.ramp)):
        if share != before:
            months += (share - before) * np.maximum(since - MONTHS * year, 0)
        before = share
    return months


def _share(samples: Samples, key: str, unless: float) -> Array:
    return samples[key] if key else np.asarray([float(unless)])


def _month(day: date, first: FinancialYear) -> int:
    """Months from April of the first year."""
    return (day.year - first.start) * MONTHS + day.month - APRIL
