"""Records finance's decision that the council has published a figure already, so that the copy may show it."""

from datetime import datetime

from django.db import transaction

from apps.core.errors import NotAllowed
from apps.core.models import User
from apps.core.services.audit import record_change
from apps.initiatives.models import AlreadyPublic, Initiative
from apps.initiatives.selectors.public_copy import HiddenFigure


@transaction.atomic
def mark_already_public(
    *, figure: HiddenFigure, what: str, source_reference: str, reason: str, by: User, at: datetime
) -> AlreadyPublic:
    """One row for a figure with its value (units, or £): the same decision sent twice stays one. Never taken back."""
    if not by.has_perm("initiatives.export_publiccopy"):
        raise NotAllowed("A finance officer says what the council has published already.")
    initiative = Initiative.objects.select_for_update().filter(pk=figure.initiative).first()
    before = AlreadyPublic.objects.filter(initiative=initiative, amount=figure.amount).first()
    if before:
        return before
    row = AlreadyPublic(
        initiative=initiative,
        what=what,
        amount=figure.amount,
        source_reference=source_reference,
        reason=reason,
        by=by,
        at=at,
    )
    row.full_clean()
    row.save()
    after = {"amount": str(row.amount), "source": source_reference}
    record_change(by=by, at=at, action="Marked a figure as already public", subject=row, after=after, reason=reason)
    return row
