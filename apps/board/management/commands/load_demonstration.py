"""``manage.py load_demonstration``: roles, one account for each, and the report."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.board.management.commands.load_report import as_json
from apps.board.services.load_demonstration import load_demonstration
from apps.core.errors import Refused


class Command(BaseCommand):
    help = "Fills the demonstration: roles, accounts and the report. Refused in a deployment."

    def handle(self, *_: Any, **__: Any) -> None:
        try:
            counts = load_demonstration()
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(as_json(counts))
