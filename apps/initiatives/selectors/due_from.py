"""Reads from whom readings are due: the people who are reminded, and nobody else."""

from apps.core.models import User
from apps.core.roles import SEND_MANAGER


def due_from() -> list[User]:
    """A plan names a role that answers for it, and no person: so its readings are due from every SEND manager."""
    return list(User.objects.filter(groups__name=SEND_MANAGER, is_active=True).order_by("pk"))
