"""A large made-up data set in the demonstration, for measuring the pages of claims."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from apps.core.errors import Refused
from apps.core.models import User
from apps.initiatives.services.many_claims import make_many_claims


class Command(BaseCommand):
    help = "Adds made-up initiatives and claims to the demonstration (20,000 claims on 500 initiatives)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--claims", type=int, default=20_000)
        parser.add_argument("--initiatives", type=int, default=500)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = make_many_claims(
                claims=options["claims"], initiatives=options["initiatives"], at=timezone.now(),
                manager=User.objects.get(username="manager"), finance=User.objects.get(username="finance"),
            )  # fmt: skip
        except (Refused, User.DoesNotExist) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{made} claims made.")
