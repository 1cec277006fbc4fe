"""Reads what every page of the projection says beside its figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from apps.core.periods import FinancialYear
from apps.core.selectors.reading import reading_date
from apps.deficit.models import Assumption, PolicyParameter, ProjectionRun
from apps.deficit.selectors.assumptions import assumptions_in_force
from apps.deficit.selectors.positions import PositionView, newest_of_years, policies, policy, published_positions
from apps.deficit.selectors.runs import run_status
from apps.deficit.vocabulary import AssumptionState
from apps.initiatives.selectors.initiatives import everything

OVERRIDE = "statutory-override-end"


@dataclass(frozen=True, slots=True)
class PageFacts:
    """``policies`` as known on ``known_on``, the day that pages are read for or that of a newer position's source;
    ``initiatives`` are names by slug; ``newest`` is the
    newest finished run of the named scenarios, published or not, and ``failed`` a later one that failed; ``positions``
    are the newest published ones, by year."""

    policies: tuple[PolicyParameter, ...]
    initiatives: Mapping[str, str]
    assumptions: Mapping[str, Assumption]
    newest: ProjectionRun | None
    failed: ProjectionRun | None = None
    positions: Mapping[FinancialYear, PositionView] = field(default_factory=dict)
    known_on: date | None = None

    @property
    def override_ends(self) -> date | None:
        return next((p.effective_date for p in self.policies if p.slug == OVERRIDE), None)

    @property
    def illustrative(self) -> int:
        return sum(row.state == AssumptionState.ILLUSTRATIVE for row in self.assumptions.values())


def override_ends() -> date | None:
    """As known on the day that pages are read for."""
    row = policy(OVERRIDE, reading_date())
    return row.effective_date if row else None


def page_facts() -> PageFacts:
    status, positions = run_status(), newest_of_years(published_positions())
    known_on = max([reading_date(), *(p.source_date for p in positions.values())])
    return PageFacts(
        policies=tuple(policies(known_on)),
        initiatives=initiative_names(),
        assumptions=assumptions_in_force(),
        newest=status.in_force,
        failed=status.failed,
        positions=positions,
        known_on=known_on,
    )


def initiative_names() -> dict[str, str]:
    """By slug."""
    return {i.slug: i.name for i in everything()}
