"""Recomputes the cost-avoidance projection and prints what stands, as JSON."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.core.errors import Refused
from apps.deficit import runs


class Command(BaseCommand):
    help = (
        "Recomputes. Prints JSON: run, input_hash, result_hash, new (false where equal inputs were worked out before)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            run, new = runs.recompute(by=None, at=timezone.now(), cause="manage.py recompute")
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            json.dumps(
                {
                    "run": run.pk,
                    "input_hash": run.input_hash,
                    "result_hash": run.result_hash,
                    "new": new,
                }
            )
        )
