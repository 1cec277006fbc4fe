"""Asks for a recompute by hand."""

from datetime import datetime

from django.db import transaction

from apps.core.models import RecomputeRequest, User
from apps.core.services.recompute import request_recompute


@transaction.atomic
def ask_for_recompute(*, by: User, at: datetime) -> None:
    """One request of a person waits at a time: nothing has changed between two presses of a button."""
    cause = f"Asked for by {by}"
    User.objects.select_for_update().get(pk=by.pk)
    if not RecomputeRequest.objects.filter(cause=cause, taken_up_at__isnull=True).exists():
        request_recompute(by=by, at=at, cause=cause)
