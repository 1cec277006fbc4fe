"""Rights come from roles alone: a right given to one person by name would escape the table in ``apps.core.roles``."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import QuerySet

from apps.core.roles import EVERYONE
from apps.core.world import frozen_world


class RoleBackend(ModelBackend):
    """Local accounts; one query for all rights of a request."""

    def _get_user_permissions(self, user_obj: Any) -> QuerySet[Permission]:
        return Permission.objects.none()

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """What is frozen is read with the rights that every reader has: nothing there can be changed."""
        found = super().get_all_permissions(user_obj, obj)
        return found & set(EVERYONE) if frozen_world() else found
