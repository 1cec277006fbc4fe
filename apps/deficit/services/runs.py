"""Asks for a recompute by hand, stops one, and shows a finished run on the trajectory's pages."""

from datetime import datetime

from django.db import transaction

from apps.core.errors import Refused, Stale
from apps.core.models import RecomputeRequest, User
from apps.core.services.audit import record_change
from apps.core.services.recompute import request_recompute
from apps.deficit.models import ProjectionRun, RunPublication
from apps.deficit.run_permissions import check_can_cancel_run, check_can_publish_run
from apps.deficit.runs.queue import one_at_a_time
from apps.deficit.vocabulary import RunState


@transaction.atomic
def ask_for_recompute(*, by: User, at: datetime) -> None:
    """One request of a person waits at a time: nothing has changed between two presses of a button."""
    cause = f"Asked for by {by}"
    User.objects.select_for_update().get(pk=by.pk)
    if not RecomputeRequest.objects.filter(cause=cause, taken_up_at__isnull=True).exists():
        request_recompute(by=by, at=at, cause=cause)


@transaction.atomic
def cancel_run(*, run_id: int, by: User, at: datetime) -> ProjectionRun:
    """A queued run ends at once, a running one before its next step. Cancelled twice is cancelled once."""
    run = ProjectionRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    if run.cancel_asked_at:
        return run
    check_can_cancel_run(by, run)
    before = run.state
    run.cancelled_by, run.cancel_asked_at = by, at
    if run.state == RunState.QUEUED:
        run.state, run.step, run.finished_at = RunState.CANCELLED, RunState.CANCELLED.label, at
    run.save(update_fields=["cancelled_by", "cancel_asked_at", "state", "step", "finished_at"])
    record_change(by=by, at=at, action="Cancelled a run", subject=run, before={"state": before})
    return run


@transaction.atomic
def publish_run(*, run_id: int, reason: str, by: User, at: datetime, read: int | None = None) -> RunPublication:
    """The trajectory's pages show this run from now on. Publishing what is shown already adds nothing. ``read``: the
    publication that the reader saw (0: none). Raises ``Stale`` where another came meanwhile."""
    one_at_a_time()
    run = ProjectionRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    check_can_publish_run(by, run)
    if not reason.strip():
        raise Refused("Reason: say why this run is published.")
    standing = run.same_as or run
    shown = RunPublication.objects.order_by("-pk").first()
    if shown and shown.run_id == standing.pk:
        return shown
    if read is not None and read != (shown.pk if shown else 0):
        raise Stale(
            "Another run was published meanwhile. Nothing was published now.",
            [f"Shown now: run {shown.run_id}, published by {shown.by}: {shown.reason}"] if shown else [],
        )
    publication = RunPublication(run=standing, by=by, at=at, reason=reason.strip())
    publication.full_clean()
    publication.save(force_insert=True)
    before = {"run": shown.run_id} if shown else {}
    after = {"run": standing.pk, "result_hash": standing.result_hash}
    record_change(by=by, at=at, action="Published a run", subject=standing, before=before, after=after, reason=reason)
    return publication
