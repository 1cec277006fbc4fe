"""Recompute: load → calculate → store one immutable run.

At most one run waits and one works. A working run holds a lease; when its worker dies the lease runs out and the next
worker takes the run up again. ``attempts`` fences: a worker that lost its lease cannot store.
"""

import logging
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from apps.core.errors import Refused
from apps.core.models import RecomputeRequest, User
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Convention
from apps.deficit.calculations.avoidance import ENGINE_VERSION, Line, project
from apps.deficit.differences import differences_in_words
from apps.deficit.inputs import Inputs, children_of, hash_of, hash_of_lines, load_inputs, tranches_of
from apps.deficit.models import AvoidanceResult, ProjectionRun
from apps.deficit.selectors.runs import run_in_force, with_inputs
from apps.deficit.vocabulary import RunState

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 5
STEPS = ((10, "Reading the inputs"), (40, "Working out each year"), (80, "Comparing with the last run"))


class LeaseLost(Exception):
    """Another worker took this run up."""


@transaction.atomic
def take_up_requests(*, at: datetime) -> ProjectionRun | None:
    """Turns what waits into one queued run; requests that come while one is queued join it."""
    with connection.cursor() as cursor:  # one at a time, so that requests join and never race for the queue
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('deficit.take_up_requests'))")
    waiting = list(RecomputeRequest.objects.select_for_update().filter(taken_up_at__isnull=True))
    queued = ProjectionRun.objects.select_for_update().filter(state=RunState.QUEUED).first()
    if not waiting:
        return queued
    causes = list(dict.fromkeys(r.cause for r in waiting))
    if queued is None:
        queued = ProjectionRun(
            requested_at=waiting[0].requested_at,
            requested_by=waiting[0].requested_by,
            cause="; ".join(causes),
        )
    else:
        queued.cause = "; ".join(dict.fromkeys([*queued.cause.split("; "), *causes]))
    queued.save()
    RecomputeRequest.objects.filter(pk__in=[r.pk for r in waiting]).update(taken_up_at=at)
    return queued


def work(*, at: datetime | None = None) -> list[ProjectionRun]:
    """Takes up requests and runs until nothing waits. Safe to call twice, from any number of workers."""
    done = []
    take_up_requests(at=at or timezone.now())
    while run := claim(at=at or timezone.now()):
        execute(run)
        done.append(run)
        take_up_requests(at=timezone.now())
    return done


@transaction.atomic
def claim(*, at: datetime) -> ProjectionRun | None:
    """The run to work on now: one whose worker was lost, or the queued one. None while another works."""
    running = ProjectionRun.objects.select_for_update().filter(state=RunState.RUNNING).first()
    if running and running.lease_expires_at and running.lease_expires_at > at:
        return None
    if running and running.attempts >= MOST_ATTEMPTS:
        _fail(running, f"Given up after {running.attempts} attempts: its worker was lost each time.", at)
        running = None
    run = running or ProjectionRun.objects.select_for_update().filter(state=RunState.QUEUED).first()
    if run is None:
        return None
    run.state = RunState.RUNNING
    run.started_at = run.started_at or at
    run.attempts += 1
    run.lease_expires_at = at + timedelta(seconds=settings.RUN_LEASE_SECONDS)
    run.save()
    return run


def execute(run: ProjectionRun) -> None:
    """Works a claimed run to its end. What the inputs lack is said in the run; a lost database leaves the lease to
    run out, so that the run is taken up again."""
    try:
        _progress(run, *STEPS[0])
        inputs = load_inputs()
        _progress(run, *STEPS[1])
        lines = calculate(inputs)
        _progress(run, *STEPS[2])
        _finish(run, inputs, lines)
    except LeaseLost:
        logger.warning("Run %s was taken up by another worker.", run.pk)
    except (OperationalError, InterfaceError):
        logger.exception("Run %s lost the database; it will be taken up again.", run.pk)
    except Refused as refusal:
        _fail(run, str(refusal), timezone.now())
    except Exception as error:
        logger.exception("Run %s failed.", run.pk)
        _fail(run, f"{type(error).__name__}: {error}", timezone.now())


