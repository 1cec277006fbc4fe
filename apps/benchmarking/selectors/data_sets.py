"""Which tables of spend are loaded, and in which measures each can be compared."""

from collections.abc import Collection
from dataclasses import dataclass

from apps.benchmarking.calculations.measures import MEASURES, PRINTED, SHARE, Measure
from apps.benchmarking.models import BenchmarkReturn, BenchmarkValue, SpendRow
from apps.benchmarking.selectors.denominators import divisor_years
from apps.benchmarking.vocabulary import ReturnKind
from apps.core.memory import remembered
from apps.core.periods import FinancialYear

PRINTED_ALONE = "This table prints rates a head in whole pounds and nothing else, so {measure} cannot be worked out."
NO_RATE = "This return prints no rate a head. Choose another measure."
NO_DIVISOR = "{measure} needs a figure that is not loaded for every authority: {what}. A finance officer imports it."


@dataclass(frozen=True, slots=True)
class DataSet:
    """A published table of rates (``table`` is its key), or the returns of one kind and year.

    ``refused`` says why a measure is not offered, by its slug.
    """

    slug: str
    label: str
    kind: ReturnKind
    year: FinancialYear
    table: int | None
    measures: tuple[Measure, ...]
    refused: tuple[tuple[str, str], ...]

    def why_not(self, measure: str) -> str:
        """Why this measure is not offered; blank where it is, or where there is no such measure."""
        return dict(self.refused).get(measure, "")


@remembered
def printed_tables() -> tuple[DataSet, ...]:
    """The newest first, a budget before an outturn. One whose import was undone has no value, and is no table."""
    with_values = BenchmarkReturn.objects.filter(pk__in=BenchmarkValue.objects.values("benchmark_return"))
    return tuple(_printed(t) for t in with_values.order_by("-financial_year", "kind"))


@remembered
def data_sets() -> dict[str, DataSet]:
    """By their words in addresses; published tables first, then returns, the newest year first."""
    found = [*printed_tables()]
    rows = SpendRow.objects.order_by().values_list("kind", "financial_year").distinct()
    divided = divisor_years()
    with_rates = set(rows.filter(net_per_head__isnull=False))
    found += [
        _returns(ReturnKind(kind), year, (kind, year) in with_rates, divided)
        for kind, year in sorted(rows, key=lambda row: (-row[1].start, row[0]))
    ]
    return {one.slug: one for one in found}


def _printed(table: BenchmarkReturn) -> DataSet:
    refused = tuple(
        (slug, PRINTED_ALONE.format(measure=m.label)) for slug, m in MEASURES.items() if m not in (PRINTED, SHARE)
    )
    label = (
        f"{table.financial_year} {table.get_kind_display().lower()}, a head, as published ({table.source_reference})"
    )
    kind = ReturnKind(table.kind)
    return DataSet(table.slug, label, kind, table.financial_year, table.pk, (PRINTED, SHARE), refused)


def _returns(kind: ReturnKind, year: FinancialYear, has_rates: bool, known: Collection[str]) -> DataSet:
    refused: dict[str, str] = {}
    for slug, measure in MEASURES.items():
        if measure == PRINTED and not has_rates:
            refused[slug] = NO_RATE
        if measure.figure and measure.figure not in known:
            refused[slug] = NO_DIVISOR.format(measure=measure.label, what=measure.heading.removeprefix("£ "))
    offered = tuple(m for slug, m in MEASURES.items() if slug not in refused)
    label = f"{year} {kind.label.lower()}, section 251 returns"
    return DataSet(f"{kind}-{year.slug}", label, kind, year, None, offered, tuple(refused.items()))
