"""Reads the section 251 returns of one kind and year into a ``Benchmark`` in any measure."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from apps.benchmarking.calculations.comparison import Spread
from apps.benchmarking.calculations.measures import PER_HEAD_0_19, POUNDS, PRINTED, SHARE, Measure
from apps.benchmarking.models import NationalImport, SpendRow
from apps.benchmarking.selectors.benchmark import Benchmark, Origin, Population
from apps.benchmarking.selectors.data_sets import DataSet
from apps.benchmarking.selectors.denominators import divisor
from apps.benchmarking.selectors.lines import comparable, councils_of, known_lines
from apps.benchmarking.selectors.peers import Peers, origin_of
from apps.benchmarking.selectors.places import places
from apps.benchmarking.selectors.shares import as_shares
from apps.benchmarking.selectors.sums import with_sums
from apps.benchmarking.vocabulary import AreaLevel
from apps.core.memory import remembered
from apps.core.periods import FinancialYear

ONE = Decimal(1)
Values = dict[str, dict[int, Decimal]]


def spend_benchmark(data: DataSet, peers: Peers, measure: Measure) -> Benchmark:
    if measure == SHARE:
        return as_shares(_benchmark(data, peers, POUNDS))
    return _benchmark(data, peers, measure)


def _benchmark(data: DataSet, peers: Peers, measure: Measure) -> Benchmark:
    known = known_lines()
    values, newest = amounts(data.kind, data.year, "net_per_head" if measure == PRINTED else "net")
    values = with_sums(values, known.values())
    population, values = _divided(data, measure, values, peers.ours.pk)
    councils, deficit_at = councils_of(peers, data.year)
    england = {slug: Spread.of(list(given.values())) for slug, given in values.items() if given}
    return Benchmark(
        name=f"Section 251 {data.kind.label.lower()}, {data.year}",
        financial_year=data.year,
        kind=data.kind,
        unit=f"{measure.heading}, net",
        origin=_origin(newest),
        comparator_name=peers.name,
        comparator_origin=peers.origin,
        population=population,
        councils=councils,
        deficit_at=deficit_at,
        lines=comparable(known.values(), values, councils),
        values=values,
        printed={},
        narratives={},
        measure=measure,
        whom=peers.whom,
        data=data.slug,
        england=england,
    )


@remembered
def amounts(kind: str, year: FinancialYear, amount: str) -> tuple[Values, int]:
    """£ by line and authority, of authorities that stood in the year, and the newest import that they are from."""
    lines = {pk: line.slug for pk, line in known_lines().items()}
    standing = {pk for pk, place in places().items() if place.stood_in(year)}
    found: Values = defaultdict(dict)
    newest = 0
    rows = SpendRow.objects.filter(kind=kind, financial_year=year.start, area__level=AreaLevel.AUTHORITY)
    rows = rows.exclude(**{f"{amount}__isnull": True})
    for line, authority, value, made_by in rows.values_list(
        "line_id", "area__authority_id", amount, "national_import_id"
    ):
        newest = max(newest, made_by)
        if authority in standing:
            found[lines[line]][authority] = value
    return dict(found), newest


def _divided(data: DataSet, measure: Measure, values: Values, ours: int) -> tuple[Population | None, Values]:
    """The values in the measure's unit, and what a distance in it is multiplied by."""
    by = divisor(PER_HEAD_0_19 if measure == PRINTED else measure, data.year) if measure != POUNDS else None
    population = by.of(ours) if by else None
    if measure in (POUNDS, PRINTED):
        return population, values
    divide: Mapping[int, Decimal] = by.values if by else {}
    return population, {
        slug: {pk: value / divide[pk] for pk, value in given.items() if divide.get(pk)}
        for slug, given in values.items()
    }


def _origin(newest: int) -> Origin:
    return origin_of(NationalImport.objects.select_related("source").get(pk=newest))
