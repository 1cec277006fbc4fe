"""Asks for a recompute by hand."""

from datetime import datetime

from django.db import transaction

from apps.core.models import User
from apps.core.services.recompute import request_recompute


@transaction.atomic
def ask_for_recompute(*, by: User, at: datetime) -> None:
    request_recompute(by=by, at=at, cause=f"Asked for by {by}")
