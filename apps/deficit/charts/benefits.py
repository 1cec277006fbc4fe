"""What each initiative avoids within each year, by whether the published forecast holds it already."""

from collections.abc import Iterator, Mapping
from typing import Any

from apps.core.charts import Column, Rows
from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.results import Measure
from apps.deficit.presenters.bridge import STANDINGS
from apps.deficit.selectors.projected import Projected

MEASURES = {
    Measure.IN_FORECAST: ("In the forecast already", 1),
    Measure.EMPTY_IN_FORECAST: ("In the forecast: empty places cost", -1),
    Measure.ADDITIONAL: ("Beside the forecast", 1),
    Measure.EMPTY_ADDITIONAL: ("Beside the forecast: empty places cost", -1),
}
YEARS_SHOWN = 4


def benefit_rows(projected: Projected, names: Mapping[str, str], years: int = YEARS_SHOWN) -> Rows:
    """In-year, £m: the first years of the projection. What empty places cost is negative."""
    first = projected.years[:years]
    columns = (
        Column("what", "Initiative"),
        Column("standing", "Finance"),
        Column("where", "Where it is counted"),
        *(Column(y.slug, str(y), kind="money_m", places=2) for y in first),
    )
    return Rows("In-year avoidance by initiative, £m", columns, list(_rows(projected, names, first)))


def _rows(projected: Projected, names: Mapping[str, str], years: list[FinancialYear]) -> Iterator[dict[str, Any]]:
    for measure, (where, sign) in MEASURES.items():
        for subject in projected.subjects(measure):
            initiative, _, standing = subject.partition("/")
            series = projected.of("", measure, subject)
            yield {
                "what": names.get(initiative, initiative),
                "standing": STANDINGS[standing].capitalize(),
                "where": where,
                **{y.slug: sign * series[y].central for y in years if y in series},
            }
