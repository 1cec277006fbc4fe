"""What a run says of itself."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from apps.deficit.differences import DEFICIT_AT
from apps.deficit.models import ProjectionRun, RunPublication
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
            return f"{run.step or 'Begun'}: {run.progress}%." + (
                " It stops before its next step." if run.cancel_asked_at else ""
            )
        case RunState.FINISHED:
            return "Finished. " + " ".join(run.difference)
        case RunState.FAILED:
            return f"Failed: {run.error}"
        case RunState.CANCELLED:
            return f"Cancelled by {run.cancelled_by}." if run.cancelled_by else "Cancelled."


def progress_text(status: RunStatus) -> str:
    """What is under way, or how the newest run ended."""
    if status.under_way:
        return run_text(status.under_way)
    if status.waiting:
        return "Asked for: the worker takes it up within seconds."
    newest = status.failed or status.cancelled or status.finished
    if newest and newest is status.finished:
        return " ".join(["Finished.", *without_deficits(newest.difference)])
    return run_text(newest) if newest else ""


def without_deficits(sentences: Iterable[str]) -> list[str]:
    """What a run changed, less the projected deficits: they are shown once finance has published the run."""
    return [s for s in sentences if not s.startswith(DEFICIT_AT)]


def status_text(status: RunStatus, shown: RunPublication | None) -> str:
    """Whether the figures are up to date, and if not why. ``shown``: the newest publication."""
    if status.in_force is None and not status.busy and not failure_text(status):
        return "Nothing has been worked out yet. Load the report, or ask for a recompute."
    parts = []
    if warning := failure_text(status):
        parts.append(warning)
    if status.busy:
        parts.append("A recompute is under way; the figures change when it has finished.")
    if status.in_force and shown and shown.run_id != status.in_force.pk:
        parts.append(
            f"Not all: cost avoidance is that of run {status.in_force.pk}, {moment(status.in_force.finished_at)}, but "
            f"the trajectory’s pages still show run {shown.run_id} until finance publishes the newer one."
        )
    if status.in_force and not parts:
        parts.append(
            f"Yes: they are those of run {status.in_force.pk}, finished {moment(status.in_force.finished_at)}."
        )
    return " ".join(parts)


def failure_text(status: RunStatus) -> str:
    """A dated warning: which figures stand, and why."""
    failed, standing = status.failed or status.cancelled, status.in_force
    if failed is None:
        return ""
    kept = (
        f"The figures shown are still those of run {standing.pk}, {moment(standing.finished_at)}."
        if standing
        else "No figures stand yet."
    )
    if status.failed is None:
        return f"{failed} was cancelled, {moment(failed.finished_at)}: what changed before it is not worked out. {kept}"
    return f"The recompute of {moment(failed.finished_at)} failed: {failed.error} {kept}"


def run_record(run: ProjectionRun, scenario: str = "") -> list[dict[str, str]]:
    """The run's record as rows of a summary list. ``scenario``: the name of its what-if."""
    seconds = (run.finished_at - run.started_at).total_seconds() if run.finished_at and run.started_at else None
    rows = [
        ("State", run.get_state_display()),
        ("Why", run.cause),
        ("Asked for by", str(run.requested_by or "The system")),
        ("Asked for", moment(run.requested_at)),
        ("Finished", moment(run.finished_at)),
        ("Took", "–" if seconds is None else f"{seconds:.2f} seconds"),
        ("Attempts", str(run.attempts)),
        ("Scenario", f"What-if “{scenario}”" if scenario else "The named scenarios"),
        ("Engine version", run.engine_version or "–"),
        ("Seed of its draws", str(run.seed or "–")),
        ("Hash of its inputs", run.input_hash or "–"),
        ("Hash of its results", run.result_hash or "–"),
    ]
    if run.same_as_id:
        rows.append(("Results", f"Its inputs equal those of run {run.same_as_id}, whose results stand."))
    return [{"key": key, "value": value} for key, value in rows]


def shown_text(shown: RunPublication | None) -> str:
    """Which run the trajectory's pages show."""
    if shown is None:
        return "No run is published yet, so the trajectory's pages are empty. A finance officer publishes one."
    return f"The trajectory shows run {shown.run_id}, published by {shown.by}, {moment(shown.at)}."


def published_rows(rows: Iterable[RunPublication]) -> list[dict[str, str]]:
    """The history of publications as rows of a summary list, the newest first."""
    return [{"key": f"Run {p.run_id}, {moment(p.at)}", "value": f"{p.by}: {p.reason}"} for p in rows]
