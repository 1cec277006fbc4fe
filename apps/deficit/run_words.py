"""What a run says of itself."""

from datetime import datetime

from django.utils import timezone

from apps.deficit.models import ProjectionRun
from apps.deficit.selectors.runs import RunStatus
from apps.deficit.vocabulary import RunState


def moment(value: datetime | None) -> str:
    if value is None:
        return "–"
    local = timezone.localtime(value)
    return f"{local.day} {local:%B %Y, %H:%M}"


def run_text(run: ProjectionRun) -> str:
    match RunState(run.state):
        case RunState.QUEUED:
            return "Waiting for the worker."
        case RunState.RUNNING:
            return f"{run.step}: {run.progress}%."
        case RunState.FINISHED:
            return "Finished. " + " ".join(run.difference)
        case RunState.FAILED:
            return f"Failed: {run.error}"
        case RunState.CANCELLED:
            return "Cancelled."


def progress_text(status: RunStatus) -> str:
    """What is under way, or how the newest run ended."""
    if status.under_way:
        return run_text(status.under_way)
    if status.waiting:
        return "Asked for: the worker takes it up within seconds."
    newest = status.failed or status.finished
    return run_text(newest) if newest else ""


def status_text(status: RunStatus) -> str:
    """Whether the figures are up to date, and if not why."""
    if status.in_force is None and not status.busy and status.failed is None:
        return "Nothing has been worked out yet. Load the report, or ask for a recompute."
    parts = []
    if status.failed:
        parts.append(failure_text(status))
    if status.busy:
        parts.append("A recompute is under way; the figures change when it has finished.")
    if status.in_force and not parts:
        parts.append(
            f"Yes: they are those of run {status.in_force.pk}, finished {moment(status.in_force.finished_at)}."
        )
    return " ".join(parts)


def failure_text(status: RunStatus) -> str:
    """A dated warning: which figures stand, and why."""
    failed, standing = status.failed, status.in_force
    if failed is None:
        return ""
    kept = (
        f"The figures shown are still those of run {standing.pk}, {moment(standing.finished_at)}."
        if standing
        else "No figures stand yet."
    )
    return f"The recompute of {moment(failed.finished_at)} failed: {failed.error} {kept}"


def run_record(run: ProjectionRun) -> list[dict[str, str]]:
    """The run's record as rows of a summary list."""
    seconds = (run.finished_at - run.started_at).total_seconds() if run.finished_at and run.started_at else None
    rows = [
        ("State", run.get_state_display()),
        ("Why", run.cause),
        ("Asked for by", str(run.requested_by or "The system")),
        ("Asked for", moment(run.requested_at)),
        ("Finished", moment(run.finished_at)),
        ("Took", "–" if seconds is None else f"{seconds:.2f} seconds"),
        ("Attempts", str(run.attempts)),
        ("Engine version", run.engine_version or "–"),
        ("Hash of its inputs", run.input_hash or "–"),
        ("Hash of its results", run.result_hash or "–"),
    ]
    if run.same_as_id:
        rows.append(("Results", f"Its inputs equal those of run {run.same_as_id}, whose results stand."))
    return [{"key": key, "value": value} for key, value in rows]
