"""Celery's way in: one call each."""

from contextlib import suppress

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from apps.core.services.recompute import request_recompute
from apps.deficit import runs


@shared_task(name="deficit.take_up_requests", acks_late=True, reject_on_worker_lost=True)
def take_up_requests() -> list[int]:
    """Takes up what waits and what a lost worker left, and gives each what-if that it queues a task of its own, for
    whichever worker is free. Runs at once after a change and every ten seconds."""
    before = runs.queued_what_ifs()
    runs.take_up_requests(at=timezone.now())
    with suppress(OperationalError):  # without a broker this worker takes them all
        for run_id in sorted(runs.queued_what_ifs() - before):
            work_one.delay(run_id)
    return [run.pk for run in runs.work()]


@shared_task(name="deficit.work_one", acks_late=True, reject_on_worker_lost=True)
def work_one(run_id: int) -> bool:
    """Whether there was anything left to do."""
    return runs.work_one(run_id) is not None


@shared_task(name="deficit.recompute_nightly", acks_late=True, reject_on_worker_lost=True)
def recompute_nightly() -> None:
    request_recompute(by=None, at=timezone.now(), cause="The nightly recompute")
