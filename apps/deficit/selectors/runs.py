"""Reads runs: the one in force, the newest of any state, and what went wrong last."""

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from apps.core.models import RecomputeRequest
from apps.deficit.models import ProjectionRun, ScenarioRevision
from apps.deficit.vocabulary import RunState

LIGHT = ("inputs",)  # not needed to show a run


@dataclass(frozen=True, slots=True)
class RunStatus:
    """What a page says of the recompute: the run in force, one under way, and one newer than the one in force that
    failed or was cancelled.

    ``waiting``: one has been asked for that no worker has taken up yet.
    """

    in_force: ProjectionRun | None
    finished: ProjectionRun | None
    under_way: ProjectionRun | None
    failed: ProjectionRun | None
    waiting: bool
    cancelled: ProjectionRun | None = None

    @property
    def busy(self) -> bool:
        return self.waiting or self.under_way is not None


def run_in_force(scenario_id: int | None = None) -> ProjectionRun | None:
    """The run whose results stand, of the named scenarios or of one what-if: the newest finished one, or the earlier
    one with equal inputs."""
    newest = _finished().filter(scenario=scenario_id).first()
    return newest.same_as or newest if newest else None


def runs_in_force(scenario_ids: list[int]) -> dict[int, ProjectionRun]:
    """The same of many what-ifs, in one query; those that have none are left out."""
    rows = _finished().filter(scenario__in=scenario_ids).order_by("scenario_id", "-pk").distinct("scenario_id")
    return {run.scenario_id: run.same_as or run for run in rows if run.scenario_id is not None}


def with_inputs(input_hash: str) -> ProjectionRun | None:
    """The run that worked these inputs out."""
    return _finished().filter(same_as__isnull=True, input_hash=input_hash).first()


def run_status() -> RunStatus:
    """Of the named scenarios, in two queries: the newest finished run, any later one, and whether another has been
    asked for."""
    named = _runs().filter(scenario__isnull=True)
    newest = list(named.select_related("same_as", "cancelled_by")[:20])
    finished = next((r for r in newest if r.state == RunState.FINISHED), None) or (
        named.filter(state=RunState.FINISHED).first()
    )
    since = [r for r in newest if finished is None or r.pk > finished.pk]
    return RunStatus(
        in_force=(finished.same_as or finished) if finished else None,
        finished=finished,
        under_way=next((r for r in since if r.state in (RunState.QUEUED, RunState.RUNNING)), None),
        failed=next((r for r in since if r.state == RunState.FAILED), None),
        cancelled=next((r for r in since if r.state == RunState.CANCELLED), None),
        waiting=RecomputeRequest.objects.filter(taken_up_at__isnull=True).exists(),
    )


def runs() -> QuerySet[ProjectionRun]:
    """Each with ``scenario_name``: that of its what-if now, nothing of the named scenarios."""
    return _runs().select_related("requested_by").annotate(scenario_name=_name())


def open_runs() -> list[ProjectionRun]:
    """Those that wait or work, with the same name, the oldest first."""
    return list(runs().filter(state__in=(RunState.QUEUED, RunState.RUNNING)).order_by("pk"))


def scenario_name(run: ProjectionRun) -> str:
    """Of the what-if, as its newest version is called; empty of the named scenarios."""
    rows = ScenarioRevision.objects.filter(scenario=run.scenario_id).order_by("-version")
    return rows.values_list("name", flat=True).first() or "" if run.scenario_id else ""


def _name() -> Subquery:
    rows = ScenarioRevision.objects.filter(scenario=OuterRef("scenario")).order_by("-version")
    return Subquery(rows.values("name")[:1])


def run(pk: int) -> ProjectionRun:
    """Raises ``ProjectionRun.DoesNotExist``."""
    return ProjectionRun.objects.select_related("requested_by", "cancelled_by", "same_as", "scenario").get(pk=pk)


def _runs() -> QuerySet[ProjectionRun]:
    return ProjectionRun.objects.select_related("same_as").defer(*LIGHT, "same_as__inputs").order_by("-pk")


def _finished() -> QuerySet[ProjectionRun]:
    return _runs().filter(state=RunState.FINISHED)
