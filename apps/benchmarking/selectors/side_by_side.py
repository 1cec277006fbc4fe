"""Two authorities beside each other: every line of a data set, their plans, their timeliness."""

from dataclasses import dataclass
from decimal import Decimal

from apps.benchmarking.selectors.benchmark import Benchmark, Line, Origin
from apps.benchmarking.selectors.places import Place, places
from apps.benchmarking.selectors.plans import COUNTED as PLANS
from apps.benchmarking.selectors.series import many_series, ratio
from apps.benchmarking.selectors.timeliness import COUNTED
from apps.benchmarking.vocabulary import EhcpPlacement, FigureMeasure
from apps.core.memory import remembered

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Pair:
    """What both have, and how far the first is above the second."""

    first: Decimal
    second: Decimal

    @property
    def apart(self) -> Decimal:
        return self.first - self.second


def with_values(b: Benchmark) -> tuple[Place, ...]:
    """The authorities that have a value of any line, ours first, then by name."""
    given = {pk for line in b.lines for pk in b.values[line.slug]}
    known = [place for pk, place in places().items() if pk in given]
    return tuple(sorted(known, key=lambda place: (not place.ours, place.name)))


def line_pairs(b: Benchmark, first: int, second: int) -> list[tuple[Line, Pair]]:
    return [
        (line, Pair(given[first], given[second]))
        for line in b.lines
        if first in (given := b.values[line.slug]) and second in given
    ]


@dataclass(frozen=True, slots=True)
class Services:
    """Of the newest year that both have: plans by placement (count and share, %), and 20-week timeliness, %."""

    january: int | None
    counts: tuple[tuple[EhcpPlacement, Pair, Pair], ...]
    totals: Pair | None
    year: int | None
    timely: Pair | None
    origins: tuple[Origin, ...]


@remembered
def services(first: int, second: int) -> Services:
    found = many_series((*PLANS, *COUNTED["without"]))
    total = found[FigureMeasure.PLANS]
    januaries = [year for year, given in total.values.items() if first in given and second in given]
    january = max(januaries, default=None)
    counts, totals = [], None
    if january is not None:
        totals = Pair(total.values[january][first], total.values[january][second])
        for placement in EhcpPlacement:
            given = found[FigureMeasure(placement.value)].values.get(january, {})
            if first in given and second in given and totals.first and totals.second:
                shares = Pair(given[first] / totals.first * HUNDRED, given[second] / totals.second * HUNDRED)
                counts.append((placement, Pair(given[first], given[second]), shares))
    timely = ratio(found[COUNTED["without"][0]], found[COUNTED["without"][1]])
    years = [year for year, given in timely.items() if first in given and second in given]
    year = max(years, default=None)
    pair = Pair(timely[year][first], timely[year][second]) if year is not None else None
    origins = [total.origin if january is not None else None, found[COUNTED["without"][0]].origin if pair else None]
    return Services(january, tuple(counts), totals, year, pair, tuple(o for o in origins if o))
