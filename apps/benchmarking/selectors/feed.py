"""Reads whole tables for the data feed, each in a fixed number of queries and a fixed order."""

from apps.benchmarking.models import BenchmarkReturn, BenchmarkValue, PrintedStatistic, SpendLine
from apps.benchmarking.selectors.benchmark import COMPARED
from apps.benchmarking.selectors.read import current_benchmark


def benchmark_values() -> list[BenchmarkValue]:
    return list(
        BenchmarkValue.objects.select_related("benchmark_return__source", "authority", "line").order_by(
            "benchmark_return__slug", "line__order", "authority__name"
        )
    )


def printed_statistics() -> list[PrintedStatistic]:
    return list(
        PrintedStatistic.objects.select_related("benchmark_return__source", "line").order_by(
            "benchmark_return__slug", "line__order", "of_neighbours", "statistic"
        )
    )


def sum_lines() -> set[int]:
    """Lines that are the sum of other lines, so that nobody adds both."""
    return set(SpendLine.parts.through.objects.values_list("from_spendline_id", flat=True))


def return_named(name: str) -> BenchmarkReturn:
    """The newest of that name."""
    return BenchmarkReturn.objects.filter(name=name).order_by("-financial_year", "kind")[0]


def line_orders() -> dict[str, int]:
    return dict(SpendLine.objects.values_list("slug", "order"))


def counts() -> dict[str, int]:
    """How many rows each data set has, by its name in the feed: statistics of each comparable line are worked out
    twice, with our own council and without."""
    benchmark = current_benchmark()
    lines = len(benchmark.lines) if benchmark else 0
    return {
        "benchmarks": BenchmarkValue.objects.count(),
        "benchmark_statistics": PrintedStatistic.objects.count() + lines * 2 * len(COMPARED),
        "benchmark_distances": lines,
    }
