"""Every national file that is shipped: its counts, its figures by a second reading, and again without effect."""

import csv
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from math import isnan, nan
from typing import Any

import pytest

from apps.benchmarking.models import Caseload, Figure, NationalImport, Neighbour, SpendRow
from apps.benchmarking.services.importing.run import import_file
from apps.benchmarking.vocabulary import ImportKind
from apps.core.periods import FinancialYear
from tests.benchmarking.importing.kinds import DSG, OUTTURN_TOTALS, REQUESTS, TIMELINESS
from tests.benchmarking.importing.written import AT, imported, tables
from tests.benchmarking.national import FILES, FOLDER

pytestmark = pytest.mark.usefixtures("national")
MARKS = set("cxzu:")
# Rows read, new, the same, left out.
COUNTS = {
    "la_lookup.csv": (153, 142, 11, 0),
    "former_authorities.csv": (6, 6, 0, 0),
    "statistical_neighbours_long.csv": (3140, 3130, 10, 0),
    "population_0_19_utla_mid2020.csv": (150, 300, 0, 0),
    "hn_benchmarking_budget_outturn_2021_22_la.csv": (154, 2250, 0, 4),
    "s251_outturn_high_needs_total_la_2017_18_to_2024_25.csv": (1214, 7284, 0, 0),
    "sen2_caseload_all_plans_2019_2025.csv": (1134, 9072, 0, 0),
    "bcp_sen2_caseload_jan2026.csv": (1, 8, 0, 0),
    "sen2_requests_2019_2024.csv": (972, 6804, 0, 0),
    "sen2_timeliness_2019_2024.csv": (970, 3880, 0, 0),
    "dsg_allocations_la_2020_21_to_2023_24.csv": (600, 6000, 0, 0),
}


def lines(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / "national" / name).open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


def number(cell: str) -> tuple[Decimal | None, str]:
    """To the four places that are stored; or the mark, of an empty cell z."""
    cell = cell.strip()
    if not cell or cell in MARKS:
        return None, cell or "z"
    return Decimal(cell).quantize(Decimal("0.0001"), ROUND_HALF_UP), ""


def code(line: dict[str, str]) -> str:
    return line["new_la_code"] or line["region_code"] or line["country_code"]


def stored(*beginnings: str) -> dict[tuple[str, int, str], tuple[Decimal | None, str]]:
    rows = Figure.objects.values_list("measure", "year", "area__ons_code", "value", "mark")
    return {(m, year, area): (value, mark) for m, year, area, value, mark in rows if m.startswith(beginnings)}


def test_the_counts_of_every_file() -> None:
    found = {
        record.file_name: tuple(record.counts[name] for name in ("read", "new", "same", "left_out"))
        for record in NationalImport.objects.all()
    }
    assert found == COUNTS
    assert all(record.counts["changed"] == 0 for record in NationalImport.objects.exclude(kind="authorities"))


@pytest.mark.parametrize(("kind", "name"), FILES, ids=[name for _, name in FILES])
def test_a_file_again_changes_nothing(kind: ImportKind, name: str) -> None:
    before = tables()
    with (FOLDER / name).open("rb") as stream:
        again = import_file(kind=kind, name="again.csv", stream=stream, by=None, at=AT)
    assert (again.sound, again.counts.new, again.counts.changed, again.import_id) == (True, 0, 0, None)
    assert tables() == before


def test_the_report_own_table_per_head_changes_nothing() -> None:
    content = (FOLDER / "report-2026-01-27" / "appendix3.csv").read_bytes()
    outcome = imported(ImportKind.S251_PER_HEAD, content, year=FinancialYear(2025))
    assert (outcome.counts.read, outcome.counts.same, outcome.counts.new, outcome.counts.changed) == (11, 176, 0, 0)


def test_outturn_totals_and_allocations_as_a_second_reading_finds_them() -> None:
    wanted = {
        (measure, int(line["time_period"][:4]), line["new_la_code"]): number(line[column])
        for line in lines("s251_outturn_high_needs_total_la_2017_18_to_2024_25.csv")
        for measure, column in OUTTURN_TOTALS.items()
    }
    assert len(wanted) == 7284
    assert stored("outturn_") == wanted
    rows = list(lines("dsg_allocations_la_2020_21_to_2023_24.csv"))
    found = Figure.objects.filter(measure__startswith="dsg_").values_list(
        "measure", "year", "area__authority__dfe_code", "value", "mark"
    )
    assert len(rows) * len(DSG) == len(found) == 6000
    assert {row[:3]: row[3:] for row in found} == {
        (measure, int(line["time_period"][:4]), line["la_code"]): number(line[column])
        for line in rows
        for measure, column in DSG.items()
    }


