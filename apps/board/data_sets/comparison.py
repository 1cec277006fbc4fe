"""Where our council stands on each line: statistics, printed and worked out, and the distance in pounds."""

from collections.abc import Iterator

from apps.benchmarking.calculations.comparison import Comparison
from apps.benchmarking.selectors import feed
from apps.benchmarking.selectors.benchmark import COMPARED, Benchmark, Line
from apps.benchmarking.selectors.read import current_benchmark
from apps.benchmarking.vocabulary import Statistic
from apps.board.data_sets.base import (
    SOURCE,
    SOURCE_REFERENCE,
    DataSet,
    Field,
    Loaded,
    Row,
    Value,
    decimal,
    newest,
    one_of,
    pounds,
    text,
    whole,
    yes_no,
)
from apps.board.data_sets.benchmarks import (
    LINE_FIELDS,
    PER_HEAD,
    RATE,
    RETURN_FIELDS,
    SECTION_251,
    of_return,
)

ENGLAND, WITH, WITHOUT = "england", "neighbours_with_own_council", "neighbours_without_own_council"


def load_statistics() -> Loaded:
    found, sums = feed.printed_statistics(), feed.sum_lines()
    rows: list[Row] = [
        (
            *of_return(s.benchmark_return),
            s.line.slug, s.line.code, s.line.title, s.line.order, s.line_id in sums,
            WITH if s.of_neighbours else ENGLAND, s.statistic, True, None,
            s.value, s.benchmark_return.source.title, s.benchmark_return.source_reference,
        )
        for s in found
    ]  # fmt: skip
    benchmark = current_benchmark()
    rows += _worked_out(benchmark) if benchmark else []
    return Loaded(rows, newest([s.benchmark_return.source.date for s in found]))


def load_distances() -> Loaded:
    benchmark = current_benchmark()
    if benchmark is None:
        return Loaded([], None)
    rows = [(*head, *_distance(benchmark.comparison(line)), *_origin(benchmark)) for head, line in _lines(benchmark)]
    return Loaded(rows, benchmark.origin.date)


def _worked_out(benchmark: Benchmark) -> Iterator[Row]:
    for head, line in _lines(benchmark):
        comparison = benchmark.comparison(line)
        for own_in, of in ((True, WITH), (False, WITHOUT)):
            spread = comparison.spread(own_in)
            for statistic in COMPARED:
                value = getattr(spread, statistic.value)
                yield (*head, of, statistic.value, False, spread.n, value, *_origin(benchmark))


def _lines(benchmark: Benchmark) -> Iterator[tuple[tuple[Value, ...], Line]]:
    """The first cells of each comparable line, which every row about it begins with."""
    head, orders = of_return(feed.return_named(benchmark.name)), feed.line_orders()
    for line in benchmark.lines:
        yield (*head, line.slug, line.code, line.title, orders[line.slug], bool(line.parts)), line


def _distance(comparison: Comparison) -> tuple[Value, ...]:
    return (
        comparison.ours, comparison.spread(False).median, comparison.rank, comparison.n,
        comparison.distance_per_head, comparison.population, comparison.distance,
    )  # fmt: skip


def _origin(benchmark: Benchmark) -> tuple[Value, ...]:
    return (benchmark.origin.title, benchmark.origin.reference)


BENCHMARK_STATISTICS = DataSet(
    slug="benchmark_statistics",
    title="Benchmarks: statistics",
    what="One row for each line and statistic: England's and the neighbours' as printed, and the neighbours' as worked "
    "out from benchmarks, with this council among them and without.",
    basis="Filter to one value of of and to printed or not. The report's printed statistics of the neighbours include "
    "this council itself; the pages leave it out unless asked.",
    source=SECTION_251,
    fields=(
        *RETURN_FIELDS,
        *LINE_FIELDS,
        text("of", f"Of whom: {ENGLAND}, {WITH} or {WITHOUT}"),
        one_of("statistic", "Statistic", Statistic),
        yes_no("is_printed", "Whether the source prints it; otherwise it is worked out from the rates"),
        whole("n", "Authorities that it is worked out from; empty where printed", "authorities"),
        RATE,
        SOURCE,
        SOURCE_REFERENCE,
    ),
    load=load_statistics,
)
BENCHMARK_DISTANCES = DataSet(
    slug="benchmark_distances",
    title="Benchmarks: distance from the neighbours",
    what="One row for each line of the newest table: our rate, the median of the others, our rank, and the distance in "
    "pounds at our population.",
    basis="The distance of a line that is a sum is not the sum of its parts' distances: medians do not add up. A "
    "distance shows where to look; it is no saving.",
    source=SECTION_251,
    fields=(
        *RETURN_FIELDS,
        *LINE_FIELDS,
        Field("own_rate_gbp_per_head", "decimal", "Our rate", PER_HEAD),
        Field("median_of_others_gbp_per_head", "decimal", "Median of the neighbours, without this council", PER_HEAD),
        whole("rank", "Our rank, 1 being the highest; level authorities share the better one"),
        whole("n", "Authorities in the ranking, ours among them", "authorities"),
        Field("distance_gbp_per_head", "decimal", "Our rate less that median; positive where ours is higher", PER_HEAD),
        decimal("population", "Our population, as the denominator names it; empty where none is known", "people"),
        pounds("distance_gbp", "Distance a year at our population; empty where none is known"),
        SOURCE,
        SOURCE_REFERENCE,
    ),
    load=load_distances,
)
