"""A genuine file of each kind, and what a second, slow reading says that one row of it should leave in the tables."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from apps.benchmarking.models import AMOUNTS, Area, Authority, BenchmarkValue, Figure, Neighbour, SpendRow
from apps.benchmarking.vocabulary import ImportKind
from tests.benchmarking.importing.written import BUDGET, OUTTURN, TOP_UP, spend_row
from tests.benchmarking.national import FOLDER

Given = dict[str, str]
Left = dict[Any, Decimal | None]
MARKS = ("", "c", "x", "z", "u", ":")
OUTTURN_TOTALS = {
    "outturn_high_needs": "high_needs_1_2_net", "outturn_places": "isb_and_place_1_0_net",
    "outturn_central": "central_1_1_1_4_to_1_7_net", "outturn_early_years": "early_years_1_3_net",
    "outturn_other": "other_education_2_x_net", "outturn_total": "total_net",
}  # fmt: skip
DSG = {
    "dsg_schools": "schools_block", "dsg_central": "cssb", "dsg_high_needs": "high_needs_block",
    "dsg_early_years": "early_years_block", "dsg_total": "total_dsg",
    "dsg_schools_after": "schools_block_after_deductions", "dsg_central_after": "cssb_after_deductions",
    "dsg_high_needs_after": "high_needs_block_after_deductions",
    "dsg_early_years_after": "early_years_after_deductions", "dsg_total_after": "total_dsg_after_deductions",
}  # fmt: skip
REQUESTS = {
    "requests": "requests_received_in_year", "decided_to_assess": "requests_decided_to_assess",
    "decided_not_to_assess": "requests_decided_not_to_assess", "requests_withdrawn": "requests_withdrawn",
    "requests_outstanding": "requests_decision_not_made", "mediation": "mediation_related_request",
    "tribunal": "tribunal_related_request",
}  # fmt: skip
TIMELINESS = {
    "plans_issued": "plans_issued_den", "plans_issued_ex": "plans_issued_den_ex",
    "within_20_weeks": "plans_issued_within_20_weeks", "within_20_weeks_ex": "plans_issued_20_weeks_ex",
}  # fmt: skip
PLANS = {"plans": "ehcplans", "plans_ap": "ap_pru_total", "plans_post_16": "fe_total"}
PEOPLE = {"population_0_19": "population_0_19_mid2020", "population_2_18": "population_2_18_mid2020"}
PER_HEAD = {"1.0.2": "isb_place", "1.2.3": "topup_nmss_independent", "1.2.7": "other_ap", "A + B": "total_hn"}
GROUPS = {"1.0.2": "place_funding", "1.2.3": "topup_nmss_independent", "1.2.6": "hospital_education"}


def number(cell: str, places: int = 4) -> Decimal | None:
    cell = cell.strip()
    return None if cell in MARKS else Decimal(cell.replace(",", "")).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def area_of(row: Given) -> Area:
    level = row.get("geographic_level", "Local authority").strip().casefold()
    column = {"national": "country_code", "regional": "region_code", "local authority": "new_la_code"}[level]
    found = Area.objects.filter(ons_code=row[column].strip()).first()
    return found or Authority.objects.get(dfe_code=row["old_la_code"].strip()).areas.latest("pk")


def figures(columns: dict[str, str], later: int = 0, nothing: str = "") -> Callable[[Given], Left]:
    """Figures of the row's area and year; ``later``: a count in the January after the year starts."""

    def expected(row: Given) -> Left:
        year, area = int(row["time_period"].strip()[:4]) + later, area_of(row)
        return {(m, year, area.pk): number(row[column]) for m, column in columns.items()}

    return expected


def allocations(row: Given) -> Left:
    authority = Authority.objects.get(dfe_code=row["la_code"].strip())
    area = authority.areas.get(ons_code=authority.ons_code)
    return {(m, int(row["time_period"].strip()[:4]), area.pk): number(row[c]) for m, c in DSG.items()}


def caseload(row: Given) -> Left:
    """Parts that do not apply are none; of suppressed ones, and without the whole, nothing is known."""
    found = figures(PLANS, later=1)(row)
    whole = next(iter(found.values()))
    none = {key for key in found if row[PLANS[key[0]]].strip() in ("", "z")}
    return {key: None if whole is None else Decimal(0) if key in none else value for key, value in found.items()}


def people(row: Given) -> Left:
    area = Area.objects.get(ons_code=row["utla20_code"].strip())
    return {(m, 2020, area.pk): number(row[c]) for m, c in PEOPLE.items()}


def spend(kind: str) -> Callable[[Given], Left]:
    def expected(row: Given) -> Left:
        names = OUTTURN if kind == "outturn" else BUDGET
        code = row[names[11]].strip()[:5]
        key = kind, int(row["time_period"].strip()[:4]), code, area_of(row).pk
        return {(*key, name): number(row[c]) for name, c in zip(AMOUNTS, names[12:], strict=True)}

    return expected


