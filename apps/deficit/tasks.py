"""Celery's way in: one call each."""

from celery import shared_task

from apps.deficit import runs


@shared_task(name="deficit.take_up_requests", acks_late=True, reject_on_worker_lost=True)
def take_up_requests() -> list[int]:
    """Takes up what waits and what a lost worker left. Runs at once after a change and every ten seconds."""
    return [run.pk for run in runs.work()]
