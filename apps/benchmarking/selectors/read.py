"""Reads the newest published table of rates into a ``Benchmark``: eight queries, however many councils and lines."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, Value

from apps.benchmarking.models import (
    BenchmarkReturn,
    BenchmarkValue,
    DeficitLabel,
    Denominator,
    LineNarrative,
    Neighbour,
    PrintedStatistic,
    SpendLine,
)
from apps.benchmarking.selectors.benchmark import Benchmark, Council, Line, Origin, Population, Printed
from apps.benchmarking.vocabulary import DeficitSize, ReturnKind, Statistic
from apps.core.memory import remembered
from apps.core.models import Sourced

Values = Mapping[str, Mapping[int, Decimal]]


@remembered
def current_benchmark() -> Benchmark | None:
    """The newest year's return, its budget before its outturn. None where nothing is loaded."""
    table = (
        BenchmarkReturn.objects.select_related("source", "comparator_set__source", "comparator_set__authority")
        .order_by("-financial_year", "kind")
        .first()
    )
    return _benchmark(table) if table else None


def _benchmark(table: BenchmarkReturn) -> Benchmark:
    councils, deficit_at = _councils(table)
    known = _known_lines()
    values = _values(table, known)
    printed = PrintedStatistic.objects.filter(benchmark_return=table)
    narratives = LineNarrative.objects.filter(benchmark_return=table)
    return Benchmark(
        name=table.name,
        financial_year=table.financial_year,
        kind=ReturnKind(table.kind),
        unit=table.unit,
        origin=_origin(table),
        comparator_name=table.comparator_set.name,
        comparator_origin=_origin(table.comparator_set),
        population=_population(table),
        councils=councils,
        deficit_at=deficit_at,
        lines=_comparable(known.values(), values, councils),
        values=values,
        printed={
            Printed(known[line].slug, Statistic(statistic), of): value
            for line, statistic, of, value in printed.values_list("line_id", "statistic", "of_neighbours", "value")
        },
        narratives={known[line].slug: text for line, text in narratives.values_list("line_id", "text")},
    )


def _councils(table: BenchmarkReturn) -> tuple[tuple[Council, ...], date | None]:
    ours = table.comparator_set.authority
    neighbours = Neighbour.objects.filter(comparator_set=table.comparator_set).select_related("authority")
    found = [ours, *(n.authority for n in neighbours.order_by("rank"))]
    labels = list(DeficitLabel.objects.order_by("as_at_date").values_list("authority_id", "as_at_date", "size"))
    newest = labels[-1][1] if labels else None
    words = {pk: DeficitSize(size).label for pk, day, size in labels if day == newest}
    return tuple(Council(a.pk, str(a), str(words.get(a.pk, "")), a.pk == ours.pk) for a in found), newest


def _known_lines() -> dict[int, Line]:
    """Every line by its key, in the return's order."""
    parts = ArrayAgg("parts__slug", filter=Q(parts__isnull=False), order_by="parts__order", default=Value([]))
    lines = SpendLine.objects.order_by("order").annotate(part_slugs=parts)
    return {line.pk: Line(line.slug, line.code, line.title, line.short_title, tuple(line.part_slugs)) for line in lines}


def _values(table: BenchmarkReturn, known: Mapping[int, Line]) -> Values:
    values: dict[str, dict[int, Decimal]] = defaultdict(dict)
    rows = BenchmarkValue.objects.filter(benchmark_return=table)
    for line, council, value in rows.values_list("line_id", "authority_id", "value"):
        values[known[line].slug][council] = value
    return dict(values)


def _comparable(known: Iterable[Line], values: Values, councils: tuple[Council, ...]) -> tuple[Line, ...]:
    """The lines for which ours is given, and at least one neighbour's."""
    ours, others = councils[0].pk, {council.pk for council in councils[1:]}
    return tuple(line for line in known if ours in (given := values.get(line.slug, {})) and others & set(given))


def _population(table: BenchmarkReturn) -> Population | None:
    """Our own council's, by the name that the return gives its denominator."""
    found = (
        Denominator.objects.filter(authority=table.comparator_set.authority, name=table.denominator_name)
        .select_related("source")
        .order_by("-as_at")
        .first()
    )
    return Population(found.name, found.as_at, found.value, _origin(found)) if found else None


def _origin(row: Sourced) -> Origin:
    source = row.source
    return Origin(source.title, source.body, row.source_reference, source.date, source.licence, source.address)
