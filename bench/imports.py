"""``python -m bench imports``: a national section 251 file beside a bare COPY of the same rows, in one run.

The file: ten years, every authority, region and England, fourteen lines, every column of the DfE's long format, in
Windows-1252. Ours: what ``manage.py import_data`` does, whole: the file read, each row checked, compared with what
stands, written, its totals and its record. Floor: the rows as the table keeps them, copied into a table of the same
columns, indexes, checks and foreign keys, and committed. The services are embedded ones on a folder of their own.
"""

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any

from psycopg.sql import SQL, Literal

from bench.start import ROOT
from bench.survive.stage import Stage

YEARS = range(2015, 2025)
LINES = 14
GOALS = {"times the floor": 3.0, "peak_mb": 200}
HEADER = (
    "time_period", "time_identifier", "geographic_level", "country_name", "country_code", "region_name", "region_code",
    "la_name", "old_la_code", "new_la_code", "main_category", "category_of_expenditure", "early_years_establishments",
    "primary_schools", "secondary_schools", "sen_and_special_schools", "pupil_referral_units_and_alt_provision",
    "post_16", "gross_expenditure", "income", "net_expenditure", "net_per_capita_expenditure",
)  # fmt: skip
KEPT = (
    'kind, financial_year, line_id, area_id, early_years, "primary", secondary, special, alternative_provision, '
    "post_16, gross, income, net, net_per_head, marks, national_import_id"
)
FLOOR = """
    CREATE TABLE bench_floor (LIKE benchmarking_spendrow INCLUDING ALL);
    ALTER TABLE bench_floor ADD FOREIGN KEY (line_id) REFERENCES benchmarking_spendline DEFERRABLE INITIALLY DEFERRED,
        ADD FOREIGN KEY (area_id) REFERENCES benchmarking_area DEFERRABLE INITIALLY DEFERRED,
        ADD FOREIGN KEY (national_import_id) REFERENCES benchmarking_nationalimport DEFERRABLE INITIALLY DEFERRED;
"""
# In a process of its own, as the command runs it; what it prints is its largest memory, in KB.
ALONE = """
import resource, sys, django
django.setup()
from django.utils import timezone
from apps.benchmarking.services.importing.run import import_file
from apps.benchmarking.vocabulary import ImportKind
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with open(sys.argv[1], "rb") as stream:
    outcome = import_file(kind=ImportKind.S251_OUTTURN, name="national.csv", stream=stream, by=None, at=timezone.now(),
                          check_only=True)
assert outcome.sound
print(before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench imports", description="A national file beside a bare COPY.")
    parser.add_argument("--times", type=int, default=7)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="deficit-imports-") as folder:
        stage = Stage(Path(folder))
        try:
            stage.prepare()
            file = Path(folder) / "national.csv"
            rows = _write(file)
            found = {"rows": rows, "bytes": file.stat().st_size, **_measure(file, asked.times), **_memory(stage, file)}
        finally:
            stage.stop()
    missed = [name for name, goal in GOALS.items() if found[name] >= goal]
    print(
        json.dumps(
            {"cores": os.cpu_count(), "load before": round(os.getloadavg()[0], 1), **found, "goals": GOALS}, indent=2
        )
    )
    if missed:
        print(f"missed: {', '.join(missed)}", file=sys.stderr)
    return 0


def _write(file: Path) -> int:
    """The rows that were written."""
    from apps.benchmarking.models import Area, SpendLine

    chance = random.Random(2026)  # noqa: S311  # figures of a bench, not secrets
    areas = [a for a in Area.objects.select_related("authority") if not a.authority or _stands(a)]
    lines = SpendLine.objects.filter(parts__isnull=True).order_by("order")[:LINES]
    number = 0
    with file.open("w", encoding="cp1252", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        for year, area, line in product(YEARS, areas, lines):
            amounts = [f"{chance.uniform(0, 5e7):.2f}" for _ in range(10)]
            title = f"{line.code} {line.title}"
            writer.writerow((*_geography(year, area), "Dedicated schools grant", title, *amounts))
            number += 1
    return number


def _stands(area: Any) -> bool:
    return area.authority.ons_code == area.ons_code and area.authority.ended_on is None


def _geography(year: int, area: Any) -> tuple[str, ...]:
    level = area.get_level_display()
    region = (area.name, area.ons_code) if level == "Regional" else ("", "")
    own = (area.name, area.authority.dfe_code, area.ons_code) if area.authority else ("", "", "")
    return f"{year}{(year + 1) % 100:02d}", "Financial year", level, "England", "E92000001", *region, *own


def _measure(file: Path, times: int) -> dict[str, Any]:
    """Ours and the floor in turn, so that whatever else the machine does meets both."""
    ours, floor = [], []
    for _ in range(times + 1):  # the first warms up
        seconds, rows = _ours(file)
        ours.append(seconds)
        floor.append(_floor(rows))
    a, b = median(ours[1:]), median(floor[1:])
    return {
        "import_s": round(a, 3), "copy_s": round(b, 3), "times the floor": round(a / b, 2),
        "each": [round(x / y, 2) for x, y in zip(ours[1:], floor[1:], strict=True)],
    }  # fmt: skip


def _ours(file: Path) -> tuple[float, bytes]:
    """Seconds, and the rows as the table keeps them; they are undone again."""
    from django.db import connection
    from django.utils import timezone

    from apps.benchmarking.services.importing.run import import_file
    from apps.benchmarking.services.importing.undo import undo_import
    from apps.benchmarking.vocabulary import ImportKind
    from apps.core.models import User

    started = time.perf_counter()
    with file.open("rb") as stream:
        outcome = import_file(kind=ImportKind.S251_OUTTURN, name=file.name, stream=stream, by=None, at=timezone.now())
    seconds = time.perf_counter() - started
    if outcome.import_id is None:
        raise SystemExit(f"The file was not saved: {outcome.as_json()['errors'][:3]}")
    kept = SQL("COPY (SELECT {rows} FROM benchmarking_spendrow WHERE national_import_id = {made}) TO STDOUT")
    query = kept.format(rows=SQL(KEPT), made=Literal(outcome.import_id))
    with connection.cursor() as cursor, cursor.copy(query) as copy:
        rows = b"".join(bytes(part) for part in copy)
    finance = User.objects.get(username="finance")
    undo_import(import_id=outcome.import_id, reason="Measured", by=finance, at=timezone.now())
    return seconds, rows


def _floor(rows: bytes) -> float:
    """As the owner, who may make a table."""
    import psycopg

    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("DROP TABLE IF EXISTS bench_floor")
        owner.execute(FLOOR)
        started = time.perf_counter()
        with (
            owner.transaction(),
            owner.cursor() as cursor,
            cursor.copy(f"COPY bench_floor ({KEPT}) FROM STDIN") as copy,
        ):
            copy.write(rows)
        seconds = time.perf_counter() - started
        owner.execute("DROP TABLE bench_floor")
    return seconds


def _memory(stage: Stage, file: Path) -> dict[str, int]:
    asked = [sys.executable, "-c", ALONE, str(file)]
    done = subprocess.run(asked, cwd=ROOT, env=stage.environment, check=True, capture_output=True, text=True)
    before, peak = map(int, done.stdout.split())
    return {"started_mb": before // 1024, "peak_mb": peak // 1024}
