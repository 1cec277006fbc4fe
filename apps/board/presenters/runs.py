"""What every page with projected figures says of the recompute behind them."""

from typing import Any

from django.urls import reverse

from apps.deficit.differences import FIRST_RUN, NO_CHANGE
from apps.deficit.run_words import failure_text, moment, progress_text
from apps.deficit.selectors.runs import RunStatus


def recompute_block(status: RunStatus) -> dict[str, Any]:
    """Template context: the warning of a failure, the progress of what is under way, and what the last run changed."""
    in_force, finished = status.in_force, status.finished
    told = finished if finished and finished.difference != [NO_CHANGE] else in_force
    changed = told.difference if told and told.difference != [FIRST_RUN] else []
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
