"""``manage.py sync_roles``: the groups and what each may do, as ``apps.core.roles`` says."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.core.errors import Refused
from apps.core.roles import ROLES, sync_roles


class Command(BaseCommand):
    help = "Brings the roles' groups and permissions into the database."

    def handle(self, *_: Any, **__: Any) -> None:
        try:
            sync_roles()
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(ROLES)} roles: {', '.join(ROLES)}.")