def test_requests_timeliness_and_populations_as_a_second_reading_finds_them() -> None:
    for name, columns in (("sen2_requests_2019_2024.csv", REQUESTS), ("sen2_timeliness_2019_2024.csv", TIMELINESS)):
        wanted = {
            (measure, int(line["time_period"]), code(line)): number(line[column])
            for line in lines(name)
            for measure, column in columns.items()
        }
        found = stored(*columns)
        assert {key: found[key] for key in wanted} == wanted
        assert len(wanted) == COUNTS[name][1] == sum(key[0] in columns for key in found)
    people = {
        (f"population_{ages}", 2020, line["utla20_code"]): number(line[f"population_{ages}_mid2020"])
        for line in lines("population_0_19_utla_mid2020.csv")
        for ages in ("0_19", "2_18")
    }
    found = stored("population_")
    assert {key: value for key, value in found.items() if key[1] == 2020} == people


def placements(line: dict[str, str]) -> dict[str, float]:
    """Not a number where a part is suppressed: whatever is reckoned with it is not one either."""

    def count(*names: str) -> float:
        given = [line.get(name, "").strip() for name in names]
        return sum(nan if cell in ("c", "x", "u", ":") else float(cell) for cell in given if cell not in ("", "z"))

    units = count(
        *(f"mainstream_{school}_{part}" for school in ("la_maintained", "academy", "free_school")
          for part in ("resourced_provision", "senunit"))
    )  # fmt: skip
    parts = {
        "plans": count("ehcplans"),
        "plans_mainstream": count("mainstream_total") - units,
        "plans_resourced": units,
        "plans_special": count("special_la_maintained", "special_academy_free"),
        "plans_inmss": count("special_independent", "special_non_maintained"),
        "plans_ap": count("ap_pru_total"),
        "plans_post_16": count("fe_total"),
    }
    elsewhere = count("mainstream_total", "special_total", "ap_pru_total", "fe_total")
    return {**parts, "plans_other": parts["plans"] - elsewhere}


def test_nine_thousand_counts_of_plans_as_a_second_reading_finds_them() -> None:
    wanted: dict[Any, Any] = {
        (measure, int(line["time_period"][:4]) + 1, code(line)): (
            (None, "x") if isnan(count) else (Decimal(int(count)), "")
        )
        for line in lines("sen2_caseload_all_plans_2019_2025.csv")
        for measure, count in placements(line).items()
    }
    found = {key: value for key, value in stored("plans").items() if key[1] < 2026 and "issued" not in key[0]}
    assert len(wanted) == 9072
    assert found == wanted
    without = {(year, who) for (measure, year, who), (value, _) in wanted.items() if value is None}
    assert without == {
        (2021, "E10000021"), (2024, "E06000031"), (2024, "E09000012"), (2025, "E06000012"), (2025, "E10000003"),
    }  # fmt: skip


def test_the_caseload_of_the_projection_is_as_the_report_files_give_it() -> None:
    """By an import or by the report's own files: the same four groups of the same Januaries."""
    rows = Caseload.objects.values_list("january", "placement", "plans")
    by_hand = {
        (january, group): sum(
            int(Figure.objects.get(area__ons_code="E06000058", year=january, measure=measure).value or 0)
            for measure in measures
        )
        for january in range(2020, 2027)
        for group, measures in {
            "inmss": ["plans_inmss"],
            "local_specialist": ["plans_special", "plans_resourced"],
            "mainstream": ["plans_mainstream"],
            "other": ["plans_ap", "plans_post_16", "plans_other"],
        }.items()
    }
    assert {(january, group): plans for january, group, plans in rows} == by_hand


def test_lines_of_2021_22_as_a_second_reading_finds_them() -> None:
    columns = {"1.0.2": "place_funding", "1.2.3": "topup_nmss_independent", "1.2.7": "alternative_provision"}
    found = {
        (row.kind, row.area.authority.dfe_code, row.line.code): row.net  # type: ignore[union-attr]  # an authority's
        for row in SpendRow.objects.filter(financial_year=2021).select_related("area__authority", "line")
    }
    wanted = {
        (side, line["la_code"], line_code): number(line[f"{side}_{column}"])[0]
        for line in lines("hn_benchmarking_budget_outturn_2021_22_la.csv")
        if line["la_code"] not in ("835", "836", "837", "928")
        for side in ("budget", "outturn")
        for line_code, column in columns.items()
    }
    assert {key: found[key] for key in wanted} == wanted
    assert len(found) == 150 * 2 * 7


def test_ten_neighbours_in_order_of_each_authority_and_model() -> None:
    rows = Neighbour.objects.order_by("comparator_set", "rank").values_list(
        "comparator_set__model_version", "comparator_set__authority__dfe_code", "rank", "authority__dfe_code"
    )
    wanted = [
        (line["model_version"], line["la_code"], int(line["rank"]), line["neighbour_la_code"])
        for line in lines("statistical_neighbours_long.csv")
        if line["neighbour_la_code"]
    ]
    assert sorted(rows) == sorted(wanted)
