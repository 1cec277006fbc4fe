"""Every series of a projection as arrays, (years, draws) each, for one set of samples.

    unmitigated gap    forecast + avoidance that is in it, less what its empty places cost
    approved only      forecast − approved avoidance that is additional, + what its empty places cost
    and pipeline       the same, of approved and pipeline together
    accumulated(t)     accumulated(t − 1) + gap(t) + other blocks(t) − support(t) − grants(t)

A benefit that the published forecast reflects is added back once, for the unmitigated gap, and never subtracted: its
uncertainty is one of what would have been, not of what is spent. Method section 6.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from apps.deficit.calculations.projection.benefits import Prices, avoided_and_empty
from apps.deficit.calculations.projection.draws import Array, Samples
from apps.deficit.calculations.projection.forecast import Forecast, Years, forecast
from apps.deficit.calculations.projection.inputs import Benefit, Gap, ProjectionInputs, Standing
from apps.deficit.calculations.projection.results import Measure

AS_REPORTED, UNMITIGATED = "as-reported", "unmitigated"
APPROVED_ONLY, APPROVED_AND_PIPELINE = "approved-only", "approved-and-pipeline"
SCENARIOS = (AS_REPORTED, UNMITIGATED, APPROVED_ONLY, APPROVED_AND_PIPELINE)


class Sums(dict[str, Array]):
    """Arrays added up by name, (years, draws) each; from their first year on."""

    def __init__(self, years: int, draws: int) -> None:
        super().__init__()
        self.shape = (years, draws)

    def add(self, name: str, first: int, amount: Array) -> None:
        if name not in self:
            self[name] = np.zeros(self.shape)
        self[name][first : first + len(amount)] += amount


HELD = {True: (Measure.IN_FORECAST, Measure.EMPTY_IN_FORECAST), False: (Measure.ADDITIONAL, Measure.EMPTY_ADDITIONAL)}
# Told each series by "initiative/standing" while it is at hand: (years, draws), which the next one overwrites.
Tell = Callable[[Measure, str, Array], None]


@dataclass(frozen=True, slots=True)
class Avoided:
    """In-year, by block and by the placement type that is replaced. ``relief`` is what lowers the gap: avoidance less
    what its empty places cost, by whether it is in the forecast and by standing."""

    by_block: Sums
    by_placement: Sums
    relief: Sums

    def relieved(self, *standings: Standing, in_forecast: bool) -> Array | float:
        return sum((self.relief[name] for s in standings if (name := _name(in_forecast, s)) in self.relief), 0.0)


@dataclass(frozen=True, slots=True)
class Course:
    """One scenario: its gap, what meets part of it, and what accumulates."""

    gap: Array
    support: Array
    accumulated: Array


@dataclass(frozen=True, slots=True)
class Outcomes:
    forecast: Forecast
    avoided: Avoided
    courses: dict[str, Course]


def outcomes(inputs: ProjectionInputs, samples: Samples, calibration: Array, tell: Tell = lambda *_: None) -> Outcomes:
    years = inputs.years
    carried_on = forecast(inputs.gap, samples, years, calibration)
    avoided = avoided_by(inputs.benefits, samples, years, tell)
    gaps = {
        UNMITIGATED: carried_on.gap + avoided.relieved(*Standing, in_forecast=True),
        APPROVED_ONLY: carried_on.gap - avoided.relieved(Standing.APPROVED, in_forecast=False),
        APPROVED_AND_PIPELINE: carried_on.gap - avoided.relieved(*Standing, in_forecast=False),
    }
    return Outcomes(carried_on, avoided, {name: course(inputs.gap, gap, samples, years) for name, gap in gaps.items()})


def avoided_by(benefits: Iterable[Benefit], samples: Samples, years: Years, tell: Tell = lambda *_: None) -> Avoided:
    """In the order of their keys, so that the order in which they come changes no bit of a sum; one initiative after
    the other in one place of memory, so that many of them take no more of it than one."""
    shape = len(years), max((values.size for values in samples.values()), default=1)
    sums, prices = Avoided(Sums(*shape), Sums(*shape), Sums(*shape)), Prices(samples, years, {})
    avoided, empty = np.empty(shape), np.empty(shape)
    for (initiative, standing, in_forecast), group in groupby(sorted(benefits, key=_order), key=_series_of):
        avoided.fill(0)
        empty.fill(0)
        together, name = list(group), _name(in_forecast, standing)
        for benefit in together:
            for part in avoided_and_empty(benefit, samples, prices):
                rows = slice(part.first, part.first + len(part.avoided))
                avoided[rows] += part.avoided
                empty[rows] += part.empty
                sums.by_block.add(benefit.block, part.first, part.avoided)
                sums.by_placement.add(benefit.placement, part.first, part.avoided)
        measure, of_empty = HELD[in_forecast]
        tell(measure, f"{initiative}/{standing}", avoided)
        sums.relief.add(name, 0, avoided)
        if any(b.empty_cost for b in together):
            tell(of_empty, f"{initiative}/{standing}", empty)
            sums.relief.add(name, 0, -empty)
    return sums


def _series_of(benefit: Benefit) -> tuple[str, Standing, bool]:
    return benefit.initiative, benefit.standing, benefit.in_forecast


def _order(benefit: Benefit) -> tuple[str, Standing, bool, str]:
    return *_series_of(benefit), benefit.key


def _name(in_forecast: bool, standing: Standing) -> str:
    return f"{in_forecast}/{standing}"


def course(gap: Gap, in_year: Array, samples: Samples, years: Years) -> Course:
    """What accumulates from a gap (years, draws)."""
    other = np.asarray([[float(gap.other_blocks.get(y, 0))] for y in years])
    grants = np.asarray([[float(sum(g.amount for g in gap.grants if g.financial_year == y))] for y in years])
    supported = np.asarray([[float(gap.support_from is not None and y >= gap.support_from)] for y in years])
    share = samples[gap.support] if gap.support else np.zeros(1)
    support = supported * share * np.maximum(in_year, 0)
    return Course(in_year, support, float(gap.opening) + np.cumsum(in_year + other - support - grants, axis=0))
