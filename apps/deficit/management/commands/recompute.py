"""Recomputes one scenario and prints what stands, as JSON."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.core.errors import Refused
from apps.deficit import runs
from apps.deficit.calculations.projection.outcomes import SCENARIOS
from apps.deficit.models import Scenario
from apps.deficit.selectors.scenarios import scenario_called


class Command(BaseCommand):
    help = (
        "Recomputes. Prints JSON: run, input_hash, result_hash, new (false where equal inputs were worked out before)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--scenario",
            default="",
            help=f"A saved what-if by its address, or one of {', '.join(SCENARIOS)}, which one run works out together.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        scenario = self._scenario(options["scenario"])
        try:
            run, new = runs.recompute(by=None, at=timezone.now(), cause="manage.py recompute", scenario=scenario)
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

    def _scenario(self, name: str) -> Scenario | None:
        if not name or name in SCENARIOS:
            return None
        try:
            view = scenario_called(name)
        except Scenario.DoesNotExist:
            raise CommandError(
                f"There is no scenario “{name}”. Use one of {', '.join(SCENARIOS)}, or a saved what-if's address."
            ) from None
        if view.revision.archived:
            raise CommandError(f"“{name}” is archived, so it is computed no more. Make a new what-if by copying it.")
        return view.scenario
