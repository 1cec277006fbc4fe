"""Reads saved what-ifs: the newest revision of each counts."""

from dataclasses import dataclass

from apps.deficit.models import Scenario, ScenarioRevision


@dataclass(frozen=True, slots=True)
class WhatIfView:
    """A saved what-if as its newest revision has it."""

    scenario: Scenario
    revision: ScenarioRevision

    @property
    def slug(self) -> str:
        return self.scenario.slug


def newest_revision(scenario_id: int) -> ScenarioRevision:
    """Raises ``ScenarioRevision.DoesNotExist``."""
    return ScenarioRevision.objects.filter(scenario_id=scenario_id).select_related("by").latest("version")


def scenarios(*, archived: bool = False) -> list[WhatIfView]:
    """Every what-if, by name, in one query; archived ones only where asked for."""
    rows = ScenarioRevision.objects.select_related("scenario", "by").order_by("scenario_id", "-version")
    views = [WhatIfView(r.scenario, r) for r in rows.distinct("scenario_id") if archived or not r.archived]
    return sorted(views, key=lambda v: v.revision.name.casefold())


def open_scenarios() -> list[Scenario]:
    return [view.scenario for view in scenarios()]


def scenario_called(slug: str) -> WhatIfView:
    """Raises ``Scenario.DoesNotExist``."""
    scenario = Scenario.objects.get(slug=slug)
    return WhatIfView(scenario, newest_revision(scenario.pk))


def scenario_history(slug: str) -> list[ScenarioRevision]:
    """Every revision, the newest first."""
    return list(
        ScenarioRevision.objects.filter(scenario__slug=slug).select_related("by", "scenario").order_by("-version")
    )
