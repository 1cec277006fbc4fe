"""Which run is worked on next: requests become queued runs, queued runs are claimed, lost ones are taken up again."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from apps.core.models import RecomputeRequest, User
from apps.deficit.models import ProjectionRun, Scenario
from apps.deficit.selectors.scenarios import open_scenarios
from apps.deficit.vocabulary import RunState

MOST_ATTEMPTS = 5


@transaction.atomic
def take_up_requests(*, at: datetime) -> ProjectionRun | None:
    """Turns what waits into queued runs: one of the named scenarios, one of each what-if, for what changed moves them
    all. Requests that come while one is queued join it. Gives back the named scenarios' queued run.
    """
    one_at_a_time()
    _ask_again(at)
    waiting = list(RecomputeRequest.objects.select_for_update().filter(taken_up_at__isnull=True))
    if not waiting:
        return ProjectionRun.objects.filter(state=RunState.QUEUED, scenario__isnull=True).first()
    causes = list(dict.fromkeys(r.cause for r in waiting))
    queued = queue_run(None, causes, by=waiting[0].requested_by, at=waiting[0].requested_at)
    for scenario in open_scenarios():
        queue_run(scenario, causes, by=None, at=waiting[0].requested_at)
    RecomputeRequest.objects.filter(pk__in=[r.pk for r in waiting]).update(taken_up_at=at)
    return queued


def one_at_a_time() -> None:
    """So that requests join and never race for the queue: to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('deficit.take_up_requests'))")


def queue_run(scenario: Scenario | None, causes: list[str], *, by: User | None, at: datetime) -> ProjectionRun:
    """The scenario's queued run, which the causes join. Call it within ``one_at_a_time``."""
    waiting = ProjectionRun.objects.select_for_update(of=("self",)).filter(state=RunState.QUEUED, scenario=scenario)
    queued = waiting.first() or ProjectionRun(requested_at=at, requested_by=by, scenario=scenario)
    known = queued.cause.split("; ") if queued.cause else []
    queued.cause = "; ".join(dict.fromkeys([*known, *causes]))
    queued.save()
    return queued


@transaction.atomic
def claim(*, at: datetime, only: int | None = None) -> ProjectionRun | None:
    """The run to work on now: one whose worker was lost, or a queued one whose scenario nobody works on; the named
    scenarios first. Rows that another worker holds are passed over. ``only`` is the one run to look at.
    """
    free = ProjectionRun.objects.select_for_update(skip_locked=True, of=("self",)).defer("inputs")
    chosen = free.order_by(F("scenario_id").asc(nulls_first=True), "pk")
    if only is not None:
        chosen = chosen.filter(pk=only)
    for run in chosen.filter(state=RunState.RUNNING, lease_expires_at__lte=at):
        if run.cancel_asked_at:
            end(run, RunState.CANCELLED, at)
        elif run.attempts >= MOST_ATTEMPTS:
            run.lost = True
            end(run, RunState.FAILED, at, f"Given up after {run.attempts} attempts: its worker was lost each time.")
        else:
            return _start(run, at)
    busy = set(ProjectionRun.objects.filter(state=RunState.RUNNING).values_list("scenario_id", flat=True))
    for run in chosen.filter(state=RunState.QUEUED):
        if run.scenario_id not in busy:
            return _start(run, at)
    return None


def queued_what_ifs() -> set[int]:
    """Runs of what-ifs that wait."""
    waiting = ProjectionRun.objects.filter(state=RunState.QUEUED, scenario__isnull=False)
    return set(waiting.values_list("pk", flat=True))


def _start(run: ProjectionRun, at: datetime) -> ProjectionRun:
    run.state = RunState.RUNNING
    run.started_at = run.started_at or at
    run.attempts += 1
    run.lease_expires_at = at + timedelta(seconds=settings.RUN_LEASE_SECONDS)
    run.save(update_fields=["state", "started_at", "attempts", "lease_expires_at"])
    return run


def end(run: ProjectionRun, state: RunState, at: datetime, error: str = "") -> bool:
    """Ends a run that did not finish, unless another worker took it up meanwhile."""
    changed = ProjectionRun.objects.filter(pk=run.pk, state=RunState.RUNNING, attempts=run.attempts).update(
        state=state, error=error, finished_at=at, lease_expires_at=None, step=state.label, lost=run.lost
    )
    run.state, run.error = state, error
    return bool(changed)


def _ask_again(at: datetime) -> None:
    """A run that was given up is asked for again after a pause, unless something newer stands in its place."""
    newest: dict[int | None, ProjectionRun] = {}
    for run in ProjectionRun.objects.order_by("scenario_id", "-pk").distinct("scenario_id").defer("inputs"):
        newest[run.scenario_id] = run
    pause = timedelta(seconds=settings.RUN_RETRY_SECONDS)
    for run in newest.values():
        if run.state == RunState.FAILED and run.lost and run.finished_at and run.finished_at <= at - pause:
            queue_run(run.scenario, [f"Run {run.pk} was given up and is tried again"], by=run.requested_by, at=at)
