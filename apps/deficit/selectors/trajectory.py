"""Reads the scenarios that a page sets side by side: the named ones of the published run, and saved what-ifs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from apps.core.periods import FinancialYear
from apps.deficit.calculations.projection.outcomes import AS_REPORTED
from apps.deficit.calculations.projection.results import Band, Measure
from apps.deficit.selectors.positions import reported_outlook
from apps.deficit.selectors.projected import Projected, by_series
from apps.deficit.selectors.projections import publication, published_projection, stored_projection
from apps.deficit.selectors.reported import reported_points
from apps.deficit.selectors.runs import runs_in_force
from apps.deficit.selectors.scenarios import WhatIfView, scenarios
from apps.deficit.vocabulary import BaseScenario

NAMES: dict[str, str] = {AS_REPORTED: "As reported", **{s.value: s.label for s in BaseScenario}}


@dataclass(frozen=True, slots=True)
class Shown:
    """A scenario with the projection that it stands in. ``what_if``: its newest revision, nothing of a named one."""

    slug: str
    name: str
    projected: Projected
    scenario: str
    what_if: WhatIfView | None = None

    def of(self, measure: Measure) -> Mapping[FinancialYear, Band]:
        return self.projected.of(self.scenario, measure)


def scenario_names(slugs: Iterable[str] = ()) -> dict[str, str]:
    """What may be set side by side, by slug: the named scenarios of the published run, and each what-if that has been
    worked out and is not archived (or is among ``slugs``, so that a shared address keeps its meaning)."""
    if publication() is None:
        return {}
    wanted = set(slugs)
    views = [v for v in scenarios(archived=True) if not v.revision.archived or v.slug in wanted]
    worked = runs_in_force([v.scenario.pk for v in views])
    return {**NAMES, **{v.slug: v.revision.name for v in views if v.scenario.pk in worked}}


def scenarios_shown(slugs: Iterable[str]) -> list[Shown]:
    """Of ``scenario_names``, in the order asked: each named one as published, each what-if as its own run has it."""
    published = published_projection()
    if published is None:
        return []
    views = {v.slug: v for v in scenarios(archived=True)}
    worked = runs_in_force([views[slug].scenario.pk for slug in slugs if slug in views])
    found = []
    for slug in slugs:
        if slug in NAMES:
            found.append(Shown(slug, NAMES[slug], as_named(slug, published), slug))
        elif (view := views.get(slug)) and (run := worked.get(view.scenario.pk)):
            found.append(Shown(slug, view.revision.name, stored_projection(run.pk), view.revision.based_on, view))
    return found


def as_named(slug: str, published: Projected) -> Projected:
    """The projection that a named scenario is read from: “as reported” is the report's own, whatever is published."""
    return _as_reported(published) if slug == AS_REPORTED else published


def _as_reported(published: Projected) -> Projected:
    """With the report's own positions, and the opening before them, in the place of those that the run rests on."""
    reported = reported_outlook()
    if reported is None:
        return published
    kept = {key: series for key, series in published.series.items() if key[0] != AS_REPORTED}
    return replace(published, opening=reported.current.opening, series={**by_series(reported_points()), **kept})
