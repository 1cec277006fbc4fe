"""The table of a year that values per head stand under, and what no file changes of it."""

from django.conf import settings

from apps.benchmarking.models import BenchmarkReturn, ComparatorSet, NationalImport
from apps.benchmarking.services.importing.problems import FileRefused
from apps.benchmarking.services.importing.store import Counts
from apps.benchmarking.vocabulary import ReturnKind
from apps.core.periods import FinancialYear


def table_of(record: NationalImport, year: FinancialYear | None) -> BenchmarkReturn:
    """The table of that year, made where it is not there."""
    if year is None:
        raise FileRefused("The file does not say its financial year. Say which it is, such as 2025-26.")
    found = _stored(year)
    if found:
        return found
    ours = (
        ComparatorSet.objects.filter(authority__dfe_code=settings.COUNCIL_DFE_CODE).order_by("-model_version").first()
    )
    if ours is None:
        raise FileRefused("The council has no statistical neighbours yet. Import a file of neighbours, then this one.")
    return BenchmarkReturn.objects.create(
        slug=f"s251-budget-{year.slug}-per-head",
        name=f"Section 251 budget {year}, high needs lines per head",
        financial_year=year,
        kind=ReturnKind.BUDGET,
        unit="£ per head of the population aged 0 to 19, net",
        denominator_name="Population aged 0 to 19",
        comparator_set=ours,
        source=record.source,
        source_reference=record.source_reference,
    )


def refuse_a_change_of_the_report(counts: Counts, year: FinancialYear | None) -> None:
    """A table that the council's report prints is quoted with its source: no file changes what stands under it."""
    table = _stored(year)
    if table and table.values.filter(national_import=None).exists() and (counts.new or counts.changed):
        raise FileRefused(
            f"{table.source.title} prints the table of {table.financial_year}, and the file says otherwise in "
            f"{counts.new + counts.changed} values. What is quoted stays as printed: import a table of "
            "another year."
        )


def _stored(year: FinancialYear | None) -> BenchmarkReturn | None:
    return BenchmarkReturn.objects.filter(financial_year=year.start, kind=ReturnKind.BUDGET).first() if year else None
