"""Works claimed runs to their end. Everything that a step did is stored before the next; a lost worker loses a step."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from apps.core.errors import Refused
from apps.deficit.differences import differences_in_words, projection_differences
from apps.deficit.inputs import ENGINE_VERSION, Inputs, WhatIf, hash_of, load_inputs
from apps.deficit.models import ProjectionRun
from apps.deficit.runs import queue, results
from apps.deficit.runs.results import Results, hash_of_results
from apps.deficit.selectors.runs import run_in_force, with_inputs
from apps.deficit.selectors.scenarios import newest_revision
from apps.deficit.vocabulary import RunState

logger = logging.getLogger(__name__)
READING = (10, "Reading the inputs")
PROJECTING = (30, "Working out each year")
COMPARING = (90, "Comparing with the last run")


class LeaseLost(Exception):
    """Another worker took this run up."""


class Cancelled(Exception):
    """Somebody asked that the run stop."""


def work(*, at: datetime | None = None) -> list[ProjectionRun]:
    """Takes up requests and runs until nothing waits. Safe to call twice, from any number of workers."""
    done = []
    queue.take_up_requests(at=at or timezone.now())
    while run := queue.claim(at=at or timezone.now()):
        execute(run)
        done.append(run)
        queue.take_up_requests(at=timezone.now())
    return done


def work_one(run_id: int) -> ProjectionRun | None:
    """Works this run, if it still waits: one task of a fan-out."""
    run = queue.claim(at=timezone.now(), only=run_id)
    if run:
        execute(run)
    return run


def execute(run: ProjectionRun) -> None:
    """Works a claimed run to its end. What the inputs lack is said in the run; a lost database leaves the lease to
    run out, so that the run is taken up again."""
    try:
        _progress(run, *READING)
        inputs = load_inputs(what_if_of(run))
        _progress(run, *PROJECTING)
        found = results.calculate(inputs, _reporter(run))
        _progress(run, *COMPARING)
        _finish(run, inputs, found)
    except LeaseLost:
        logger.warning("Run %s was taken up by another worker.", run.pk)
    except Cancelled:
        queue.end(run, RunState.CANCELLED, timezone.now())
    except (OperationalError, InterfaceError):
        logger.exception("Run %s lost the database; it will be taken up again.", run.pk)
    except (Refused, ValueError) as refusal:  # the engine's own words name what is wrong with the inputs
        logger.warning("Run %s cannot be worked out: %s", run.pk, refusal)
        queue.end(run, RunState.FAILED, timezone.now(), str(refusal))
    except Exception as error:
        logger.exception("Run %s failed.", run.pk)
        queue.end(run, RunState.FAILED, timezone.now(), f"{type(error).__name__}: {error}")


def what_if_of(run: ProjectionRun) -> WhatIf | None:
    """What the run's scenario changes by its newest revision; nothing for the named scenarios."""
    if run.scenario_id is None:
        return None
    revision = newest_revision(run.scenario_id)
    return WhatIf(revision.changes, revision.toggles)


def _reporter(run: ProjectionRun) -> Callable[[float], None]:
    """The engine's share done, between the two steps."""
    first, last = PROJECTING[0], COMPARING[0]
    return lambda share: _renew(run, first + round(share * (last - first)), PROJECTING[1])


@transaction.atomic
def _finish(run: ProjectionRun, inputs: Inputs, found: Results) -> None:
    """One after the other, so that of two workers with equal inputs the second sees what the first has stored."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('deficit.finish'))")
    _hold(run)
    now = timezone.now()
    last = run_in_force(run.scenario_id)
    run.engine_version = ENGINE_VERSION
    run.inputs = inputs
    run.seed = inputs["projection"]["seed"]
    run.input_hash = hash_of(inputs)
    run.result_hash = hash_of_results(found)
    run.same_as = with_inputs(run.input_hash)
    run.difference = _differences(last, found)
    if run.same_as is None:
        results.store(run, found)
    run.state = RunState.FINISHED
    run.step, run.progress = "Finished", 100
    run.finished_at, run.lease_expires_at = now, None
    run.save()


def _differences(last: ProjectionRun | None, found: Results) -> list[str]:
    of_lines = differences_in_words(last.pk if last else None, found.lines) if found.lines else []
    of_deficit = projection_differences(last.pk if last else None, found.projection)
    sentences = [*of_lines, *of_deficit]
    moved = [s for s in sentences if s not in ("No total moved.", "This is the first run.")]
    return moved or sentences[:1]


def _progress(run: ProjectionRun, percent: int, step: str) -> None:
    """Says where the run is and renews its lease."""
    _renew(run, percent, step)
    time.sleep(settings.RUN_STEP_PAUSE_SECONDS)


@transaction.atomic
def _renew(run: ProjectionRun, percent: int, step: str) -> None:
    _hold(run)
    run.progress, run.step = percent, step
    run.lease_expires_at = timezone.now() + timedelta(seconds=settings.RUN_LEASE_SECONDS)
    run.save(update_fields=["progress", "step", "lease_expires_at"])


def _hold(run: ProjectionRun) -> None:
    """Locks the run's row and makes sure that it is still ours and wanted."""
    held = ProjectionRun.objects.select_for_update(of=("self",)).filter(pk=run.pk, state=RunState.RUNNING)
    row = held.filter(attempts=run.attempts).values_list("cancel_asked_at", "cancelled_by").first()
    if row is None:
        raise LeaseLost
    if row[0] is not None:
        run.cancel_asked_at, run.cancelled_by_id = row
        raise Cancelled
