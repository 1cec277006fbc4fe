"""Loads Appendix 3: authorities and neighbours, lines, values as printed, and the population they are per head of."""

from apps.benchmarking.models import (
    Area,
    Authority,
    BenchmarkReturn,
    ComparatorSet,
    DeficitLabel,
    LineNarrative,
    Neighbour,
    SpendLine,
)
from apps.benchmarking.services import load_caseload, load_population, load_values
from apps.benchmarking.vocabulary import AreaLevel
from apps.core.loading import Load, Ref, Row, Table

AUTHORITY = Ref("authority", ("authority",), ("dfe_code",))
COMPARATORS = Ref("comparator_set", ("comparator_set",), ("slug",))

TABLES = (
    Table(
        file="authorities.csv",
        model=Authority,
        key=("dfe_code",),
        columns=("dfe_code", "ons_code", "name", "short_name", "region"),
    ),
    Table(
        file="authorities.csv",
        model=Area,
        key=("ons_code",),
        columns=("ons_code", "name"),
        refs=(Ref("authority", ("dfe_code",), ("dfe_code",)),),
        fixed={"level": AreaLevel.AUTHORITY},
        elsewhere=("short_name", "region"),
        name="areas",
    ),
    Table(
        file="comparator_sets.csv",
        model=ComparatorSet,
        key=("slug",),
        columns=("slug", "name", "model_version"),
        refs=(AUTHORITY,),
    ),
    Table(
        file="neighbours.csv",
        model=Neighbour,
        key=("comparator_set", "authority"),
        columns=("rank", "proximity"),
        refs=(COMPARATORS, AUTHORITY),
        written_since="national_import_id",
    ),
    Table(
        file="deficit_labels.csv",
        model=DeficitLabel,
        key=("authority", "as_at_date"),
        columns=("as_at_date", "size", "as_printed"),
        refs=(AUTHORITY,),
    ),
    Table(
        file="spend_lines.csv",
        model=SpendLine,
        key=("slug",),
        columns=("slug", "code", "title", "short_title", "order"),
        elsewhere=("parts", "appendix3_column"),
    ),
    Table(
        file="benchmark_returns.csv",
        model=BenchmarkReturn,
        key=("slug",),
        columns=("slug", "name", "financial_year", "kind", "unit", "denominator_name"),
        refs=(COMPARATORS,),
        elsewhere=("values_file", "statistics_file"),
    ),
    Table(
        file="narratives.csv",
        model=LineNarrative,
        key=("benchmark_return", "line"),
        columns=("text",),
        refs=(load_values.RETURN, load_values.LINE),
    ),
)

PARTS = Table(
    file="spend_lines.csv",
    model=SpendLine.parts.through,
    key=("from_spendline", "to_spendline"),
    refs=(Ref("from_spendline", ("slug",), ("slug",)), Ref("to_spendline", ("part",), ("slug",))),
    name="parts of derived lines",
)


def load_benchmarking(load: Load) -> None:
    for table in TABLES:
        load.table(table)
    load.table(PARTS, _parts(load.rows(PARTS.file)))
    load_values.load_values(load)
    load_population.load_population(load)
    load_caseload.load_caseload(load)


def _parts(lines: list[Row]) -> list[Row]:
    """One row for each part that the column ``parts`` names."""
    return [
        Row(line.file, line.line, {"slug": line.cells["slug"], "part": part}, {"part": "parts"})
        for line in lines
        for part in line.cells["parts"].split()
    ]
