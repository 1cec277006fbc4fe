from apps.benchmarking.models.areas import Area
from apps.benchmarking.models.authorities import Authority, ComparatorSet, DeficitLabel, Neighbour
from apps.benchmarking.models.caseload import Caseload
from apps.benchmarking.models.chosen import ChosenMember, ChosenSet, LineComment
from apps.benchmarking.models.imports import NationalImport, ReplacedRow
from apps.benchmarking.models.national import AMOUNTS, Figure, SpendRow
from apps.benchmarking.models.spending import (
    BenchmarkReturn,
    BenchmarkValue,
    Denominator,
    LineNarrative,
    PrintedStatistic,
    SpendLine,
)

__all__ = [
    "AMOUNTS",
    "Area",
    "Authority",
    "BenchmarkReturn",
    "BenchmarkValue",
    "Caseload",
    "ChosenMember",
    "ChosenSet",
    "ComparatorSet",
    "DeficitLabel",
    "Denominator",
    "Figure",
    "LineComment",
    "LineNarrative",
    "NationalImport",
    "Neighbour",
    "PrintedStatistic",
    "ReplacedRow",
    "SpendLine",
    "SpendRow",
]
