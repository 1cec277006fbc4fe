"""What goes wrong: each in the way in which it goes wrong on a server."""

import random
import time
from datetime import UTC, datetime

from bench.survive.stage import Stage

LONGEST_WAIT = 60
MOMENTS = (0.0, 2.0)  # seconds before the next trouble: changes keep coming, so some run is nearly always at work


def disturb(stage: Stage, event: str, chance: random.Random) -> None:
    if stage.broken:
        _wait_for_a_run()  # a control breaks something every time
    stage.troubled()
    if event == "kill":
        stage.kill_worker()
        stage.start_worker()
    elif event == "broker":
        stage.restart_broker(hard=chance.random() < 0.5)
    else:
        stage.restart_database(hard=chance.random() < 0.5)
    stage.keep_a_worker()


def resumed(stage: Stage) -> float:
    """Seconds until a run has finished after the last trouble; gives up, late, after twice the goal."""
    from django.db import DatabaseError, InterfaceError, connection

    from apps.deficit.models import ProjectionRun  # as below

    moment = stage.troubles[-1]
    since = datetime.fromtimestamp(moment, tz=UTC)
    while time.time() - moment < 2 * LONGEST_WAIT:
        try:
            if ProjectionRun.objects.filter(state="finished", finished_at__gt=since).exists():
                break
        except (DatabaseError, InterfaceError):
            connection.close()
        stage.keep_a_worker()
        time.sleep(0.1)
    return time.time() - moment


def _wait_for_a_run() -> None:
    from apps.deficit.models import ProjectionRun  # Django is set up once the stage is

    deadline = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < deadline and not ProjectionRun.objects.filter(state="running", progress__gt=0).exists():
        time.sleep(0.05)
