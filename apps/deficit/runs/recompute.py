"""Recomputes here and now, for a command: waits where another worker has it."""

import time
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.core.errors import Refused
from apps.core.models import RecomputeRequest, User
from apps.deficit.inputs import Inputs, WhatIf, hash_of, load_inputs
from apps.deficit.models import ProjectionRun, Scenario
from apps.deficit.runs.queue import one_at_a_time, queue_run
from apps.deficit.runs.work import work
from apps.deficit.selectors.runs import run_in_force, with_inputs
from apps.deficit.selectors.scenarios import newest_revision
from apps.deficit.vocabulary import RunState


def recompute(
    *, by: User | None, at: datetime, cause: str, scenario: Scenario | None = None
) -> tuple[ProjectionRun, bool]:
    """The run whose results stand, and whether it is new. Equal inputs store nothing. Raises ``Refused``."""
    key = scenario.pk if scenario else None
    wanted = hash_of(_inputs(scenario))
    if (standing := run_in_force(key)) and standing.input_hash == wanted:
        return standing, False
    known = with_inputs(wanted) is not None
    _ask(scenario, by, at, cause)
    for _ in range(settings.RUN_LEASE_SECONDS * 2):
        for run in work():
            if run.state == RunState.FAILED and run.scenario_id == key:
                raise Refused(f"Run {run.pk} failed: {run.error}")
        if (standing := run_in_force(key)) and standing.input_hash == hash_of(_inputs(scenario)):
            return standing, not known
        time.sleep(1)  # another worker has it
    raise Refused("Another run is still at work. Wait until it has finished and ask again.")


def _inputs(scenario: Scenario | None) -> Inputs:
    if scenario is None:
        return load_inputs()
    revision = newest_revision(scenario.pk)
    return load_inputs(WhatIf(revision.changes, revision.toggles))


@transaction.atomic
def _ask(scenario: Scenario | None, by: User | None, at: datetime, cause: str) -> None:
    if scenario is None:
        RecomputeRequest.objects.create(requested_by=by, requested_at=at or timezone.now(), cause=cause)
        return
    one_at_a_time()
    queue_run(scenario, [cause], by=by, at=at)
