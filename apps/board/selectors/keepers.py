"""Who keeps the Board's actions, and what of them waits for a person: for reminders and the daily e-mail."""

from datetime import datetime

from django.utils.timezone import localdate

from apps.board.permissions import ACTIONS
from apps.board.selectors.actions import open_actions
from apps.core.models import User

NAMED = 10


def keepers() -> list[User]:
    """Everybody active who may keep actions, by number."""
    app, codename = ACTIONS.split(".")
    of_role = {"groups__permissions__content_type__app_label": app, "groups__permissions__codename": codename}
    return list(User.objects.filter(is_active=True, **of_role).distinct().order_by("pk"))


def waiting_for(person: User, at: datetime) -> list[str]:
    """For the daily e-mail: how many actions are overdue, by number. No words of an action: they may name an amount."""
    if not person.has_perm(ACTIONS):
        return []
    late = [one for one in open_actions() if one.is_overdue(localdate(at))]
    if not late:
        return []
    named = ", ".join(str(one.action.pk) for one in late[:NAMED])
    more = f" and {len(late) - NAMED} more" if len(late) > NAMED else ""
    noun = "action of the Board is" if len(late) == 1 else "actions of the Board are"
    return [f"{len(late)} {noun} overdue: {named}{more}."]
