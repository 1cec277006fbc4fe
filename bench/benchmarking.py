"""``python -m bench benchmarking``: server time of benchmarking's pages over a full national table, and beside R15's.

First ten years, 153 authorities and fourteen lines of both returns with every figure (``manage.py make_national``);
then, with ``--large``, 20,000 claims (``manage.py make_claims``) and 1,000,000 audit entries beside them. Of a fresh
clone, or of a running copy by ``--url`` and ``--data``, its data folder. The audit entries are written without their
seals: a copy that was measured with ``--large`` is good for nothing else.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bench.claims import Measured, signed_in, timed
from bench.pages import floor
from bench.start import NOT_INHERITED, ROOT, fresh_clone, make_run
from config.embedded.folders import Folders
from config.embedded.services import addresses

GOAL_MS = 150
AUDIT_ENTRIES = 1_000_000
OUTTURN = "data=outturn-2023-24&with=england"
PAGES = {
    "Every line": "/benchmarking/",
    "Every line, England, a head": f"/benchmarking/?{OUTTURN}&measure=per-head-0-19",
    "Every line, England, shares": f"/benchmarking/?{OUTTURN}&measure=share",
    "One line, England": f"/benchmarking/top-up-independent/?{OUTTURN}",
    "Matrix, England": f"/benchmarking/matrix/?{OUTTURN}",
    "Appendix 3": "/benchmarking/appendix-3/",
    "Trend": "/benchmarking/trend/",
    "Trend, growth, England": "/benchmarking/trend/?measure=growth&with=england&sort=name&page=3",
    "Budget and outturn": "/benchmarking/budget-and-outturn/?with=england",
    "Plans": "/benchmarking/plans/?with=england",
    "Timeliness": "/benchmarking/timeliness/?with=england",
    "Side by side": f"/benchmarking/side-by-side/?{OUTTURN.partition('&')[0]}",
    "Without a deficit": "/benchmarking/without-a-deficit/",
    "Chosen sets": "/benchmarking/sets/",
}
AUDIT = """
    ALTER TABLE core_auditentry DISABLE TRIGGER USER;
    INSERT INTO core_auditentry (at, action, subject_type, subject_id, subject_label, before, after, reason)
    SELECT now() - n * interval '1 minute', 'Measured', 'initiatives.benefitclaim', (n %% 20000)::text, 'Made up',
        '{}', '{}', ''
    FROM generate_series(1, %s) n;
    ALTER TABLE core_auditentry ENABLE TRIGGER USER
"""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench benchmarking", description="Measures the pages of benchmarking.")
    parser.add_argument("--url", help="a running copy to measure, instead of a fresh clone")
    parser.add_argument("--data", type=Path, help="the data folder of that copy")
    parser.add_argument("--times", type=int, default=100, help="requests for each page")
    parser.add_argument("--large", action="store_true", help="also beside 20,000 claims and 1,000,000 audit entries")
    asked = parser.parse_args(arguments)
    if bool(asked.url) != bool(asked.data):
        parser.error("--url and --data go together")
    with copy(asked.url, asked.data) as (address, code, data):
        run_in(code, data, "make_national")
        results = {"national": pages(address, asked.times)}
        if asked.large:
            run_in(code, data, "make_claims")
            more_audit(data)
            results["national and R15"] = pages(address, asked.times)
    print(json.dumps(results, indent=2))
    print(table(results), file=sys.stderr)
    slow = [m["median_ms"] for one in results.values() for name, m in one.items() if name in PAGES]
    return int(max(slow) >= GOAL_MS)


@contextmanager
def copy(url: str | None, data: Path | None) -> Iterator[tuple[str, Path, Path]]:
    """Address, code and data folder."""
    if url and data:
        yield url, ROOT, data
        return
    with fresh_clone() as (clone, _), make_run(clone) as (address, _):
        yield address, clone, clone / ".data"


def run_in(code: Path, data: Path, command: str) -> None:
    """A command of the product beside the running copy; then its rows are counted."""
    kept = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    asked = [code / ".venv/bin/python", code / "manage.py", command]
    subprocess.run(asked, cwd=code, env={**kept, "DATA_DIR": str(data)}, check=True, stdout=subprocess.DEVNULL)
    count_rows(data)


def count_rows(data: Path) -> None:
    """The database plans by what it has counted; it would count by itself within minutes."""
    with psycopg.connect(addresses(Folders.named(data))["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute("ANALYZE")


def more_audit(data: Path) -> None:
    with psycopg.connect(addresses(Folders.named(data))["DATABASE_OWNER_URL"], autocommit=True) as connection:
        for statement in (AUDIT % AUDIT_ENTRIES).split(";"):
            connection.execute(statement.strip())
    count_rows(data)


def pages(address: str, times: int) -> Measured:
    password = os.environ.get("DEMO_PASSWORD") or "demonstration"
    found = floor(times)
    for name, path in PAGES.items():
        found[name] = timed(signed_in(address, "board", password), path, times)
    return found


def table(results: dict[str, Measured]) -> str:
    lines = [f"{'':34}{'median ms':>10}{'p95 ms':>10}"]
    for what, measured in results.items():
        lines.append(what)
        for name, one in measured.items():
            missed = f"  not under {GOAL_MS}" if name in PAGES and one["median_ms"] >= GOAL_MS else ""
            lines.append(f"  {name:32}{one['median_ms']:>10}{one['p95_ms']:>10}{missed}")
    return "\n".join(lines)