def groups(row: Given) -> Left:
    authority = Authority.objects.get(dfe_code=row["la_code"].strip())
    area = authority.areas.get(ons_code=authority.ons_code)
    return {
        (side, 2021, code, area.pk, "net"): number(row[f"{side}_{column}"])
        for side in ("budget", "outturn")
        for code, column in GROUPS.items()
    }


def per_head(row: Given) -> Left:
    found = {code: number(row[column], 2) for code, column in PER_HEAD.items()}
    return {(row["la_code"].strip()[:3], code): value for code, value in found.items() if value is not None}


def neighbours(row: Given) -> Left:
    if not row["neighbour_la_code"].strip():
        return {}
    key = row["model_version"].strip(), row["la_code"].strip(), row["neighbour_la_code"].strip()
    return {key: number(row["rank"], 0)}


def authorities(row: Given) -> Left:
    return {(row["old_la_code"].strip(), row["new_la_code"].strip()): Decimal(1)}


def stored_figures() -> Left:
    return {row[:3]: row[3] for row in Figure.objects.values_list("measure", "year", "area_id", "value")}


def stored_spend() -> Left:
    rows = SpendRow.objects.values_list("kind", "financial_year", "line__code", "area_id", *AMOUNTS)
    return {
        (kind, year.start, line, area, name): value
        for kind, year, line, area, *values in rows
        for name, value in zip(AMOUNTS, values, strict=True)
    }


def stored_per_head() -> Left:
    rows = BenchmarkValue.objects.filter(benchmark_return__financial_year=2026)
    return {row[:2]: row[2] for row in rows.values_list("authority__dfe_code", "line__code", "value")}


def stored_neighbours() -> Left:
    rows = Neighbour.objects.values_list(
        "comparator_set__model_version", "comparator_set__authority__dfe_code", "authority__dfe_code", "rank"
    )
    return {row[:3]: Decimal(row[3]) for row in rows}


def stored_authorities() -> Left:
    rows = Area.objects.exclude(authority=None).values_list("authority__dfe_code", "ons_code")
    return dict.fromkeys(rows, Decimal(1))


@dataclass(frozen=True, slots=True)
class Genuine:
    kind: ImportKind
    file: str
    expected: Callable[[Given], Left]
    stored: Callable[[], Left] = stored_figures

    def read(self) -> tuple[list[str], list[list[str]]]:
        """Its header and its rows."""
        if not self.file:
            header = OUTTURN if self.kind is ImportKind.S251_OUTTURN else BUDGET
            titles = TOP_UP, "1.2.5 SEN support service"
            years = [f"{y}{(y + 1) % 100:02d}" for y in range(2005, 2025)]
            return [*header], [[*spend_row(year, title=title)] for year in years for title in titles]
        with (FOLDER / self.file).open(encoding="utf-8-sig", newline="") as stream:
            header, *rows = csv.reader(stream)
        return header, rows


GENUINE = (
    Genuine(ImportKind.AUTHORITIES, "national/la_lookup.csv", authorities, stored_authorities),
    Genuine(ImportKind.S251_BUDGET, "", spend("budget"), stored_spend),
    Genuine(ImportKind.S251_OUTTURN, "", spend("outturn"), stored_spend),
    Genuine(ImportKind.S251_PER_HEAD, "report-2026-01-27/appendix3.csv", per_head, stored_per_head),
    Genuine(
        ImportKind.HIGH_NEEDS_BENCHMARKING, "national/hn_benchmarking_budget_outturn_2021_22_la.csv", groups,
        stored_spend,
    ),
    Genuine(
        ImportKind.OUTTURN_TOTALS, "national/s251_outturn_high_needs_total_la_2017_18_to_2024_25.csv",
        figures(OUTTURN_TOTALS),
    ),
    Genuine(ImportKind.SEN2_CASELOAD, "national/sen2_caseload_all_plans_2019_2025.csv", caseload),
    Genuine(ImportKind.SEN2_REQUESTS, "national/sen2_requests_2019_2024.csv", figures(REQUESTS)),
    Genuine(ImportKind.SEN2_TIMELINESS, "national/sen2_timeliness_2019_2024.csv", figures(TIMELINESS)),
    Genuine(
        ImportKind.NEIGHBOURS, "national/statistical_neighbours_long.csv", neighbours, stored_neighbours
    ),
    Genuine(ImportKind.POPULATION, "national/population_0_19_utla_mid2020.csv", people),
    Genuine(ImportKind.DSG_ALLOCATIONS, "national/dsg_allocations_la_2020_21_to_2023_24.csv", allocations),
)  # fmt: skip
