"""Files of the DfE's long section 251 formats, written here, and imports of bytes."""

import csv
import io
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from apps.benchmarking.services.importing.run import Outcome, Stated, import_file
from apps.benchmarking.vocabulary import ImportKind
from apps.core.periods import FinancialYear

AT = datetime(2026, 2, 2, 9, tzinfo=UTC)
WHERE = [
    "time_period", "time_identifier", "geographic_level", "country_name", "country_code", "region_name", "region_code",
    "la_name", "old_la_code", "new_la_code",
]  # fmt: skip
PHASES = [
    "early_years_establishments", "primary_schools", "secondary_schools", "sen_and_special_schools",
    "pupil_referral_units_and_alt_provision", "post_16",
]  # fmt: skip
BUDGET = [
    *WHERE, "main_category_planned_expenditure", "category_of_planned_expenditure", *PHASES,
    "gross_planned_expenditure", "income", "net_planned_expenditure", "net_per_capita_planned_expenditure",
]  # fmt: skip
OUTTURN = [
    *WHERE, "main_category", "category_of_expenditure", *PHASES, "gross_expenditure", "income", "net_expenditure",
    "net_per_capita_expenditure",
]  # fmt: skip
INDEPENDENT = "1.2.3 Top-up and other funding – non-maintained and independent providers"
SUPPORT = "1.2.5 SEN support service"
OURS = ("Local authority", "South West", "E12000009", "Bournemouth, Christchurch and Poole", "839", "E06000058")
DORSET = ("Local authority", "South West", "E12000009", "Dorset", "838", "E06000059")
REGION = ("Regional", "South West", "E12000009", "", "", "")
ENGLAND = ("National", "", "", "", "", "")
TABLES = (
    "spendrow", "figure", "benchmarkvalue", "printedstatistic", "neighbour", "caseload", "comparatorset",
    "benchmarkreturn", "nationalimport", "replacedrow", "area", "authority",
)  # fmt: skip


def cells(area: tuple[str, ...], title: str, amounts: Iterable[object], period: str = "202425") -> list[str]:
    level, region, region_code, name, dfe, ons = area
    where = [period, "Financial year", level, "England", "E92000001", region, region_code, name, dfe, ons]
    return [*where, "Dedicated schools grant", title, *map(str, amounts)]


def amounts(net: float, income: float = 0, per_head: float = 1) -> list[object]:
    """The ten of a row: the gross stands in special schools alone."""
    return [0, 0, 0, net + income, 0, 0, net + income, income, net, per_head]


def written(header: list[str], rows: Iterable[Iterable[object]], encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerows([header, *rows])
    return out.getvalue().encode(encoding)


def outturn(*rows: list[str], encoding: str = "cp1252") -> bytes:
    return written(OUTTURN, rows, encoding)


def taken(
    content: bytes, kind: ImportKind = ImportKind.S251_OUTTURN, *, name: str = "file.csv", check: bool = False,
    by: Any = None, year: str = "",
) -> Outcome:  # fmt: skip
    stated = Stated(year=FinancialYear.parse(year) if year else None)
    return import_file(
        kind=kind, name=name, stream=io.BytesIO(content), by=by, at=AT, stated=stated, check_only=check
    )


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Each row of every table that an import writes."""
    with connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(f"SELECT * FROM benchmarking_{table} ORDER BY 1")
            found[table] = cursor.fetchall()
    return found


def standing() -> dict[str, list[tuple[Any, ...]]]:
    """What the pages read, without the records of imports, in no order of theirs."""
    rows = everything()
    return {table: rows[table] for table in rows if table not in ("nationalimport", "replacedrow")}


def problems(outcome: Outcome) -> list[tuple[int, str, str]]:
    return [(p.row, p.column, p.value) for p in outcome.problems.listed]
