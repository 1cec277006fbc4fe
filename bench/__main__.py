"""``python -m bench [all | start | pages | view] [--url http://…]``: JSON on standard output, a table beside it.

``all`` makes a fresh clone of what is committed, starts it twice and measures its pages the second time.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from typing import Any

from bench.pages import PAGES, pages
from bench.start import ROOT, fresh_clone, make_run
from bench.view import view

GOALS = {"median_ms": 20, "p95_ms": 60, "first_view_kb": 150}


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description="Measures what a reader waits for.")
    parser.add_argument("part", nargs="?", default="all", choices=["all", "start", "pages", "view"])
    parser.add_argument("--url", help="a running copy to measure, instead of a fresh clone")
    parser.add_argument("--times", type=int, default=300, help="requests for each page")
    asked = parser.parse_args()
    if asked.url and asked.part in {"all", "start"}:
        parser.error("--url goes with pages or view")
    machine = f"{platform.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before"
    results: dict[str, Any] = {"machine": machine, "commit": commit()}
    if asked.url:
        results |= measure(asked.url, asked.part, asked.times)
    else:
        results |= from_a_clone(asked.part, asked.times)
    print(json.dumps(results, indent=2))
    print(table(results), file=sys.stderr)
    return 0


def from_a_clone(part: str, times: int) -> dict[str, Any]:
    with fresh_clone() as (clone, seconds_to_clone):
        with make_run(clone) as (_, seconds):
            first = seconds_to_clone + seconds
        with make_run(clone) as (address, again):
            started = {"start": {"from_clone_s": round(first, 1), "again_s": round(again, 1)}}
            return started | ({} if part == "start" else measure(address, part, times))


def measure(address: str, part: str, times: int) -> dict[str, Any]:
    password = os.environ.get("DEMO_PASSWORD") or "demonstration"
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
    lines = ["", f"{'':26}{'measure':>18}{'value':>12}{'goal':>10}"]
    for part in ("start", "pages", "view"):
        found = results.get(part, {})
        rows = {"Start": found} if part == "start" and found else found
        for name, measures in rows.items():
            for measure_name, value in measures.items():
                goal = GOALS.get(measure_name, "") if not name.startswith("Floor") else ""
                missed = "  missed" if goal and value >= goal else ""
                lines.append(f"{name:26}{measure_name:>18}{value:>12}{f'< {goal}' if goal else '':>10}{missed}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
