"""What authorities spend on each section 251 line per head."""

from django.conf import settings

from apps.benchmarking.models import BenchmarkReturn
from apps.benchmarking.selectors import feed
from apps.benchmarking.vocabulary import ReturnKind
from apps.board.data_sets.base import (
    FINANCIAL_YEAR,
    SOURCE,
    SOURCE_REFERENCE,
    YEAR_ENDING,
    DataSet,
    Field,
    Loaded,
    Value,
    newest,
    one_of,
    text,
    whole,
    yes_no,
)

SECTION_251 = "Section 251 returns, as the report's Appendix 3 gives them."
PER_HEAD = "£ per head of the denominator"
RETURN_FIELDS = (
    text("benchmark_return", "Short name of the published table, stable"),
    FINANCIAL_YEAR,
    YEAR_ENDING,
    one_of("return_kind", "Budget or outturn; the two do not compare on line 1.0.2", ReturnKind),
    text("denominator", "What the rate is per head of"),
)
LINE_FIELDS = (
    text("line", "Short name of the line, stable"),
    text("line_code", "Section 251 code; of a line that is a sum, its formula"),
    text("line_title", "Title of the line"),
    whole("line_order", "Order in the source"),
    yes_no("line_is_sum", "Whether the line is the sum of other lines: never add it to them"),
)
RATE = Field("rate_gbp_per_head", "decimal", "Net spend per head", PER_HEAD)


def load_values() -> Loaded:
    found, sums = feed.benchmark_values(), feed.sum_lines()
    rows = [
        (
            *of_return(v.benchmark_return),
            v.authority.dfe_code, v.authority.ons_code, v.authority.name,
            v.authority.dfe_code == settings.COUNCIL_DFE_CODE,
            v.line.slug, v.line.code, v.line.title, v.line.order, v.line_id in sums,
            v.value, v.benchmark_return.source.title, v.benchmark_return.source_reference,
        )
        for v in found
    ]  # fmt: skip
    return Loaded(rows, newest([v.benchmark_return.source.date for v in found]))


def of_return(table: BenchmarkReturn) -> tuple[Value, ...]:
    year = table.financial_year
    return (table.slug, str(year), year.last_day, table.kind, table.denominator_name)


BENCHMARKS = DataSet(
    slug="benchmarks",
    title="Benchmarks: spend per head",
    what="One row for each authority and line of a published table.",
    basis="Rates per head, as printed in whole pounds. Rates of different authorities do not add up; a printed sum may "
    "differ from its printed parts by £1.",
    source=SECTION_251,
    fields=(
        *RETURN_FIELDS,
        text("authority_dfe_code", "The authority's DfE code"),
        text("authority_ons_code", "The authority's ONS code"),
        text("authority", "Name of the authority"),
        yes_no("is_own_council", "Whether it is this council"),
        *LINE_FIELDS,
        RATE,
        SOURCE,
        SOURCE_REFERENCE,
    ),
    load=load_values,
)
