"""Keeps what a person chose to be e-mailed."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from apps.core.models import MailPreference, User
from apps.core.selectors.notifications import mailing_choices
from apps.core.services.audit import record_change
from apps.core.vocabulary import Mailing, NotificationKind


@transaction.atomic
def choose_mail(*, choices: Mapping[NotificationKind, Mailing], by: User, at: datetime) -> bool:
    """Whether anything changed: equal choices write nothing. People choose for themselves alone."""
    person = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    before = mailing_choices(person)
    changed = {kind: mailing for kind, mailing in choices.items() if before[kind] != mailing}
    for kind, mailing in changed.items():
        row = MailPreference.objects.filter(person=person, kind=kind).first() or MailPreference(
            person=person, kind=kind
        )
        row.mailing = mailing
        row.full_clean()
        row.save()
    if changed:
        record_change(
            by=by,
            at=at,
            action="Chose e-mail",
            subject=person,
            before={kind.value: before[kind].value for kind in changed},
            after={kind.value: mailing.value for kind, mailing in changed.items()},
        )
    return bool(changed)
