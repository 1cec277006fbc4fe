"""``manage.py load_national``: the national files that the product ships; again, nothing changes."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.benchmarking.services.load_national import load_national
from apps.core.errors import Refused


class Command(BaseCommand):
    help = "Imports the national files of data/national and prints, as JSON, the rows read, new, changed, same by file."

    def handle(self, *_: Any, **__: Any) -> None:
        try:
            counts = load_national(at=timezone.now())
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps({file: asdict(found) for file, found in counts.items()}, indent=1))
