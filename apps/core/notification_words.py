"""What “Your e-mail” says: the choices in one sentence, and each notification with what became of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from apps.core.charts.rows import Column, Rows
from apps.core.models import Notification, User
from apps.core.models.notifications import MOST_ATTEMPTS
from apps.core.vocabulary import Mailing, NotificationKind

KEPT = "Your choices are saved. They count from the next notification on."
UNCHANGED = "Nothing was changed: these were your choices already."
WHEN = {Mailing.AT_ONCE: "at once", Mailing.DIGEST: "once a day", Mailing.NEVER: "never"}
COLUMNS = (
    Column("about", "About", link="url"),
    Column("kind", "What"),
    Column("text", "What it says"),
    Column("when", "When"),
    Column("mail", "E-mail"),
)


def message(person: User, choices: Mapping[NotificationKind, Mailing]) -> str:
    """“You are e-mailed at once about what is returned, due and overdue; once a day about what is submitted.”"""
    if not person.email:
        return "Nothing is e-mailed to you, because your account has no address."
    kinds = {m: [k.label.lower() for k in NotificationKind.told() if choices[k] == m] for m in Mailing}
    parts = [f"{WHEN[m]} about what is {_listed(found)}" for m, found in kinds.items() if found]
    return f"You are e-mailed {'; '.join(parts)}."


def _listed(words: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def address(person: User) -> str:
    return f"Sent to {person.email}" if person.email else "No address: ask an administrator to add one"


def rows(notifications: list[Notification]) -> Rows:
    """Newest first; ``E-mail`` says what became of it."""
    told = [
        {
            "about": note.subject_label,
            "url": note.subject_path,
            "kind": note.get_kind_display(),
            "text": note.text,
            "when": _moment(note.created_at),
            "mail": mail_state(note),
        }
        for note in notifications
    ]
    return Rows("What you were told, newest first", COLUMNS, told)


def mail_state(note: Notification) -> str:
    if note.sent_at:
        return f"Sent {_moment(note.sent_at)}"
    if note.mailing == Mailing.NEVER:
        return "Not e-mailed"
    if note.mailing == Mailing.DIGEST:
        return "On its way in the daily e-mail" if note.included_in_id else "In the next daily e-mail"
    if note.attempts >= MOST_ATTEMPTS:
        return "Could not be sent"
    return "Not sent yet; it is tried again" if note.attempts else "On its way"


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local.day} {local:%B %Y, %H:%M}"
