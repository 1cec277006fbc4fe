"""Reads for the data feed what no page asks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from apps.deficit.calculations.projection.outcomes import AS_REPORTED
from apps.deficit.calculations.projection.results import Band, Measure, Point
from apps.deficit.models import AvoidanceResult, ProjectionPoint, ProjectionRun, RunPublication
from apps.deficit.selectors.positions import published_positions
from apps.deficit.selectors.projections import BAND, publication
from apps.deficit.selectors.reported import reported_points, with_reported
from apps.deficit.selectors.runs import run_in_force
from apps.deficit.vocabulary import RunState


@dataclass(frozen=True, slots=True)
class ShownRun:
    """A run whose results stand for something: the published one, or the newest of a what-if (by its slug)."""

    run_id: int
    what_if: str
    at: datetime | None


def counts() -> dict[str, int]:
    """How many rows each data set has, by its name in the feed: a position has two rows beside its lines, one more
    where it does not tie, and two for each transfer."""
    positions = published_positions()
    run = run_in_force()
    shown = [one.run_id for one in shown_runs()]
    reported, points = reported_points(), ProjectionPoint.objects.filter(run_id__in=shown)
    if reported:
        points = points.exclude(scenario=AS_REPORTED)
    return {
        "positions": sum(len(p.steps) + 2 + bool(p.unexplained) + 2 * len(p.transfers) for p in positions),
        "cost_avoidance": AvoidanceResult.objects.filter(run_id=run.pk).count() if run else 0,
        "scenarios": sum(shown.count(run_id) for run_id in points.values_list("run_id", flat=True))
        + len(reported) * len(shown),
        "runs": ProjectionRun.objects.count(),
    }


def shown_runs() -> list[ShownRun]:
    """The published run first; then each what-if that has been worked out, by its slug."""
    published = publication()
    found = [ShownRun(published.run_id, "", published.at)] if published else []
    newest = ProjectionRun.objects.filter(state=RunState.FINISHED, scenario__isnull=False).order_by(
        "scenario_id", "-pk"
    )
    rows = newest.distinct("scenario_id").values_list("pk", "same_as_id", "scenario__slug", "finished_at")
    what_ifs = [ShownRun(same_as or pk, slug, at) for pk, same_as, slug, at in rows]
    return found + sorted(what_ifs, key=lambda one: one.what_if)


def points_of(run_ids: Iterable[int]) -> dict[int, list[Point]]:
    """Every value of these runs, in one query."""
    rows = ProjectionPoint.objects.filter(run_id__in=set(run_ids)).order_by("pk")
    found: dict[int, list[Point]] = {}
    for run_id, scenario, measure, subject, year, *band in rows.values_list(
        "run_id", "scenario", "measure", "subject", "financial_year", *BAND
    ):
        found.setdefault(run_id, []).append(Point(scenario, Measure(measure), subject, year, Band(*band)))
    return {run_id: with_reported(points) for run_id, points in found.items()}


def every_run() -> list[tuple[ProjectionRun, RunPublication | None]]:
    """The newest first, each with its last publication."""
    last = {p.run_id: p for p in RunPublication.objects.select_related("by").order_by("pk")}
    rows = ProjectionRun.objects.select_related("scenario").defer("inputs").order_by("-pk")
    return [(run, last.get(run.pk)) for run in rows]