def recompute(*, by: User | None, at: datetime, cause: str) -> tuple[ProjectionRun, bool]:
    """Recomputes here and now: the run whose results stand, and whether it is new. Equal inputs store nothing."""
    wanted = hash_of(load_inputs())
    if (standing := run_in_force()) and standing.input_hash == wanted:
        return standing, False
    known = with_inputs(wanted) is not None
    RecomputeRequest.objects.create(requested_by=by, requested_at=at, cause=cause)
    for _ in range(settings.RUN_LEASE_SECONDS * 2):
        for run in work():
            if run.state == RunState.FAILED:
                raise Refused(f"Run {run.pk} failed: {run.error}")
        if (standing := run_in_force()) and standing.input_hash == hash_of(load_inputs()):
            return standing, not known
        time.sleep(1)  # another worker has it
    raise Refused("Another run is still at work. Wait until it has finished and ask again.")


def calculate(inputs: Inputs) -> dict[Convention, list[Line]]:
    """Both conventions over the same years: the first tranche's to the last's."""
    last = max(
        (FinancialYear.parse(t["financial_year"]) for c in Convention for t in inputs[c.value]["tranches"]),
        default=FinancialYear(0),
    )
    return {c: project(tranches_of(inputs, c), children_of(inputs, c), last) for c in Convention}


@transaction.atomic
def _finish(run: ProjectionRun, inputs: Inputs, lines: dict[Convention, list[Line]]) -> None:
    _hold(run)
    now = timezone.now()
    last = run_in_force()
    run.engine_version = ENGINE_VERSION
    run.inputs = inputs
    run.input_hash = hash_of(inputs)
    run.result_hash = hash_of_lines(lines)
    run.same_as = with_inputs(run.input_hash)
    run.difference = differences_in_words(last.pk if last else None, lines)
    if run.same_as is None:
        AvoidanceResult.objects.bulk_create(
            [_result(run, convention, line) for convention, rows in lines.items() for line in rows]
        )
    run.state = RunState.FINISHED
    run.step, run.progress = "Finished", 100
    run.finished_at, run.lease_expires_at = now, None
    run.save()


def _result(run: ProjectionRun, convention: Convention, line: Line) -> AvoidanceResult:
    return AvoidanceResult(
        run=run,
        convention=convention,
        initiative=line.initiative,
        status=line.status,
        financial_year=line.financial_year,
        opening_month=line.opening_month,
        basis=line.basis,
        units=line.units,
        amount=line.amount,
    )


def _progress(run: ProjectionRun, percent: int, step: str) -> None:
    """Says where the run is and renews its lease, in a transaction of its own."""
    with transaction.atomic():
        _hold(run)
        run.progress, run.step = percent, step
        run.lease_expires_at = timezone.now() + timedelta(seconds=settings.RUN_LEASE_SECONDS)
        run.save(update_fields=["progress", "step", "lease_expires_at"])
    time.sleep(settings.RUN_STEP_PAUSE_SECONDS)


def _hold(run: ProjectionRun) -> None:
    """Locks the run's row and makes sure that it is still ours."""
    held = ProjectionRun.objects.select_for_update().filter(pk=run.pk, state=RunState.RUNNING, attempts=run.attempts)
    if not held.exists():
        raise LeaseLost


def _fail(run: ProjectionRun, reason: str, at: datetime) -> None:
    ProjectionRun.objects.filter(pk=run.pk, state=RunState.RUNNING, attempts=run.attempts).update(
        state=RunState.FAILED, error=reason, finished_at=at, lease_expires_at=None, step="Failed"
    )
    run.state, run.error = RunState.FAILED, reason
