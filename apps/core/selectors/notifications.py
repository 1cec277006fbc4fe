"""What a person was told, and how each wants to be told. Never remembered: both change under the reader's hand."""

from collections.abc import Iterable

from apps.core.models import MailPreference, Notification, User
from apps.core.vocabulary import MAILING_UNLESS_CHOSEN, Mailing, NotificationKind

SHOWN = 25


def mailing_of(people: Iterable[User], kind: NotificationKind) -> dict[int, Mailing]:
    """By each person's key: their own choice for the kind, or the usual one."""
    keys = [person.pk for person in people]
    chosen = MailPreference.objects.filter(person__in=keys, kind=kind).values_list("person_id", "mailing")
    return dict.fromkeys(keys, MAILING_UNLESS_CHOSEN[kind]) | {key: Mailing(mailing) for key, mailing in chosen}


def mailing_choices(person: User) -> dict[NotificationKind, Mailing]:
    """The person's choice for every kind, the usual one where none was made."""
    chosen = MailPreference.objects.filter(person=person).values_list("kind", "mailing")
    return MAILING_UNLESS_CHOSEN | {NotificationKind(kind): Mailing(mailing) for kind, mailing in chosen}


def newest_notifications(person: User) -> list[Notification]:
    """The last ``SHOWN``, newest first, mailed or not; the daily e-mails themselves are left out."""
    rows = Notification.objects.filter(person=person).exclude(kind=NotificationKind.DIGEST)
    return list(rows.order_by("-created_at", "-pk")[:SHOWN])
