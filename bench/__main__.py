"""``python -m bench [part] [--url http://…]``: JSON on standard output, a table beside. Parts: ``PARTS``.

``all`` makes a fresh clone of what is committed, starts it twice and measures its pages the second time; then the pages
of claims, over the large data set of ``manage.py make_claims``; last the projection's engine by itself. A copy given by
``--url`` must hold that data set already.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench import benchmarking, claims, imports, papers, projection, reconciler, scale
from bench import load as under_load
from bench.pages import PAGES, pages
from bench.start import ROOT, fresh_clone, make_run
from bench.survive.command import main as survive
from bench.view import view

PARTS = ["all", "start", "pages", "view", "claims", "load", "projection"]
OWN = {  # drills with options and tables of their own
    "survive": survive, "scale": scale.main, "imports": imports.main, "benchmarking": benchmarking.main,
    "papers": papers.main,
    "reconciler": reconciler.main,
}  # fmt: skip
GOALS = {"median_ms": 20, "p95_ms": 60, "first_view_kb": 150}


def main() -> int:
    if own := OWN.get("".join(sys.argv[1:2])):
        return own(sys.argv[2:])
    parser = argparse.ArgumentParser(prog="bench", description="Measures what a reader waits for.")
    parser.add_argument("part", nargs="?", default="all", choices=PARTS)
    parser.add_argument("--url", help="a running copy to measure, instead of a fresh clone")
    parser.add_argument("--times", type=int, default=300, help="requests for each page")
    asked = parser.parse_args()
    if asked.url and asked.part in {"all", "start", "projection"}:
        parser.error("--url goes with pages, view, claims or load")
    machine = f"{platform.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before"
    results: dict[str, Any] = {"machine": machine, "commit": commit()}
    if asked.url:
        results |= measure(asked.url, asked.part, asked.times)
        if asked.part == "load":
            results["load"] = under_load.load(asked.url, demo_password())
        if asked.part == "claims":
            results["claims"] = claims.claims(asked.url, asked.times, demo_password())
    elif asked.part != "projection":
        results |= from_a_clone(asked.part, asked.times)
    if asked.part in {"all", "projection"}:
        results["projection"] = {"60 × 12 × 10,000": projection.projection()}
    print(json.dumps(results, indent=2))
    print(table(results), file=sys.stderr)
    return 0


def from_a_clone(part: str, times: int) -> dict[str, Any]:
    with fresh_clone() as (clone, seconds_to_clone):
        with make_run(clone) as (_, seconds):
            first = seconds_to_clone + seconds
        with make_run(clone) as (address, again):
            started = {"start": {"from_clone_s": round(first, 1), "again_s": round(again, 1)}}
            measured = {} if part == "start" else measure(address, part, times)
            if part in {"all", "load"}:
                measured["load"] = under_load.load(address, demo_password())
            return started | measured | (over_many_claims(clone, address, times) if part in {"all", "claims"} else {})


def over_many_claims(clone: Path, address: str, times: int) -> dict[str, Any]:
    taken = claims.make_claims(clone)
    return {"claims": {"Data set": {"make_claims_s": round(taken)}} | claims.claims(address, times, demo_password())}


def demo_password() -> str:
    return os.environ.get("DEMO_PASSWORD") or "demonstration"


def measure(address: str, part: str, times: int) -> dict[str, Any]:
    password = demo_password()
    results: dict[str, Any] = {}
    if part in {"all", "pages"}:
        results["pages"] = pages(address, times, password)
    if part in {"all", "view"}:
        results["view"] = view(address, password, PAGES)
    return results


def commit() -> str:
    command = ["git", "describe", "--always", "--dirty"]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return shown.stdout.strip()


def table(results: dict[str, Any]) -> str:
    lines = ["", f"{'':28}{'measure':>18}{'value':>12}{'goal':>10}"]
    for part in PARTS[1:]:
        found = results.get(part, {})
        rows = {"Start": found} if part == "start" and found else found
        for name, measures in rows.items():
            for measure_name, value in measures.items():
                goal = goal_of(part, name, measure_name)
                missed = "  missed" if goal and value >= goal else ""
                lines.append(f"{name:28}{measure_name:>18}{value:>12}{f'< {goal}' if goal else '':>10}{missed}")
    return "\n".join(lines)


def goal_of(part: str, name: str, measure_name: str) -> float | None:
    if name.startswith("Floor") or (part == "claims" and name in claims.WITHOUT_GOAL):
        return None
    goals: dict[str, dict[str, Any]] = {
        "claims": claims.GOALS,
        "load": under_load.GOALS,
        "projection": projection.GOALS,
    }
    return goals.get(part, GOALS).get(measure_name)


if __name__ == "__main__":
    sys.exit(main())
