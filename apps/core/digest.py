"""The daily e-mail: what waits for a person, from the apps above, and the notifications that they chose to get daily.

``settings.DIGEST_SECTIONS`` names functions by their dotted path, so that no import points up. Each takes a person and
the moment and gives sentences: references and counts, no amounts and nothing that points to a child.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from apps.core.free_text import check_no_child
from apps.core.models import Notification, User
from apps.core.models.notifications import check_no_money
from apps.core.selectors.notifications import mailing_of
from apps.core.vocabulary import Mailing, NotificationKind

logger = logging.getLogger(__name__)
Section = Callable[[User, datetime], list[str]]
LONGEST = 4000


def write_digests(*, at: datetime) -> int:
    """One e-mail for each person for whom something waits, once on a day; returns how many were written."""
    sections: list[Section] = [import_string(path) for path in settings.DIGEST_SECTIONS]
    people = list(User.objects.filter(is_active=True).exclude(email="").order_by("pk"))
    mailings = mailing_of(people, NotificationKind.DIGEST)
    written = 0
    for person in people:
        sentences = [] if mailings[person.pk] == Mailing.NEVER else _sentences(sections, person, at)
        written += _write(person, sentences, at)
    return written


@transaction.atomic
def _write(person: User, sentences: list[str], at: datetime) -> bool:
    """The person's row is locked, so that two workers write one e-mail."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    day = timezone.localtime(at).date()
    once_key = f"{NotificationKind.DIGEST}:{person.pk}:{day.isoformat()}"
    told = Notification.objects.filter(
        person=person, mailing=Mailing.DIGEST, included_in__isnull=True, sent_at__isnull=True
    )
    if not (sentences or told.exists()) or Notification.objects.filter(once_key=once_key).exists():
        return False
    digest = Notification(
        person=person,
        kind=NotificationKind.DIGEST,
        subject_label=f"What waits for you on {day.day} {day:%B %Y}",
        subject_path="/",
        text="\n".join(sentences)[:LONGEST],
        once_key=once_key,
        created_at=at,
        mailing=Mailing.AT_ONCE,
    )
    digest.full_clean()
    digest.save()
    told.update(included_in=digest)
    return True


def _sentences(sections: list[Section], person: User, at: datetime) -> list[str]:
    """A section that fails, or a sentence that must not leave the service, is left out and logged: the rest is sent."""
    found = []
    for section in sections:
        name = getattr(section, "__qualname__", repr(section))
        try:
            sentences = section(person, at)
        except Exception:
            logger.exception("The daily e-mail goes out without the section %s.", name)
            continue
        for sentence in (" ".join(each.split()) for each in sentences):
            try:
                check_no_child(sentence)
                check_no_money(sentence)
            except ValidationError:
                logger.error("A sentence of %s names an amount or may identify a child; it is left out.", name)
                continue
            found.append(sentence)
    return found
