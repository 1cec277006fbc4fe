"""What the drill left: nothing lost, nothing doubled, the same hashes as undisturbed, resumed in time."""

import time
from itertools import pairwise

from django.db import connection
from django.db.models import Count

from apps.core.models import RecomputeRequest
from apps.deficit.inputs import WhatIf, hash_of, load_inputs
from apps.deficit.models import AvoidanceResult, ProjectionPoint, ProjectionRun, Scenario
from apps.deficit.runs import calculate, hash_of_results
from apps.deficit.selectors.runs import run_in_force
from apps.deficit.selectors.scenarios import newest_revision
from apps.deficit.vocabulary import RunState
from bench.survive.stage import Stage

RESUMED_WITHIN = 60


def verdict(stage: Stage, made: list[str], patience: float) -> dict[str, object]:
    quiet = _wait_until_quiet(stage, patience)
    finished = list(ProjectionRun.objects.filter(state=RunState.FINISHED).order_by("pk"))
    own = [run for run in finished if run.same_as_id is None]
    waits = _resumed(stage.troubles, finished)
    found: dict[str, object] = {
        "changes made": len(made),
        "runs finished": len(finished),
        "runs taken up again": sum(run.attempts > 1 for run in finished),
        "runs given up and tried again": ProjectionRun.objects.filter(lost=True).count(),
        "troubles after which a run finished before the next": len(waits),
        "longest of those waits, s": round(max(waits, default=0.0), 1),
        "longest stretch without a finished run while trouble went on, s": round(
            _longest_without(stage.troubles, finished), 1
        ),
    }
    broken: dict[str, object] = {
        "work that never came to rest": 0 if quiet else 1,
        "changes in no run": _unseen(made),
        "standing runs that differ from the data": _stale(),
        "inputs with two sets of results": _doubled(),
        "runs whose results differ from an undisturbed run's": sum(not _same(run) for run in own),
        "runs with results that they should not have": _strays(),
        f"waits above {RESUMED_WITHIN} s": sum(wait > RESUMED_WITHIN for wait in waits),
    }
    return {**found, **broken, "ok": not any(broken.values())}


def _wait_until_quiet(stage: Stage, patience: float) -> bool:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        stage.keep_a_worker()
        busy = ProjectionRun.objects.filter(state__in=(RunState.QUEUED, RunState.RUNNING)).exists()
        if not busy and not RecomputeRequest.objects.filter(taken_up_at__isnull=True).exists():
            return True
        time.sleep(0.2)
    return False


def _resumed(troubles: list[float], finished: list[ProjectionRun]) -> list[float]:
    """Seconds from each trouble to the next finished run. A trouble that another followed before any run could finish
    counts with that one: nobody resumes while it goes on."""
    ends = sorted(run.finished_at.timestamp() for run in finished if run.finished_at)
    waits = []
    for moment, following in zip(troubles, [*troubles[1:], float("inf")], strict=True):
        end = next((end for end in ends if end > moment), float("inf"))
        if end < following or following == float("inf"):
            waits.append(end - moment)
    return waits


def _longest_without(troubles: list[float], finished: list[ProjectionRun]) -> float:
    """The longest stretch between two finished runs while trouble went on, in seconds."""
    ends = sorted(run.finished_at.timestamp() for run in finished if run.finished_at)
    inside = [troubles[0], *(end for end in ends if troubles[0] < end < troubles[-1]), troubles[-1]] if troubles else []
    return max((after - before for before, after in pairwise(inside)), default=0.0)


def _unseen(made: list[str]) -> int:
    causes = "\n".join(ProjectionRun.objects.filter(state=RunState.FINISHED).values_list("cause", flat=True))
    return sum(cause not in causes for cause in made)


def _stale() -> int:
    wanted: dict[int | None, str] = {None: hash_of(load_inputs())}
    for scenario in Scenario.objects.all():
        last = newest_revision(scenario.pk)
        wanted[scenario.pk] = hash_of(load_inputs(WhatIf(last.changes, last.toggles)))
    standing = {key: run_in_force(key) for key in wanted}
    return sum(run is None or run.input_hash != wanted[key] for key, run in standing.items())


def _doubled() -> int:
    rows = ProjectionRun.objects.filter(state=RunState.FINISHED, same_as__isnull=True).order_by()
    return rows.values("input_hash").annotate(n=Count("pk")).filter(n__gt=1).count()


def _same(run: ProjectionRun) -> bool:
    """Its stored hash and its rows against the same inputs worked out here."""
    undisturbed = calculate(run.inputs)
    rows = sum(len(lines) for lines in undisturbed.lines.values())
    return (
        run.result_hash == hash_of_results(undisturbed)
        and AvoidanceResult.objects.filter(run=run).count() == rows
        and ProjectionPoint.objects.filter(run=run).count() == len(undisturbed.projection.points)
    )


def _strays() -> int:
    """Runs that did not finish, or whose results are another's, and yet have rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM deficit_projectionrun r WHERE (r.state <> 'finished' OR r.same_as_id IS NOT NULL)"
            " AND (EXISTS (SELECT 1 FROM deficit_projectionpoint p WHERE p.run_id = r.id)"
            " OR EXISTS (SELECT 1 FROM deficit_avoidanceresult a WHERE a.run_id = r.id))"
        )
        return int(cursor.fetchone()[0])
