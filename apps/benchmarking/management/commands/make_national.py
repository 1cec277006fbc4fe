"""A large made-up national data set in the demonstration, for measuring the pages of benchmarking."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from apps.benchmarking.services.many_figures import FIRST, LAST, make_many_figures
from apps.core.errors import Refused


class Command(BaseCommand):
    help = "Adds made-up returns and figures of 153 authorities to the demonstration (ten years, every line)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--first", type=int, default=FIRST, help="the year in which the first financial year starts"
        )
        parser.add_argument("--last", type=int, default=LAST)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = make_many_figures(at=timezone.now(), first=options["first"], last=options["last"])
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{made} rows made.")
