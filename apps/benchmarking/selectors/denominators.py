"""What spend is divided by: a population or a count of plans of every authority, all of one year."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from apps.benchmarking.calculations.measures import MEASURES, Measure
from apps.benchmarking.models import Figure, NationalImport
from apps.benchmarking.selectors.benchmark import Origin, Population
from apps.benchmarking.selectors.peers import origin_of
from apps.benchmarking.selectors.series import WHOLE
from apps.benchmarking.vocabulary import AreaLevel, FigureMeasure
from apps.core.memory import remembered
from apps.core.periods import FinancialYear

NAMES = {
    FigureMeasure.POPULATION_0_19: "Population aged 0 to 19",
    FigureMeasure.POPULATION_2_18: "Population aged 2 to 18",
    FigureMeasure.PLANS: "Education, health and care plans",
}


@dataclass(frozen=True, slots=True)
class Divisor:
    """``values`` by authority. One year for all of them, so that no two denominators stand in one comparison."""

    name: str
    as_at: str
    year: int
    values: Mapping[int, Decimal]
    origin: Origin

    def of(self, authority: int) -> Population | None:
        value = self.values.get(authority)
        return Population(self.name, self.as_at, value, self.origin) if value else None


@remembered
def divisor_years() -> dict[str, tuple[int, ...]]:
    """The years in which a denominator is loaded, by its measure of figures. One of a few authorities, such as our own
    January 2026, divides no comparison: it would leave out all others."""
    wanted = [m.figure for m in MEASURES.values() if m.figure]
    rows = Figure.objects.filter(
        measure__in=wanted, area__level=AreaLevel.AUTHORITY, area__authority__ended_on__isnull=True
    )
    found: dict[str, list[int]] = {}
    counted = list(rows.values("measure", "year").annotate(n=Count("pk")).order_by("year"))
    most = {one["measure"]: max(o["n"] for o in counted if o["measure"] == one["measure"]) for one in counted}
    for one in counted:
        if one["n"] >= WHOLE * most[one["measure"]]:
            found.setdefault(one["measure"], []).append(one["year"])
    return {measure: tuple(years) for measure, years in found.items()}


@remembered
def divisor(measure: Measure, year: FinancialYear) -> Divisor | None:
    """The loaded year nearest to the one in which the financial year starts, the earlier of two as near."""
    years = divisor_years().get(measure.figure, ())
    if not years:
        return None
    chosen = min(years, key=lambda y: (abs(y - year.start), y))
    rows = Figure.objects.filter(measure=measure.figure, year=chosen, area__level=AreaLevel.AUTHORITY).values_list(
        "area__authority_id", "value", "national_import_id"
    )
    values = {authority: value for authority, value, _ in rows if value is not None}
    source = NationalImport.objects.select_related("source").get(pk=max(found for _, _, found in rows))
    plans = measure.figure == FigureMeasure.PLANS
    when = f"January {chosen}" if plans else f"mid-{chosen}"
    return Divisor(NAMES[FigureMeasure(measure.figure)], when, chosen, values, origin_of(source))
