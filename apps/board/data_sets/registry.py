"""The data sets of the feed, in the order in which the page lists them."""

from apps.board.data_sets import (
    avoidance,
    benchmarks,
    claims,
    comparison,
    initiatives,
    national,
    outcomes,
    places,
    positions,
    projections,
    schemes,
)
from apps.board.data_sets.base import DataSet

DATA_SETS: tuple[DataSet, ...] = (
    positions.POSITIONS,
    projections.SCENARIOS,
    projections.RUNS,
    avoidance.COST_AVOIDANCE,
    places.PLACES,
    places.PLACE_EXCLUSIONS,
    places.PLACES_BY_PHASE,
    schemes.SCHEMES,
    schemes.OCCUPANCY,
    initiatives.INITIATIVES,
    initiatives.FUNDING,
    initiatives.FUNDS,
    outcomes.OUTCOMES,
    outcomes.REPORTED_BENEFITS,
    claims.APPROVED_BENEFITS,
    benchmarks.BENCHMARKS,
    comparison.BENCHMARK_STATISTICS,
    comparison.BENCHMARK_DISTANCES,
    national.NATIONAL_FIGURES,
    national.SECTION_251_RETURNS,
    national.CHOSEN_SETS,
    national.LINE_COMMENTS,
)
BY_SLUG = {data_set.slug: data_set for data_set in DATA_SETS}
