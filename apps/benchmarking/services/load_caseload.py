"""Loads SEN2's caseload files: the genuine layouts, read by column name; every year's header differs a little."""

from collections.abc import Iterator

from apps.benchmarking.models import Caseload
from apps.benchmarking.vocabulary import CaseloadPlacement
from apps.core.loading import Load, Ref, Row, Table

FILES = "caseload_files.csv"
ALL_PLANS = "All EHC plans"
LOCAL_AUTHORITY = "Local authority"
NOT_GIVEN = {"", "x", "c", "z", "u", ":"}
INMSS = ("special_independent", "special_non_maintained")
# 2026 splits academies from free schools; a column that a year lacks counts nothing, its total is checked below.
STATE_SPECIAL = ("special_la_maintained", "special_academy_free", "special_academy", "special_free_school")
WITHIN_MAINSTREAM = ("_resourced_provision", "_senunit")

CASELOAD = Table(
    file=FILES,
    model=Caseload,
    key=("authority", "january", "placement"),
    columns=("january", "placement", "plans"),
    refs=(Ref("authority", ("old_la_code",), ("dfe_code",)),),
    written_since="national_import_id",
)


def load_caseload(load: Load) -> None:
    load.table(
        CASELOAD,
        [made for file in load.rows(FILES) for row in load.rows(file.cells["file"]) for made in _rows(file, row)],
    )


def _rows(file: Row, row: Row) -> Iterator[Row]:
    """One row for each type of placement; none for a region, the country or part of the plans."""
    if _text(row, "geographic_level") != LOCAL_AUTHORITY or _text(row, "breakdown") != ALL_PLANS:
        return
    for placement, plans in _plans(row).items():
        cells = {
            "old_la_code": _text(row, "old_la_code"),
            "january": str(_january(row)),
            "placement": placement.value,
            "plans": str(plans),
            "source": file.cells["source"],
            "source_reference": file.cells["source_reference"],
        }
        yield Row(row.file, row.line, cells, {"january": "time_period", "plans": "ehcplans"})


def _plans(row: Row) -> dict[CaseloadPlacement, int]:
    """By type of placement; they sum to ``ehcplans``. ``LoadError`` where the printed parts do not reach their sums."""
    inmss = sum(_count(row, column) for column in INMSS)
    state = sum(_count(row, column) for column in STATE_SPECIAL if column in row.cells)
    if inmss + state != _count(row, "special_total"):
        raise row.refuse(
            f"special schools add up to {inmss + state}", "Check the columns named special_…", "special_total"
        )
    units = sum(
        _count(row, column)
        for column in row.cells
        if column.startswith("mainstream_") and column.endswith(WITHIN_MAINSTREAM)
    )
    mainstream = _count(row, "mainstream_total") - units
    other = _count(row, "ehcplans") - inmss - state - units - mainstream
    if mainstream < 0 or other < 0:
        raise row.refuse("its parts are more than all plans", "Check the row against the publication.", "ehcplans")
    return {
        CaseloadPlacement.INMSS: inmss,
        CaseloadPlacement.LOCAL_SPECIALIST: state + units,
        CaseloadPlacement.MAINSTREAM: mainstream,
        CaseloadPlacement.OTHER: other,
    }


def _january(row: Row) -> int:
    """202526 is the academic year 2025/26: the count of January 2026."""
    period = _text(row, "time_period")
    if not (len(period) == 6 and period.isdigit()):
        raise row.refuse("it is not an academic year", "Write it as SEN2 does: 202526 is 2025/26.", "time_period")
    return int(period[:4]) + 1


def _count(row: Row, column: str) -> int:
    text = _text(row, column)
    if text in NOT_GIVEN:
        return 0
    if not text.isdigit():
        raise row.refuse("it is not a count", "Write digits, or x where it is not given.", column)
    return int(text)


def _text(row: Row, column: str) -> str:
    if column not in row.cells:
        raise row.refuse(f"the column “{column}” is missing", "Use the file as the Department publishes it.")
    return row.cells[column]
