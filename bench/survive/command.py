"""``python -m bench survive``: the drill's options, its table and its exit code."""

import argparse
import json
import random
import sys
from collections.abc import Sequence

from bench.survive import survive


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench survive", description="Kills and restarts while changes keep coming.")
    parser.add_argument("--kills", type=int, default=100, help="SIGKILLs of the worker")
    parser.add_argument("--brokers", type=int, default=20, help="restarts of the broker, half of them by SIGKILL")
    parser.add_argument("--databases", type=int, default=20, help="restarts of the database, half of them at once")
    parser.add_argument("--seed", type=int, default=None, help="of the moments; printed, to do the same again")
    parser.add_argument("--break", dest="broken", choices=["lease"], default="", help="what a negative control breaks")
    parser.add_argument("--in-a-row", type=int, default=1, help="troubles before it waits until a run has finished")
    parser.add_argument("--patience", type=float, default=120, help="seconds in which work comes to rest at the end")
    asked = parser.parse_args(arguments)
    seed = random.SystemRandom().randrange(10**6) if asked.seed is None else asked.seed
    found = survive(
        kills=asked.kills,
        brokers=asked.brokers,
        databases=asked.databases,
        seed=seed,
        broken=asked.broken,
        patience=asked.patience,
        in_a_row=max(asked.in_a_row, 1),
    )
    print(json.dumps(found, indent=2, ensure_ascii=False))
    width = max(map(len, found))
    print("\n".join(f"{name:{width}}  {value}" for name, value in found.items()), file=sys.stderr)
    return 0 if found["ok"] else 1
