"""What a deployment must not start with."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError


def refuse_demonstration_accounts() -> None:
    """The demonstration's accounts have a password that everybody can read; called as web, worker and beat start."""
    if settings.DEMONSTRATION:
        return
    try:
        found = get_user_model().objects.filter(is_demonstration=True).order_by("username")
        names = list(found.values_list("username", flat=True))
    except DatabaseError as error:
        raise ImproperlyConfigured(
            "The accounts cannot be checked: the database does not answer or is not migrated. "
            "Run manage.py migrate and grant_application_role, then start again."
        ) from error
    if names:
        raise ImproperlyConfigured(
            f"This database holds the demonstration's accounts ({', '.join(names)}), whose password is public. "
            "Delete them, or start a deployment with a database of its own."
        )
