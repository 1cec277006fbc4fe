"""Reads runs: the one in force, the newest of any state, and what went wrong last."""

from dataclasses import dataclass

from django.db.models import QuerySet

from apps.core.models import RecomputeRequest
from apps.deficit.models import ProjectionRun
from apps.deficit.vocabulary import RunState

LIGHT = ("inputs",)  # not needed to show a run


@dataclass(frozen=True, slots=True)
class RunStatus:
    """What a page says of the recompute: the run in force, one under way, and a failure newer than the one in force.

    ``waiting``: one has been asked for that no worker has taken up yet.
    """

    in_force: ProjectionRun | None
    finished: ProjectionRun | None
    under_way: ProjectionRun | None
    failed: ProjectionRun | None
    waiting: bool

    @property
    def busy(self) -> bool:
        return self.waiting or self.under_way is not None


def run_in_force() -> ProjectionRun | None:
    """The run whose results stand: the newest finished one, or the earlier one with equal inputs."""
    newest = _finished().first()
    return newest.same_as or newest if newest else None


def with_inputs(input_hash: str) -> ProjectionRun | None:
    """The run that worked these inputs out."""
    return _finished().filter(same_as__isnull=True, input_hash=input_hash).first()


def run_status() -> RunStatus:
    """In two queries: the newest finished run, any later one, and whether another has been asked for."""
    newest = list(_runs().exclude(state=RunState.CANCELLED)[:20])
    finished = next((r for r in newest if r.state == RunState.FINISHED), None) or _finished().first()
    since = [r for r in newest if finished is None or r.pk > finished.pk]
    return RunStatus(
        in_force=(finished.same_as or finished) if finished else None,
        finished=finished,
        under_way=next((r for r in since if r.state in (RunState.QUEUED, RunState.RUNNING)), None),
        failed=next((r for r in since if r.state == RunState.FAILED), None),
        waiting=RecomputeRequest.objects.filter(taken_up_at__isnull=True).exists(),
    )


def runs() -> QuerySet[ProjectionRun]:
    return _runs().select_related("requested_by")


def run(pk: int) -> ProjectionRun:
    """Raises ``ProjectionRun.DoesNotExist``."""
    return ProjectionRun.objects.select_related("requested_by", "same_as").get(pk=pk)


def _runs() -> QuerySet[ProjectionRun]:
    return ProjectionRun.objects.select_related("same_as").defer(*LIGHT, "same_as__inputs").order_by("-pk")


def _finished() -> QuerySet[ProjectionRun]:
    return _runs().filter(state=RunState.FINISHED)
