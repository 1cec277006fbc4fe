"""The drill of survival: a worker killed, broker and database restarted at random moments, while changes keep coming.

``python -m bench survive --kills 100 --brokers 20 --databases 20`` starts the embedded services and a real worker with
beat on a data folder of its own, and throws it away. The table says what was found; the exit code is 1 where anything
was lost, doubled, different from an undisturbed run or not resumed in time. After each trouble (or every so many in a
row, ``--in-a-row``) it waits until a run has finished, so that each is judged.
"""

import random
import sys
import tempfile
import time
from pathlib import Path

from bench.survive.stage import Stage
from bench.survive.trouble import MOMENTS, disturb, resumed

__all__ = ["survive"]


def survive(
    *, kills: int, brokers: int, databases: int, seed: int, broken: str, patience: float, in_a_row: int = 1
) -> dict[str, object]:
    """Counts and findings; ``ok`` is whether all of them hold. ``broken`` names what a negative control breaks."""
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    events = ["kill"] * kills + ["broker"] * brokers + ["database"] * databases
    chance.shuffle(events)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="deficit-survive-") as folder:
        stage = Stage(Path(folder), broken=broken)
        try:
            stage.prepare()
            from bench.survive.changes import Changes
            from bench.survive.verdict import verdict

            stage.start_worker()
            with Changes() as changes:
                for number, event in enumerate(events, 1):
                    time.sleep(chance.uniform(*MOMENTS))
                    disturb(stage, event, chance)
                    waited = resumed(stage) if number % in_a_row == 0 else None
                    words = "" if waited is None else f", a run finished {waited:.1f} s after it"
                    print(f"{number} of {len(events)}: {event}{words}", file=sys.stderr)
            found = verdict(stage, changes.made, patience)
        finally:
            stage.stop()
    asked = {"kills": kills, "broker restarts": brokers, "database restarts": databases, "seed": seed}
    return {**asked, "broken on purpose": broken or "nothing", "seconds": round(time.monotonic() - started), **found}
