"""Celery's way in: one call each."""

from celery import shared_task
from django.utils import timezone

from apps.initiatives import coming_into_force, reminders


@shared_task(name="initiatives.remind", acks_late=True, reject_on_worker_lost=True)
def remind() -> int:
    """Reminds of readings that fall due within a week or are late. Runs every morning."""
    return reminders.remind(at=timezone.now())


@shared_task(name="initiatives.take_into_force", acks_late=True, reject_on_worker_lost=True)
def take_into_force() -> bool:
    """Asks for new projections on the day from which a rate card is in force. Runs every night."""
    return coming_into_force.take_into_force(at=timezone.now())
