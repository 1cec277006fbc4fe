from apps.benchmarking.models.authorities import Authority, ComparatorSet, DeficitLabel, Neighbour
from apps.benchmarking.models.caseload import Caseload
from apps.benchmarking.models.spending import (
    BenchmarkReturn,
    BenchmarkValue,
    Denominator,
    LineNarrative,
    PrintedStatistic,
    SpendLine,
)

__all__ = [
    "Authority",
    "BenchmarkReturn",
    "BenchmarkValue",
    "Caseload",
    "ComparatorSet",
    "DeficitLabel",
    "Denominator",
    "LineNarrative",
    "Neighbour",
    "PrintedStatistic",
    "SpendLine",
]
