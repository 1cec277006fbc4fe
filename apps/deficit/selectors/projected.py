"""What a projection says, ready for pages: its series by scenario, measure and subject."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.outcomes import AS_REPORTED
from apps.deficit.calculations.projection.results import Band, Calibration, Measure, Point, Sensitivity, Switching

Key = tuple[str, Measure, str]
NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Projected:
    """Of one run, or of a what-if that is only looked at (``run_id`` nothing). Money in £, to the penny.

    ``opening``: the accumulated deficit before the first year. ``held``: the years that finance had published.
    ``positions``: those that it rests on, as its run keeps them (``2025/26 q3 version 1``). ``assumed``: how many
    assumptions stand behind it, of which finance had not agreed ``illustrative``.
    """

    run_id: int | None
    published_at: datetime | None
    published_by: str
    engine_version: str
    seed: int
    draws: int
    opening: Decimal
    series: Mapping[Key, Mapping[FinancialYear, Band]]
    sensitivities: tuple[Sensitivity, ...]
    switching: tuple[Switching, ...]
    calibration: tuple[Calibration, ...]
    positions: tuple[str, ...] = ()
    assumed: int = 0
    illustrative: int = 0

    def of(self, scenario: str, measure: Measure, subject: str = "") -> Mapping[FinancialYear, Band]:
        """Of each year; nothing where the run has no such series."""
        return self.series.get((scenario, measure, subject), {})

    def subjects(self, measure: Measure) -> list[str]:
        return sorted({subject for _, m, subject in self.series if m == measure})

    @property
    def scenarios(self) -> list[str]:
        return sorted({scenario for scenario, _, _ in self.series if scenario})

    @property
    def years(self) -> list[FinancialYear]:
        """That the run projects: the report's own positions may lie before them."""
        return sorted({year for (of, *_), series in self.series.items() if of != AS_REPORTED for year in series})

    @property
    def held(self) -> tuple[FinancialYear, ...]:
        return tuple(c.financial_year for c in self.calibration)

    def in_year(self, measure: Measure, year: FinancialYear, subject: str = "") -> Decimal:
        """The sum of the central values of a measure's subjects (or of one) within a year, £ on one basis."""
        subjects = [subject] if subject else self.subjects(measure)
        return sum((self.of("", measure, s)[year].central for s in subjects if year in self.of("", measure, s)), NOUGHT)


def by_series(points: Iterable[Point]) -> dict[Key, dict[FinancialYear, Band]]:
    found: dict[Key, dict[FinancialYear, Band]] = {}
    for p in points:
        found.setdefault((p.scenario, p.measure, p.subject), {})[p.financial_year] = p.band
    return found
