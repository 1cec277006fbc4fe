"""Rules of national imports, each with a row that breaks it and nothing else."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from tests.constraints.rules import Case, like, year

NOW = datetime(2026, 2, 10, 12, tzinfo=UTC)
FIGURE, SPEND, IMPORT = "benchmarking.Figure", "benchmarking.SpendRow", "benchmarking.NationalImport"
BY_IMPORT = {
    "spendrow": "net = 1", "figure": "value = value + 1", "benchmarkvalue": "value = value + 1",
    "printedstatistic": "value = value + 1", "neighbour": "proximity = 'x'", "caseload": "plans = plans + 1",
}  # fmt: skip
# Another row like the first, that no unique rule refuses.
COPIES = {
    "spendrow": ("kind, financial_year, area_id, line_id, marks, national_import_id",
                 "kind, 2039, area_id, line_id, '', national_import_id"),
    "figure": ("measure, year, area_id, value, mark, national_import_id",
               "measure, 2039, area_id, 1, '', national_import_id"),
    "benchmarkvalue": ("benchmark_return_id, authority_id, line_id, value",
                       "benchmark_return_id, authority_id, (SELECT max(id) FROM benchmarking_spendline), 1"),
    "printedstatistic": ("benchmark_return_id, line_id, statistic, of_neighbours, value",
                         "benchmark_return_id, (SELECT max(id) FROM benchmarking_spendline), 'mean', true, 1"),
    "neighbour": ("comparator_set_id, authority_id, rank, proximity",
                  "comparator_set_id, (SELECT authority_id FROM benchmarking_comparatorset LIMIT 1), 77, ''"),
    "caseload": ("authority_id, january, placement, plans, source_id, source_reference",
                 "authority_id, 2039, placement, 1, source_id, 'x'"),
}  # fmt: skip
# Refused to the application's role alone: the owner loads the report's files.
NATIONAL_OWNERS: tuple[tuple[str, tuple[str, ...]], ...] = tuple(
    (f"benchmarking_{table}_by_import_{event}", (statement,))
    for table, change in BY_IMPORT.items()
    for event, statement in (
        (
            "insert",
            f"INSERT INTO benchmarking_{table} ({COPIES[table][0]}) SELECT {COPIES[table][1]} "
            f"FROM benchmarking_{table} LIMIT 1",
        ),
        ("update", f"UPDATE benchmarking_{table} SET {change}"),
        ("delete", f"DELETE FROM benchmarking_{table}"),
    )
)
LOADED_BY_OWNER = {
    "spendline": "short_title = 'x'", "denominator": "value = 1", "deficitlabel": "size = size",
    "linenarrative": "text = 'x'", "benchmarkreturn": "name = 'x'", "comparatorset": "name = 'x'",
}  # fmt: skip
NATIONAL_OWNERS += tuple(
    (f"{table}_by_owner", (f"UPDATE benchmarking_{table} SET {change}",)) for table, change in LOADED_BY_OWNER.items()
)
SAVED = "WHERE state = 'saved'"
UNDONE = "state = 'undone', undone_at = now(), undone_because = 'x'"
# By trigger, the refusal's name, and the statements that everybody is refused.
NATIONAL_REFUSED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "import_stands",
        "import_stands",
        (
            f"UPDATE benchmarking_nationalimport SET file_name = 'other' {SAVED}",
            f"UPDATE benchmarking_nationalimport SET counts = '[1]', {UNDONE} {SAVED}",
            f"UPDATE benchmarking_nationalimport SET {UNDONE} WHERE state = 'undone'",
            "UPDATE benchmarking_nationalimport SET state = 'saved', undone_at = NULL, undone_because = '' "
            "WHERE state = 'undone'",
            "DELETE FROM benchmarking_nationalimport",
            "INSERT INTO benchmarking_nationalimport (kind, file_name, sha256, size, encoding, counts, totals, state, "
            "imported_at, undone_at, undone_because, source_id, source_reference) SELECT kind, file_name, sha256, "
            "size, encoding, counts, totals, 'undone', imported_at, now(), 'x', source_id, source_reference "
            f"FROM benchmarking_nationalimport {SAVED}",
        ),
    ),
)


def national_cases() -> Iterator[Case]:
    yield Case("area_of_authority", "an authority's area that names none", like("benchmarking.Area", **_area(None)))
    yield Case(
        "area_of_authority", "a region that names one", like("benchmarking.Area", ons_code="X", level="regional")
    )
    yield from _imports()
    yield Case("spend_row_once", "twice", like(SPEND))
    for marks in ("x", ".........?", "X........."):
        yield Case("spend_row_marks", repr(marks), like(SPEND, financial_year=year(2040), marks=marks))
    yield Case("figure_once", "twice", like(FIGURE))
    other = {"year": 2040}
    yield Case("figure_value_or_mark", "both", like(FIGURE, **other, value=Decimal(1), mark="x"))
    yield Case("figure_value_or_mark", "neither", like(FIGURE, **other, value=None, mark=""))
    yield Case("figure_value_or_mark", "another mark", like(FIGURE, **other, value=None, mark="?"))
    for number in (1999, 2101):
        yield Case("figure_year", f"{number}", like(FIGURE, year=number))
    yield Case("comparator_set_of_model", "twice", like("benchmarking.ComparatorSet", slug="another"))


def _imports() -> Iterator[Case]:
    rule = "import_undone_with_reason"
    # A new one begins saved, says a trigger that comes first; what a saved one may not say is tried here.
    yield Case(rule, "saved, and undone at a time", like(IMPORT, undone_at=NOW))
    yield Case(rule, "saved, and why it was undone", like(IMPORT, undone_because="x"))
    for digest in ("", "f" * 63, "F" * 64, "g" * 64):
        yield Case("import_hash_whole", repr(digest[:4]), like(IMPORT, sha256=digest))
    yield Case("replaced_row_once", "twice", like("benchmarking.ReplacedRow"))


def _area(authority: Any) -> dict[str, Any]:
    return {"ons_code": "E99999998", "authority": authority}


def prepare_national() -> None:
    """Two imports, one undone, with a row of each kind, and a row that was replaced."""
    from apps.benchmarking.models import (
        Area,
        Figure,
        NationalImport,
        ReplacedRow,
        SpendLine,
        SpendRow,
    )
    from apps.benchmarking.services.importing.run import next_number
    from apps.core.models import Document

    made = [
        NationalImport.objects.create(
            pk=next_number(),
            kind="outturn-totals", file_name="totals.csv", sha256="a" * 64, size=1, encoding="utf-8", imported_at=NOW,
            source=Document.objects.all()[0], source_reference="x",
        )
        for _ in range(2)
    ]  # fmt: skip
    NationalImport.objects.filter(pk=made[1].pk).update(state="undone", undone_at=NOW, undone_because="Wrong.")
    area, line = Area.objects.order_by("pk")[0], SpendLine.objects.order_by("pk")[0]
    Figure.objects.create(measure="outturn_high_needs", year=2021, area=area, value=1, national_import=made[0])
    SpendRow.objects.create(kind="budget", financial_year=2021, area=area, line=line, net=1, national_import=made[0])
    ReplacedRow.objects.create(national_import=made[0], table_name="benchmarking_figure", row_id=1, before={})
