"""The worker's addresses for e-mail and the audit trail: one call each."""

from celery import shared_task
from django.utils import timezone

from apps.core import digest, mailing
from apps.core.services.verify_audit import verify_audit as verify
from apps.core.trail import heads


@shared_task(name="core.send_mail", acks_late=True, reject_on_worker_lost=True)
def send_mail() -> int:
    """Sends what waits. Runs at once after a change and every minute."""
    return mailing.send_waiting(at=timezone.now())


@shared_task(name="core.send_digest", acks_late=True, reject_on_worker_lost=True)
def send_digest() -> int:
    """Writes the day's e-mails and sends them. Runs at 7am; nobody gets two on one day."""
    digest.write_digests(at=timezone.now())
    return mailing.send_waiting(at=timezone.now())


@shared_task(name="core.write_audit_head", acks_late=True, reject_on_worker_lost=True)
def write_audit_head() -> None:
    """Writes the trail's head down outside the database. Runs every five minutes."""
    heads.write_head()


@shared_task(name="core.verify_audit", acks_late=True, reject_on_worker_lost=True)
def verify_audit() -> int:
    """How many faults the trail has. Runs at 5am; the audit page shows what it found."""
    return len(verify(by=None, at=timezone.now()).faults)
