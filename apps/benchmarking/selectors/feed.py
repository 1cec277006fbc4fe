"""Reads whole tables for the data feed, each in a fixed number of queries and a fixed order."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from apps.benchmarking.models import (
    BenchmarkReturn,
    BenchmarkValue,
    ChosenMember,
    Figure,
    LineComment,
    PrintedStatistic,
    SpendLine,
    SpendRow,
)
from apps.benchmarking.selectors.benchmark import COMPARED
from apps.benchmarking.selectors.read import current_benchmark
from apps.core.periods import FinancialYear

AREA = ("area__ons_code", "area__level", "area__name", "area__authority__dfe_code")
IMPORT = ("national_import__source__title", "national_import__source_reference", "national_import__source__date")


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


class NationalFigure(NamedTuple):
    measure: str
    year: int
    ons_code: str
    level: str
    area: str
    dfe_code: str | None
    value: Decimal | None
    mark: str
    source: str
    reference: str
    date: date


class Spend(NamedTuple):
    kind: str
    year: FinancialYear
    ons_code: str
    level: str
    area: str
    dfe_code: str | None
    line: str
    code: str
    gross: Decimal | None
    income: Decimal | None
    net: Decimal | None
    net_per_head: Decimal | None
    source: str
    reference: str
    date: date


def national_figures() -> list[NationalFigure]:
    rows = Figure.objects.order_by("measure", "year", "area__ons_code")
    return [NationalFigure(*row) for row in rows.values_list("measure", "year", *AREA, "value", "mark", *IMPORT)]


def spend_rows() -> list[Spend]:
    rows = SpendRow.objects.order_by("kind", "financial_year", "line__order", "area__ons_code")
    amounts = ("gross", "income", "net", "net_per_head")
    asked = ("kind", "financial_year", *AREA, "line__slug", "line__code", *amounts, *IMPORT)
    return [Spend(*row) for row in rows.values_list(*asked)]


def chosen_members() -> list[ChosenMember]:
    rows = ChosenMember.objects.select_related("chosen_set", "authority")
    return list(rows.order_by("chosen_set_id", "authority__name"))


def comments() -> list[LineComment]:
    rows = LineComment.objects.select_related("benchmark_return", "line", "written_by")
    return list(rows.order_by("benchmark_return__slug", "line__order", "version"))


def counts() -> dict[str, int]:
    """How many rows each data set has, by its name in the feed: statistics of each comparable line are worked out
    twice, with our own council and without."""
    benchmark = current_benchmark()
    lines = len(benchmark.lines) if benchmark else 0
    return {
        "benchmarks": BenchmarkValue.objects.count(),
        "benchmark_statistics": PrintedStatistic.objects.count() + lines * 2 * len(COMPARED),
        "benchmark_distances": lines,
        "national_figures": Figure.objects.count(),
        "section_251_returns": SpendRow.objects.count(),
        "chosen_sets": ChosenMember.objects.count(),
        "line_comments": LineComment.objects.count(),
    }
