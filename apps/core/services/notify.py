"""Tells people, in the transaction of the change: a rollback tells nobody, and the worker e-mails after commit."""

import logging
from collections.abc import Iterable
from datetime import datetime

from celery import current_app
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from apps.core.models import Notification, User
from apps.core.selectors.notifications import mailing_of
from apps.core.vocabulary import Mailing, NotificationKind

logger = logging.getLogger(__name__)
SEND = "core.send_mail"
ONCE_A_DAY = (NotificationKind.DUE, NotificationKind.OVERDUE)
LONGEST_LABEL = 200


@transaction.atomic
def notify(
    *,
    people: Iterable[User],
    kind: NotificationKind,
    text: str,
    subject_label: str,
    path: str,
    at: datetime,
    exclude: User | None = None,
) -> None:
    """Writes one row for each active person but ``exclude`` (who did it), whether or not it is e-mailed.

    ``text`` is a sentence or two without amounts, ``subject_label`` the reference (“Claim 12”), ``path`` its page. A
    reminder that something is due or overdue is written once a day for each person and page. Raises ``ValidationError``
    for a text that names an amount or may identify a child: that is a fault of the caller, not of the reader.
    """
    told = {p.pk: p for p in people if p.is_active and (exclude is None or p.pk != exclude.pk)}
    mailings = mailing_of(told.values(), kind)
    rows = [
        Notification(
            person=person,
            kind=kind,
            subject_label=" ".join(subject_label.split())[:LONGEST_LABEL],
            subject_path=path,
            text=text.strip(),
            once_key=_once_key(person, kind, path, at),
            created_at=at,
            mailing=mailings[person.pk] if person.email else Mailing.NEVER,
        )
        for person in told.values()
    ]
    for row in rows:
        row.full_clean(exclude=["person", "included_in"], validate_unique=False, validate_constraints=False)
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    if any(row.mailing == Mailing.AT_ONCE for row in rows):
        transaction.on_commit(nudge_mail, robust=True)


def nudge_mail() -> None:
    """Without a broker nothing is lost: beat sends what waits within a minute."""
    try:
        current_app.send_task(SEND, retry=False)
    except OperationalError:
        logger.warning("The broker does not answer; e-mail waits for the next sweep.")


def _once_key(person: User, kind: NotificationKind, path: str, at: datetime) -> str:
    if kind not in ONCE_A_DAY:
        return ""
    return f"{kind}:{person.pk}:{timezone.localtime(at).date().isoformat()}:{path}"
