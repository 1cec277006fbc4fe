"""Reads one data set against one set of comparators into a ``Benchmark``, however many councils and lines it has.

The queries do not grow with the rows: eight of a published table, seven of returns.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from apps.benchmarking.calculations.measures import PRINTED, SHARE, Measure
from apps.benchmarking.models import (
    BenchmarkReturn,
    BenchmarkValue,
    Denominator,
    LineNarrative,
    PrintedStatistic,
)
from apps.benchmarking.selectors.benchmark import Benchmark, Line, Population, Printed
from apps.benchmarking.selectors.comments import comments_in_force
from apps.benchmarking.selectors.data_sets import DataSet, data_sets, printed_tables
from apps.benchmarking.selectors.lines import Values, comparable, councils_of, known_lines
from apps.benchmarking.selectors.peers import Peers, all_peers, origin_of
from apps.benchmarking.selectors.shares import as_shares
from apps.benchmarking.selectors.spend import spend_benchmark
from apps.benchmarking.vocabulary import ReturnKind, Statistic
from apps.core.memory import remembered


@dataclass(frozen=True, slots=True)
class Offered:
    """What may be chosen: comparators and data sets, by their words in addresses, the defaults first."""

    peers: dict[str, Peers]
    sets: dict[str, DataSet]

    @property
    def printed(self) -> DataSet | None:
        """The newest published table, a budget before an outturn."""
        return next((one for one in self.sets.values() if one.table), None)

    def __bool__(self) -> bool:
        return bool(self.peers and self.sets)


def offered() -> Offered:
    return Offered(all_peers(), data_sets())


@remembered
def current_benchmark() -> Benchmark | None:
    """The newest published table against the default comparators. None without any."""
    table, whom = next(iter(printed_tables()), None), next(iter(all_peers().values()), None)
    return benchmark_of(table, whom, PRINTED) if table and whom else None


@remembered
def benchmark_of(data: DataSet, peers: Peers, measure: Measure) -> Benchmark | None:
    """``measure`` is one that the data set offers. None where no line has a value of ours and of a comparator."""
    if data.table:
        b = _printed(data, data.table, peers)
        found = as_shares(b) if measure == SHARE else b
    else:
        found = spend_benchmark(data, peers, measure)
    return found if found.lines else None


def _printed(data: DataSet, pk: int, peers: Peers) -> Benchmark:
    table = BenchmarkReturn.objects.select_related("source").get(pk=pk)
    councils, deficit_at = councils_of(peers, table.financial_year)
    known = known_lines()
    values = _values(table, known)
    printed = PrintedStatistic.objects.filter(benchmark_return=table)
    narratives = LineNarrative.objects.filter(benchmark_return=table)
    return Benchmark(
        name=table.name,
        financial_year=table.financial_year,
        kind=ReturnKind(table.kind),
        unit=table.unit,
        origin=origin_of(table),
        comparator_name=peers.name,
        comparator_origin=peers.origin,
        population=_population(table, peers.ours.pk),
        councils=councils,
        deficit_at=deficit_at,
        lines=comparable(known.values(), values, councils),
        values=values,
        printed={
            Printed(known[line].slug, Statistic(statistic), of): value
            for line, statistic, of, value in printed.values_list("line_id", "statistic", "of_neighbours", "value")
        },
        narratives={known[line].slug: text for line, text in narratives.values_list("line_id", "text")},
        measure=PRINTED,
        whom=peers.whom,
        data=data.slug,
        comments=comments_in_force(table.pk),
    )


def _values(table: BenchmarkReturn, known: Mapping[int, Line]) -> Values:
    values: dict[str, dict[int, Decimal]] = defaultdict(dict)
    rows = BenchmarkValue.objects.filter(benchmark_return=table)
    for line, council, value in rows.values_list("line_id", "authority_id", "value"):
        values[known[line].slug][council] = value
    return dict(values)


def _population(table: BenchmarkReturn, ours: int) -> Population | None:
    """Our own council's, by the name that the return gives its denominator."""
    found = (
        Denominator.objects.filter(authority=ours, name=table.denominator_name)
        .select_related("source")
        .order_by("-as_at")
        .first()
    )
    return Population(found.name, found.as_at, found.value, origin_of(found)) if found else None
