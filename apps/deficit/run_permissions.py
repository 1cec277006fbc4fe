"""Who may do what with runs: ``can_x`` for templates, ``check_can_x`` raises the sentence that the reader sees."""

from apps.core.errors import NotAllowed
from apps.core.models import User
from apps.deficit.models import ProjectionRun
from apps.deficit.vocabulary import RunState


def can_cancel_run(user: User, run: ProjectionRun) -> bool:
    return _allows(check_can_cancel_run, user, run)


def check_can_cancel_run(user: User, run: ProjectionRun) -> None:
    if not user.has_perm("deficit.cancel_projectionrun"):
        raise NotAllowed("A run is cancelled by SEND managers and finance officers.")
    if run.state not in (RunState.QUEUED, RunState.RUNNING):
        raise NotAllowed(f"{run} is {run.get_state_display().lower()}: nothing is left to cancel.")


def can_publish_run(user: User, run: ProjectionRun) -> bool:
    return _allows(check_can_publish_run, user, run)


def check_can_publish_run(user: User, run: ProjectionRun) -> None:
    if not user.has_perm("deficit.publish_projectionrun"):
        raise NotAllowed("A run is published by a finance officer.")
    if run.scenario_id is not None:
        raise NotAllowed(f"{run} is of a what-if: only runs of the named scenarios are published.")
    if run.state != RunState.FINISHED:
        raise NotAllowed(f"{run} is {run.get_state_display().lower()}: publish a finished one.")


def _allows(check: object, user: User, run: ProjectionRun) -> bool:
    try:
        check(user, run)  # type: ignore[operator]  # one of the two above
    except NotAllowed:
        return False
    return True
