"""Sends what waits, each row once, and writes the daily e-mails. Called by tasks alone.

A sender locks one row, sends it and marks it in one transaction; others skip locked rows. A worker that is lost between
the mail server's answer and the commit leaves that one row unmarked, and that one e-mail is sent again. What fails is
tried again after ``WAITS``, five times in all, and the last error stays on the row.
"""

import logging
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string

from apps.core.models import Notification
from apps.core.models.notifications import MOST_ATTEMPTS
from apps.core.vocabulary import Mailing, NotificationKind

logger = logging.getLogger(__name__)
WAITS = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
SECONDS_IN_ONE_GO = 120  # well below a task's time limit; the next sweep goes on


def send_waiting(*, at: datetime) -> int:
    """Sends what is due at ``at``, oldest first, and returns how many e-mails went out."""
    sent, stop = 0, time.monotonic() + SECONDS_IN_ONE_GO
    while time.monotonic() < stop and (done := _send_next(at)) is not None:
        sent += done
    return sent


def _send_next(at: datetime) -> bool | None:
    """Whether the oldest waiting e-mail went out; None where none waits that another sender does not hold."""
    with transaction.atomic():
        rows = waiting(at).select_for_update(of=("self",), skip_locked=True).select_related("person")
        note = rows.order_by("created_at", "pk").first()
        if note is None:
            return None
        if not (note.person.email and note.person.is_active):
            note.mailing = Mailing.NEVER
            note.save(update_fields=["mailing"])
            return False
        note.attempts += 1
        try:
            message(note).send()
        except Exception as error:  # whatever a mail server or an address does, the others are still to be sent
            _keep_error(note, error, at)
            return False
        note.sent_at, note.last_error, note.next_attempt_at = at, "", None
        note.save(update_fields=["attempts", "sent_at", "last_error", "next_attempt_at"])
        note.included.update(sent_at=at)
        return True


def waiting(at: datetime) -> QuerySet[Notification]:
    """To be sent now: at once, or a daily e-mail itself; not sent, not given up, not to be tried later."""
    return Notification.objects.filter(
        Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=at),
        Q(mailing=Mailing.AT_ONCE),
        sent_at__isnull=True,
        attempts__lt=MOST_ATTEMPTS,
    )


def message(note: Notification) -> EmailMessage:
    """Plain text, with the reference in the subject."""
    digest = note.kind == NotificationKind.DIGEST
    included = list(note.included.order_by("created_at", "pk")) if digest else []
    words = {
        "note": note,
        "included": included,
        "site": settings.SITE_URL,
        "council_name": settings.COUNCIL_NAME,
    }
    return EmailMessage(
        subject=note.subject_label if digest else str(note),
        body=render_to_string("core/mail/digest.txt" if digest else "core/mail/one.txt", words),
        to=[note.person.email],
        headers={"Auto-Submitted": "auto-generated"},
    )


def _keep_error(note: Notification, error: Exception, at: datetime) -> None:
    given_up = note.attempts >= MOST_ATTEMPTS
    logger.warning(
        "E-mail %s was not sent at attempt %s of %s (%s)%s.",
        note.pk, note.attempts, MOST_ATTEMPTS, type(error).__name__, "; it is given up" if given_up else "",
    )  # fmt: skip
    note.last_error = f"{type(error).__name__}: {error}"[:300]
    note.next_attempt_at = None if given_up else at + WAITS[note.attempts - 1]
    note.save(update_fields=["attempts", "last_error", "next_attempt_at"])
