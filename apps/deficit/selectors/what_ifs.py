"""Reads saved what-ifs with their runs and results: the list in a fixed number of questions, and one of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.results import Measure
from apps.deficit.models import ProjectionPoint, ProjectionRun, Scenario, ScenarioRevision
from apps.deficit.selectors.projected import Projected
from apps.deficit.selectors.projections import published_projection, stored_projection
from apps.deficit.selectors.rests_on import Kept, apart, kept_of
from apps.deficit.selectors.runs import runs_in_force
from apps.deficit.selectors.scenarios import WhatIfView, scenario_history, scenarios
from apps.deficit.selectors.trajectory import Shown
from apps.deficit.vocabulary import BaseScenario

Ends = Mapping[FinancialYear, Decimal]


@dataclass(frozen=True, slots=True)
class Listed:
    """A saved what-if: its central deficits by year (£, at 31 March), those of what it is based on as published, and
    its newest run. Both are empty before a result. ``apart``: the published base rests on other inputs."""

    view: WhatIfView
    run: ProjectionRun | None
    ends: Ends
    base: Ends
    apart: tuple[str, ...] = ()

    @property
    def revision(self) -> ScenarioRevision:
        return self.view.revision

    @property
    def last(self) -> FinancialYear | None:
        return max(self.ends, default=None)


def what_ifs(published: Projected | None) -> list[Listed]:
    """Those that stand and those that are archived, by name, beside what is published."""
    views = scenarios(archived=True)
    ids = [v.scenario.pk for v in views]
    newest, standing = newest_runs(ids), runs_in_force(ids)
    ends = _ends([run.pk for run in standing.values()])
    differ = runs_apart([(v, standing[v.scenario.pk].pk) for v in views if v.scenario.pk in standing], published)
    return [
        Listed(
            view,
            newest.get(view.scenario.pk),
            ends.get((run.pk, view.revision.based_on), {}) if (run := standing.get(view.scenario.pk)) else {},
            ends_of(published, view.revision.based_on) if published else {},
            differ.get(view.slug, ()),
        )
        for view in views
    ]


def ends_of(projected: Projected, scenario: str) -> Ends:
    return {year: band.central for year, band in projected.of(scenario, Measure.ACCUMULATED).items()}


def newest_runs(scenario_ids: Iterable[int]) -> dict[int, ProjectionRun]:
    """By what-if: its newest run in any state."""
    rows = ProjectionRun.objects.filter(scenario__in=list(scenario_ids)).defer("inputs")
    return {run.scenario_id: run for run in rows.order_by("scenario_id", "-pk").distinct("scenario_id")}  # type: ignore[misc]  # each has one


def _ends(run_ids: list[int]) -> dict[tuple[int, str], dict[FinancialYear, Decimal]]:
    found: dict[tuple[int, str], dict[FinancialYear, Decimal]] = {}
    points = ProjectionPoint.objects.filter(run__in=run_ids, measure=Measure.ACCUMULATED).order_by("financial_year")
    for run, scenario, year, central in points.values_list("run", "scenario", "financial_year", "central"):
        found.setdefault((run, scenario), {})[year] = central
    return found


@dataclass(frozen=True, slots=True)
class Worked:
    """One what-if with its newest run, its result and what it is based on, as published. ``apart``: what the two rest
    on that is not the same, by name; nothing where both rest on the same inputs. ``kept``: what its run froze."""

    history: tuple[ScenarioRevision, ...]  # the newest first
    run: ProjectionRun | None
    shown: Shown | None
    base: Shown | None
    apart: tuple[str, ...]
    kept: Kept | None = None

    @property
    def view(self) -> WhatIfView:
        return WhatIfView(self.history[0].scenario, self.history[0])


def what_if(slug: str) -> WhatIfView:
    """Raises ``Scenario.DoesNotExist``."""
    found = [v for v in scenarios(archived=True) if v.slug == slug]
    if not found:
        raise Scenario.DoesNotExist(slug)
    return found[0]


def what_if_worked(slug: str) -> Worked:
    """Raises ``Scenario.DoesNotExist``."""
    history = tuple(scenario_history(slug))
    if not history:
        raise Scenario.DoesNotExist(slug)
    view = WhatIfView(history[0].scenario, history[0])
    key, base = view.scenario.pk, BaseScenario(view.revision.based_on)
    standing, published = runs_in_force([key]).get(key), published_projection()
    shown = Shown(slug, view.revision.name, stored_projection(standing.pk), base, view) if standing else None
    beside = Shown(base, base.label, published, base) if published else None
    kept = kept_of([standing.pk]).get(standing.pk) if standing else None
    differ = runs_apart([(view, standing.pk)], published) if standing else {}
    return Worked(history, newest_runs([key]).get(key), shown, beside, differ.get(slug, ()), kept)


def runs_apart(worked: Iterable[tuple[WhatIfView, int]], published: Projected | None) -> dict[str, tuple[str, ...]]:
    """By the slug of each what-if, with the run that stands for it: what it and the published run rest on that is not
    the same, but for what it changes. Nothing where all is."""
    worked = list(worked)
    if not worked or published is None or published.run_id is None:
        return {}
    kept = kept_of([published.run_id, *(pk for _, pk in worked)])
    base = kept.get(published.run_id)
    return {v.slug: apart(kept[pk], base, treated_by(v)) for v, pk in worked if base and pk in kept}


def treated_by(view: WhatIfView) -> list[str]:
    """“initiative/kind” of the benefits of which it says by itself whether the forecast holds them."""
    return list(view.revision.toggles.get("treatments", {}))


def names_taken(but: str = "") -> dict[str, str]:
    """Names of what-ifs that stand, in lower case → who saved them last; without the one whose slug is ``but``."""
    return {v.revision.name.casefold(): str(v.revision.by) for v in scenarios() if v.slug != but}


def made_with(start_key: str) -> str:
    """The slug of the what-if that a form with this key made; nothing where none did, or where it is no key."""
    try:
        key = UUID(start_key)
    except ValueError:
        return ""
    return Scenario.objects.filter(start_key=key).values_list("slug", flat=True).first() or ""
