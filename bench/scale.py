"""``python -m bench scale --scenarios 40 --workers 1 2``: how long every saved what-if takes, by number of workers.

Embedded services on a data folder of its own, 10,000 draws, real workers; each number of workers computes all of them.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from bench.survive.stage import Stage

LONGEST = 600


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench scale", description="Every saved what-if, by number of workers.")
    parser.add_argument("--scenarios", type=int, default=40)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="deficit-scale-") as folder:
        stage = Stage(Path(folder), draws=10_000, pause=0.0, lease=30)
        try:
            stage.prepare()
            _save(asked.scenarios)
            found = [_measure(stage, number, asked.scenarios) for number in asked.workers]
        finally:
            stage.stop()
    print(json.dumps({"cores": os.cpu_count(), "load before": round(os.getloadavg()[0], 1), "runs": found}, indent=2))
    return 0


def _save(scenarios: int) -> None:
    from django.utils import timezone

    from apps.core.models import User
    from apps.deficit.services.scenarios import create_scenario
    from apps.deficit.vocabulary import BaseScenario

    finance = User.objects.get(username="finance")
    for number in range(scenarios):
        filled = f"0.{500 + number}"
        create_scenario(
            name=f"Filled {filled}", based_on=BaseScenario.UNMITIGATED, toggles={}, start_key=uuid4(), by=finance,
            changes={"occupancy": {"low": "0.4", "central": filled, "high": "1"}}, at=timezone.now(),
        )  # fmt: skip


def _measure(stage: Stage, workers: int, scenarios: int) -> dict[str, object]:
    """From a change that moves every scenario to the end of the last run. Inputs are new each time."""
    from django.db.models import Max, Min

    from apps.deficit.models import ProjectionRun
    from bench.survive.changes import change_places_once

    stage.start_workers(workers)
    _settle()
    last = ProjectionRun.objects.aggregate(n=Max("pk"))["n"]
    change_places_once(workers)
    _settle()
    stage.kill_worker()
    ended = ProjectionRun.objects.filter(pk__gt=last, same_as__isnull=True)
    span = ended.aggregate(first=Min("started_at"), last=Max("finished_at"))
    return {
        "workers": workers,
        "runs": ended.count(),
        "of": scenarios + 1,
        "seconds": round((span["last"] - span["first"]).total_seconds(), 1),
    }


def _settle() -> None:
    """Waits until nothing is left to do."""
    from apps.core.models import RecomputeRequest
    from apps.deficit.models import ProjectionRun

    deadline = time.monotonic() + LONGEST
    while time.monotonic() < deadline:
        waiting = RecomputeRequest.objects.filter(taken_up_at__isnull=True).exists()
        if not waiting and not ProjectionRun.objects.filter(state__in=("queued", "running")).exists():
            return
        time.sleep(0.05)
