"""Files of the genuine formats, and what is asked of an import of them."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from apps.benchmarking.services.importing.run import Outcome, import_file
from apps.benchmarking.services.importing.stated import Stated
from apps.benchmarking.vocabulary import ImportKind

AT = datetime(2026, 2, 1, 9, tzinfo=UTC)
GEOGRAPHY = (
    "time_period", "time_identifier", "geographic_level", "country_name", "country_code", "region_name", "region_code",
    "la_name", "old_la_code", "new_la_code",
)  # fmt: skip
PHASES = (
    "early_years_establishments", "primary_schools", "secondary_schools", "sen_and_special_schools",
    "pupil_referral_units_and_alt_provision", "post_16",
)  # fmt: skip
BUDGET = (
    *GEOGRAPHY, "main_category_planned_expenditure", "category_of_planned_expenditure", *PHASES,
    "gross_planned_expenditure", "income", "net_planned_expenditure", "net_per_capita_planned_expenditure",
)  # fmt: skip
OUTTURN = (
    *GEOGRAPHY, "main_category", "category_of_expenditure", *PHASES, "gross_expenditure", "income", "net_expenditure",
    "net_per_capita_expenditure",
)  # fmt: skip
OURS = ("Local authority", "England", "E92000001", "", "", "Bournemouth, Christchurch and Poole", "839", "E06000058")
ENGLAND = ("National", "England", "E92000001", "", "", "", "", "")
SOUTH_WEST = ("Regional", "England", "E92000001", "South West", "E12000009", "", "", "")
TOP_UP = "1.2.3 Top-up and other funding – non-maintained and independent providers"
AMOUNTS = ("0", "1.5", "2", "3000000.25", "x", "4", "19787300.00", "190000", "19597300.00", "229.25")

WRITTEN = (
    "spendrow", "figure", "benchmarkvalue", "printedstatistic", "neighbour", "caseload", "nationalimport",
    "replacedrow", "comparatorset", "area", "authority",
)  # fmt: skip


def spend_row(
    year: str = "202425", where: Sequence[str] = OURS, title: str = TOP_UP, amounts: Sequence[str] = AMOUNTS
) -> tuple[str, ...]:
    return (year, "Financial year", *where, "Dedicated schools grant", title, *amounts)


def csv_of(header: Sequence[str], rows: Iterable[Sequence[str]], encoding: str = "utf-8") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def imported(kind: ImportKind, content: bytes, name: str = "file.csv", **more: Any) -> Outcome:
    year = more.pop("year", None)
    return import_file(
        kind=kind, name=name, stream=io.BytesIO(content), by=None, at=AT, stated=Stated(year=year), **more
    )


def said(outcome: Outcome) -> list[tuple[int, str, str, str]]:
    return [(p.row, p.column, p.value, p.reason) for p in outcome.problems.listed]


def tables() -> dict[str, list[str]]:
    """Every row of what imports write."""
    found = {}
    with connection.cursor() as cursor:
        for table in WRITTEN:
            cursor.execute(f"SELECT t::text FROM benchmarking_{table} t ORDER BY id")
            found[table] = [row for (row,) in cursor.fetchall()]
    return found
