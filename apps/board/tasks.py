"""Celery's way in: one call each."""

from celery import shared_task
from django.utils import timezone

from apps.board import reminders
from apps.board.runs import papers


@shared_task(name="board.remind", acks_late=True, reject_on_worker_lost=True)
def remind() -> int:
    """Reminds of actions that fall due within a week or are late. Runs every morning."""
    return reminders.remind(at=timezone.now())


@shared_task(name="board.make_papers", acks_late=True, reject_on_worker_lost=True)
def make_papers() -> int:
    """Makes the files of finished papers. Runs at once after one is finished and every ten seconds."""
    return papers.work()
