"""What every page with projected figures says of the recompute behind them."""

from typing import Any

from django.urls import reverse

from apps.deficit.differences import FIRST_RUN, NO_CHANGE, last_publication
from apps.deficit.run_words import failure_text, moment, progress_text, without_deficits
from apps.deficit.selectors.projected import Projected
from apps.deficit.selectors.runs import RunStatus


def recompute_block(status: RunStatus) -> dict[str, Any]:
    """Template context: the warning of a failure, the progress of what is under way, and what the last run changed,
    but for projected deficits, which change with a publication."""
    in_force, finished = status.in_force, status.finished
    told = finished if finished and finished.difference != [NO_CHANGE] else in_force
    changed = without_deficits(told.difference) if told and told.difference != [FIRST_RUN] else []
    return {
        "run_failure": failure_text(status),
        "run_under_way": status.busy,
        "run_under_way_text": progress_text(status) if status.busy else "",
        "run_done": status.under_way.progress if status.under_way else 0,
        "run_progress_url": reverse("deficit:progress"),
        "run_in_force": in_force,
        "run_status": f"Worked out {moment(finished.finished_at)}, run {in_force.pk}" if finished and in_force else "",
        "run_finished_at": moment(told.finished_at) if told else "",
        "run_changed": changed,
        "run_cause": told.cause if told and changed else "",
        "refresh_seconds": 3 if status.busy else None,
    }


def publication_block() -> dict[str, Any]:
    """Template context: what the newest publication moved against the one before."""
    found = last_publication()
    if found is None:
        return {"publication_changed": []}
    now = found.publication
    return {
        "publication_said": f"{moment(now.at)}. {now.by} published run {now.run_id} in the place of run "
        f"{found.before}: {now.reason}",
        "publication_changed": found.moved,
    }


def of_runs(status: RunStatus, published: Projected | None) -> str:
    """Which run each figure is of, where they differ; nothing where one run says all."""
    if published is None or status.in_force is None or published.run_id == status.in_force.pk:
        return ""
    return (
        f"Cost avoidance is of run {status.in_force.pk}, the newest; where the deficit goes is of run "
        f"{published.run_id}, which {published.published_by} published."
    )
