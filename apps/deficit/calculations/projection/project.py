"""The projection: one call from frozen inputs to results, the same bytes for the same inputs and seed."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

import numpy as np

from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.amounts import bands, certain, pence
from apps.deficit.calculations.projection.draws import Array, Samples, central, drawn
from apps.deficit.calculations.projection.forecast import calibration_of, modelled, other_spend
from apps.deficit.calculations.projection.inputs import ProjectionInputs
from apps.deficit.calculations.projection.outcomes import AS_REPORTED, Outcomes, outcomes
from apps.deficit.calculations.projection.results import Calibration, Measure, Point, Projection
from apps.deficit.calculations.projection.sensitivity import sensitivities, switching_values

ENGINE_VERSION = "5"
Report = Callable[[float], None]


def project(inputs: ProjectionInputs, report: Report | None = None) -> Projection:
    """``report`` is told the share done. Raises ``ValueError`` whose text names what is wrong with the inputs."""
    say: Report = report or (lambda _: None)
    check(inputs)
    middle = central(inputs.assumptions)
    tied = central(inputs.calibrated or inputs.assumptions)
    tied_gap = inputs.calibrated_gap or inputs.gap
    calibration = calibration_of(tied_gap, tied, inputs.years)
    series, at_centre = _central(inputs, middle, calibration)
    say(0.1)
    told: list[Point] = []

    def tell(measure: Measure, subject: str, draws: Array) -> None:
        told.extend(_series("", measure, subject, inputs.years, series[measure, subject], draws))

    samples = drawn(inputs.assumptions, draws=inputs.draws, seed=inputs.seed)
    over_draws = outcomes(inputs, samples, calibration, tell)
    say(0.6)
    points = tuple(chain(_reported(inputs), _points(inputs, at_centre, over_draws), told))
    say(0.8)
    return Projection(
        points=points,
        sensitivities=sensitivities(inputs, calibration, at_centre),
        switching=switching_values(inputs),
        calibration=_calibrated(inputs, modelled(tied_gap, tied, inputs.years).gap),
        other_spend=pence(float(other_spend(inputs.gap))),
    )


def _central(
    inputs: ProjectionInputs, middle: Samples, calibration: Array
) -> tuple[dict[tuple[Measure, str], Array], Outcomes]:
    """What each initiative avoids with every assumption central, and the rest."""
    series: dict[tuple[Measure, str], Array] = {}

    def tell(measure: Measure, subject: str, amounts: Array) -> None:
        series[measure, subject] = amounts.copy()

    return series, outcomes(inputs, middle, calibration, tell)


def check(inputs: ProjectionInputs) -> None:
    """Raises ``ValueError``."""
    gap = inputs.gap
    if gap.base_year not in gap.published:
        raise ValueError(f"Position: no gap of {gap.base_year} is published, from which the projection would start.")
    if inputs.last_year < max(gap.published):
        raise ValueError(f"Horizon: {inputs.last_year} ends before the last published year, {max(gap.published)}.")
    if gap.fades_to < gap.fades_from:
        raise ValueError(f"Growth fades from {gap.fades_from} to {gap.fades_to}: put the two years in order.")
    if inputs.effect_year not in inputs.years:
        raise ValueError(f"Effect year: {inputs.effect_year} is not among the years of the projection.")
    _check_assumptions(inputs)


def _check_assumptions(inputs: ProjectionInputs) -> None:
    keys = [a.key for a in inputs.assumptions]
    for a in inputs.assumptions:
        if not a.low <= a.central <= a.high:
            raise ValueError(f"{a.key}: low {a.low}, central {a.central} and high {a.high} are not in order.")
    if twice := sorted({k for k in keys if keys.count(k) > 1}):
        raise ValueError(f"Assumptions: {', '.join(twice)} stands twice.")
    tied = {a.key for a in inputs.calibrated} or set(keys)
    if unknown := sorted((_named(inputs) - set(keys)) | (_of_the_gap(inputs) - tied)):
        raise ValueError(f"Assumptions: there is no {', '.join(unknown)}.")


def _of_the_gap(inputs: ProjectionInputs) -> set[str]:
    gap = inputs.gap
    named = {gap.funding_growth, gap.other_growth, gap.other_inflation, gap.long_growth}
    return named | {key for p in gap.placements for key in (p.growth, p.inflation)}


def _named(inputs: ProjectionInputs) -> set[str]:
    named = _of_the_gap(inputs) | {inputs.gap.support}
    for b in inputs.benefits:
        named |= {b.occupancy, b.displacement, b.deadweight, b.slippage, b.inflation, b.otherwise}
    return named - {""}


def _reported(inputs: ProjectionInputs) -> Iterator[Point]:
    """The published years, exactly, and nothing after them."""
    gap, accumulated = inputs.gap, inputs.gap.opening
    for year in sorted(gap.published):
        accumulated += gap.published[year] + gap.other_blocks.get(year, 0)
        yield Point(AS_REPORTED, Measure.GAP, "", year, certain(float(gap.published[year])))
        yield Point(AS_REPORTED, Measure.ACCUMULATED, "", year, certain(float(accumulated)))


def _points(inputs: ProjectionInputs, middle: Outcomes, over: Outcomes) -> Iterator[Point]:
    years = inputs.years
    for name, course in over.courses.items():
        at = middle.courses[name]
        yield from _series(name, Measure.GAP, "", years, at.gap, course.gap)
        yield from _series(name, Measure.ACCUMULATED, "", years, at.accumulated, course.accumulated)
        if inputs.gap.support_from is not None:
            yield from _series(name, Measure.SUPPORT, "", years, at.support, course.support)
    for grant in inputs.gap.grants:
        yield Point("", Measure.GRANT, grant.slug, grant.financial_year, certain(float(grant.amount)))
    yield from _series("", Measure.FUNDING, "", years, middle.forecast.funding, over.forecast.funding)
    groups: list[tuple[Measure, Mapping[str, Array], Mapping[str, Array]]] = [
        (Measure.SPEND, middle.forecast.spend, over.forecast.spend),
        (Measure.PLANS, middle.forecast.plans, over.forecast.plans),
        (Measure.BY_BLOCK, middle.avoided.by_block, over.avoided.by_block),
        (Measure.BY_PLACEMENT, middle.avoided.by_placement, over.avoided.by_placement),
    ]
    for measure, at_centre, drawings in groups:
        for subject in sorted(drawings):
            yield from _series("", measure, subject, years, at_centre[subject], drawings[subject])


def _series(
    scenario: str, measure: Measure, subject: str, years: tuple[FinancialYear, ...], at: Array, over: Array
) -> Iterator[Point]:
    for year, band in zip(years, bands(_rows(at, years), _rows(over, years)), strict=True):
        yield Point(scenario, measure, subject, year, band)


def _rows(values: Array, years: tuple[FinancialYear, ...]) -> Array:
    """One row a year, also where the value is the same in each."""
    return np.broadcast_to(values, (len(years), values.shape[-1]))


def _calibrated(inputs: ProjectionInputs, model: Array) -> tuple[Calibration, ...]:
    return tuple(
        Calibration(year, pence(model[index, 0]), inputs.gap.published[year])
        for index, year in enumerate(inputs.years)
        if year in inputs.gap.published
    )
