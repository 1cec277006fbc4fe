"""``python -m bench reconciler``: sound reports and reports with one planted fault, and what is said of each.

The reports are those of the tests (``tests/board/reconciler/made``); a seed of one's own tries others.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence

from tests.board.reconciler.made.trial import lines, try_all

GOALS = {"share of faults found": 0.95, "share of false alarms": 0.02}


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench reconciler", description="Planted faults, and sound reports.")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--times", type=int, default=20, help="how often each family and each fault is made")
    asked = parser.parse_args(arguments)
    started = time.perf_counter()
    trial = try_all(asked.seed, asked.times)
    seconds = time.perf_counter() - started
    found = {
        "seed": asked.seed, "sound": trial.sound, "false alarms": len(trial.alarms), "roundings said": trial.roundings,
        "planted": trial.planted.total(), "found": trial.found, "by kind": dict(trial.planted),
        "missed": [one.what for one in trial.missed], "alarms": [made.family for made, _ in trial.alarms],
        "ms a report": round(seconds * 1000 / (trial.sound + trial.planted.total()), 1),
    }  # fmt: skip
    print(json.dumps(found, indent=2))
    print("\n".join(lines(trial)), file=sys.stderr)
    share, alarms = trial.found / trial.planted.total(), len(trial.alarms) / trial.sound
    missed = share < GOALS["share of faults found"] or alarms > GOALS["share of false alarms"]
    if missed:
        print(f"missed: {GOALS}", file=sys.stderr)
    return 0
