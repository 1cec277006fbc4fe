"""The data sets: stable names, the pages' own figures, and files that say the same in CSV and in JSON."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.benchmarking.selectors.read import current_benchmark
from apps.board.data_sets.base import DataSet
from apps.board.data_sets.registry import BY_SLUG, DATA_SETS
from apps.board.feed.documentation import counts
from apps.board.feed.serialise import as_csv, as_json, etag_of
from apps.core.models import User
from apps.core.money import millions, round_half_up
from apps.core.periods import FinancialYear
from apps.core.vocabulary import Basis, Convention
from apps.deficit.calculations.projection.results import Measure
from apps.deficit.selectors.avoidance import projection
from apps.deficit.selectors.positions import outlook
from apps.deficit.selectors.projections import published_projection
from apps.initiatives.selectors.places import tranches
from apps.initiatives.vocabulary import PlaceStatus
from tests.board.schemes_made import read as occupied
from tests.board.schemes_made import three_schemes
from tests.deficit.published import publish_a_run
from tests.fixtures import person, standing
from tests.initiatives.claims.cases import agree_all, decide, submitted
from tests.journeys.compared import compare_something

YEAR = ["financial_year", "financial_year_ending"]
SOURCE = ["source", "source_reference"]
RETURN = ["benchmark_return", *YEAR, "return_kind", "denominator"]
LINE = ["line", "line_code", "line_title", "line_order", "line_is_sum"]
AREA = ["area_ons_code", "area_level", "area", "is_own_council"]
INITIATIVE = ["initiative", "initiative_name"]
# Reports outside the product rest on these names: a new one may be added at the end of a thought, none may change.
NAMES = {
    "positions": [
        *YEAR, "reporting_point", "version", "status", "is_newest", "published_date", "row_order", "row_type", "label",
        "block", "line_kind", "amount_gbp", *SOURCE,
    ],
    "cost_avoidance": [
        "run", "convention", "basis", *INITIATIVE, "status", *YEAR, "opening_month", "units", "amount_gbp",
    ],
    "scenarios": [
        "run", "what_if", "scenario", "measure", "subject", *YEAR, "unit", "central", "p5", "p10", "p25", "p50", "p75",
        "p90", "p95",
    ],
    "runs": [
        "run", "what_if", "state", "asked_date", "finished_date", "engine_version", "seed", "input_hash", "result_hash",
        "same_as_run", "published_date", "published_by",
    ],
    "places": [
        "convention", *INITIATIVE, "status", *YEAR, "opening_month", "places", "places_excluded", "places_counted",
        "version", "source_reference",
    ],
    "place_exclusions": [
        "convention", "initiative", "status", *YEAR, "exclusion", "version", "places_excluded", "is_inferred", "reason",
        "source_reference",
    ],
    "places_by_phase": [*INITIATIVE, "status", "phase", "places", *SOURCE],
    "schemes": [
        "scheme", "scheme_name", "initiative", "setting", "provision", "phase", "need", "places", "status", *YEAR,
        "commissioned_date", "opening_date", "closing_date", "capital_gbp", "capital_source", "commissioning_round",
        "version", "source_reference",
    ],
    "occupancy": [
        "scheme", "scheme_name", "census_date", "version", "places", "places_filled", "places_empty",
    ],
    "initiatives": [
        *INITIATIVE, "source_order", "category", "category_as_printed", "stage", "stage_as_printed", "mapping_rule",
        "owner", "measurement_plan", "scales_up", "summary", *SOURCE,
    ],
    "funding": [
        *INITIATIVE, "fund", "fund_name", "fund_kind", "worsens_high_needs", "financial_year", "last_financial_year",
        "amount_gbp", "amount_as_printed", "is_per_year", "state", "note", *SOURCE,
    ],
    "funds": [
        "fund", "fund_name", "fund_kind", "worsens_high_needs", "total_gbp", "total_as_printed", "note", *SOURCE,
    ],
    "outcomes": [
        *INITIATIVE, "measure", "measure_name", "unit", "better", "period", "period_start", "period_end_exclusive",
        "value", "is_at_least", "n", "is_baseline", "note", *SOURCE,
    ],
    "reported_benefits": [
        "benefit", *INITIATIVE, "label", "amount_gbp", "as_printed", "basis", "benefit_class", "block", "standing",
        "financial_year", "units", "units_label", "dearer", "cheaper", "note", *SOURCE,
    ],
    "approved_benefits": [
        "claim", "title", *INITIATIVE, "basis", "financial_year", "benefit_class", "block", "amount_gbp", "grade",
        "standing", "approved_date",
    ],
    "benchmarks": [
        *RETURN, "authority_dfe_code", "authority_ons_code", "authority", "is_own_council", *LINE, "rate_gbp_per_head",
        *SOURCE,
    ],
    "benchmark_statistics": [*RETURN, *LINE, "of", "statistic", "is_printed", "n", "rate_gbp_per_head", *SOURCE],
    "benchmark_distances": [
        *RETURN, *LINE, "own_rate_gbp_per_head", "median_of_others_gbp_per_head", "rank", "n", "distance_gbp_per_head",
        "population", "distance_gbp", *SOURCE,
    ],
    "national_figures": ["measure", "year", *AREA, "value", "mark", *SOURCE],
    "section_251_returns": [
        "return_kind", *YEAR, *AREA, "line", "line_code", "gross_gbp", "income_gbp", "net_gbp", "net_gbp_per_head",
        *SOURCE,
    ],
    "chosen_sets": [
        "chosen_set", "name", "reason", "version", "is_archived", "authority_dfe_code", "authority_ons_code",
        "authority",
    ],
    "line_comments": [
        "benchmark_return", "line", "line_code", "version", "text", "rule_text", "written_date", "written_by",
    ],
}  # fmt: skip
TYPES = {"text": str, "integer": int, "decimal": Decimal, "date": date, "yes_no": bool}
slugs = pytest.mark.parametrize("slug", list(NAMES))


@pytest.fixture(scope="module")
def worked_out_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with standing(django_db_blocker, work_out):
        yield


@pytest.fixture
def worked_out(worked_out_once: None, db: None) -> None:
    """A published run, and an approved claim."""


def work_out() -> None:
    publish_a_run()
    agree_all()
    decide(submitted("dingleys-promise"))
    north, _, _ = three_schemes()
    occupied(north, date(2026, 1, 15), 30, 27)
    compare_something(timezone.now())


def rows(slug: str) -> list[dict[str, Any]]:
    data_set = BY_SLUG[slug]
    names = [f.name for f in data_set.fields]
    return [dict(zip(names, row, strict=True)) for row in data_set.load().rows]


def avoidance(**wanted: object) -> Decimal:
    return sum(
        (r["amount_gbp"] for r in rows("cost_avoidance") if all(r[k] == v for k, v in wanted.items())), Decimal(0)
    )


def test_names_of_columns_are_stable() -> None:
    assert {d.slug: [f.name for f in d.fields] for d in DATA_SETS} == NAMES


@pytest.mark.parametrize("data_set", DATA_SETS, ids=lambda d: d.slug)
def test_every_column_is_documented(data_set: DataSet) -> None:
    assert all(f.description for f in data_set.fields)
    assert all(f.unit for f in data_set.fields if "gbp" in f.name)
    assert data_set.what
    assert data_set.basis
    assert data_set.source


@slugs
def test_values_are_of_the_documented_type(slug: str, worked_out: None) -> None:
    loaded = BY_SLUG[slug].load()
    assert loaded.rows
    assert isinstance(loaded.as_at, date)
    for row in loaded.rows:
        for field, value in zip(BY_SLUG[slug].fields, row, strict=True):
            assert value is None or type(value) is TYPES[field.type], (field.name, value)


@slugs
def test_no_row_stands_twice(slug: str, worked_out: None) -> None:
    found = BY_SLUG[slug].load().rows
    assert len(set(found)) == len(found)


@slugs
def test_csv_and_json_say_the_same(slug: str, worked_out: None) -> None:
    data_set = BY_SLUG[slug]
    loaded = data_set.load()
    lines = list(csv.reader(io.StringIO(as_csv(data_set, loaded).decode("utf-8-sig"), newline="")))
    answer = json.loads(as_json(data_set, loaded), parse_float=Decimal)
    assert lines[0] == [c["name"] for c in answer["columns"]] == NAMES[slug]
    assert [[plain(row[name]) for name in NAMES[slug]] for row in answer["rows"]] == lines[1:]


def plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def test_counts_on_the_page_are_the_rows_served(worked_out: None) -> None:
    assert counts() == {d.slug: len(d.load().rows) for d in DATA_SETS}


def test_cost_avoidance_is_the_reports(worked_out: None) -> None:
    delivered = {"convention": "current", "status": "delivered"}
    assert avoidance(**delivered, basis="run_rate") == 10_690_000
    assert avoidance(**delivered, basis="run_rate", initiative="send-sufficiency") == 10_032_000
    assert avoidance(convention="current", basis="run_rate", status="pipeline") == 8_512_000
    in_year = {**delivered, "basis": "in_year", "opening_month": 0}
    assert avoidance(**in_year, financial_year="2025/26") == 9_082_000
    cumulative = {**delivered, "basis": "cumulative", "financial_year": "2025/26"}
    assert avoidance(**cumulative, opening_month=0) == 17_784_000
    assert avoidance(**cumulative, opening_month=4) == 21_964_000


@pytest.mark.parametrize("convention", Convention)
@pytest.mark.parametrize("status", PlaceStatus)
def test_cost_avoidance_is_the_pages(convention: Convention, status: PlaceStatus, worked_out: None) -> None:
    shown = projection()
    for basis in (Basis.RUN_RATE, Basis.IN_YEAR, Basis.CUMULATIVE):
        for year in shown.years:
            wanted = {"convention": convention.value, "status": status.value, "basis": basis.value}
            assert avoidance(**wanted, financial_year=str(year), opening_month=0) == shown.amount(
                basis, convention, status=status, year=year
            )


def test_positions_are_the_pages(report: None) -> None:
    found = [r for r in rows("positions") if r["is_newest"]]
    closing = {r["financial_year"]: r["amount_gbp"] for r in found if r["row_type"] == "closing"}
    assert closing == {"2025/26": Decimal(183_600_000), "2026/27": Decimal(279_300_000)}
    shown = outlook()
    assert shown is not None
    gap = [r["amount_gbp"] for r in found if r["financial_year"] == "2025/26" and r["line_kind"] == "in_year_gap"]
    assert sum(gap) == shown.current.in_year_gap == 73_500_000
    for year in closing:
        parts = [r["amount_gbp"] for r in found if r["financial_year"] == year and r["row_type"] != "closing"]
        assert sum(parts) == closing[year]


def test_scenarios_are_the_published_runs(worked_out: None) -> None:
    found = {
        r["financial_year"]: r["central"]
        for r in rows("scenarios")
        if (r["what_if"], r["scenario"], r["measure"]) == ("", "as-reported", "accumulated")
    }
    assert found == {"2025/26": Decimal(183_600_000), "2026/27": Decimal(279_300_000)}
    shown = published_projection()
    assert shown is not None
    assert {r["run"] for r in rows("scenarios")} == {shown.run_id}
    assert len(rows("scenarios")) == sum(map(len, shown.series.values()))
    for r in rows("scenarios"):
        band = shown.of(r["scenario"], Measure(r["measure"]), r["subject"])[FinancialYear.parse(r["financial_year"])]
        assert (r["central"], r["p10"], r["p90"]) == (band.central, band.p10, band.p90)


def test_runs_say_which_was_published_and_by_whom(worked_out: None) -> None:
    published, *others = [r for r in rows("runs") if r["published_by"]]
    assert others == []
    assert (published["state"], published["published_by"]) == ("finished", str(person("finance")))
    assert len(published["input_hash"]) == len(published["result_hash"]) == 64


@pytest.mark.parametrize("convention", Convention)
def test_places_are_the_pages(convention: Convention, report: None) -> None:
    found = [r for r in rows("places") if r["convention"] == convention.value]
    delivered = [r for r in found if r["status"] == "delivered"]
    assert sum(r["places"] for r in delivered) == 295
    assert sum(r["places_counted"] for r in delivered) == 264
    assert sum(r["places"] for r in found) == sum(t.places for t in tranches(convention)) == 519
    excluded = [r for r in rows("place_exclusions") if r["convention"] == convention.value]
    assert sum(r["places_excluded"] for r in excluded) == 31


def test_benchmarks_know_our_council_and_sums(report: None) -> None:
    ours = [r for r in rows("benchmarks") if r["is_own_council"]]
    assert len(ours) == 16
    rates = {r["line_code"]: r["rate_gbp_per_head"] for r in ours}
    assert rates["1.2.3"] == 525
    total = {r["line"]: r for r in ours}["high-needs-total"]
    assert total["rate_gbp_per_head"] == 1464
    assert total["line_is_sum"]


def test_medians_with_and_without_our_council(report: None) -> None:
    medians = {
        (r["line_code"], r["of"]): r["rate_gbp_per_head"]
        for r in rows("benchmark_statistics")
        if r["statistic"] == "median" and not r["is_printed"]
    }
    assert medians["1.2.3", "neighbours_with_own_council"] == 227
    assert medians["1.2.3", "neighbours_without_own_council"] == Decimal("185.5")
    assert medians["1.2.7", "neighbours_with_own_council"] == 34
    assert medians["1.2.7", "neighbours_without_own_council"] == 29


def test_printed_medians_are_those_with_our_council(report: None) -> None:
    found = [r for r in rows("benchmark_statistics") if r["of"] == "neighbours_with_own_council"]
    printed = {(r["line"], r["statistic"]): r["rate_gbp_per_head"] for r in found if r["is_printed"]}
    worked_out = {(r["line"], r["statistic"]): r["rate_gbp_per_head"] for r in found if not r["is_printed"]}
    assert len(printed) == 42
    assert {key: round_half_up(worked_out[key]) for key in printed} == printed


def test_distance_is_the_pages(report: None) -> None:
    benchmark = current_benchmark()
    assert benchmark is not None
    inmss = next(r for r in rows("benchmark_distances") if r["line_code"] == "1.2.3")
    line = benchmark.line(inmss["line"])
    assert line is not None
    assert inmss["distance_gbp"] == benchmark.comparison(line).distance
    assert millions(inmss["distance_gbp"]) == "£29.0m"
    assert (inmss["rank"], inmss["n"]) == (benchmark.comparison(line).rank, 11)


def test_national_figures_are_the_pages(worked_out: None) -> None:
    inmss = [r for r in rows("national_figures") if r["measure"] == "plans_inmss" and r["is_own_council"]]
    assert {r["year"]: r["value"] for r in inmss if r["year"] > 2024} == {2025: 508, 2026: 554}
    ours = [r for r in rows("section_251_returns") if r["is_own_council"] and r["line_code"] == "1.2.3"]
    assert {r["return_kind"]: round_half_up(r["net_gbp"]) for r in ours} == {
        "budget": 19_787_300,
        "outturn": 24_137_004,
    }


def test_sets_and_comments_are_those_that_people_made(worked_out: None) -> None:
    assert {(r["name"], r["is_archived"]) for r in rows("chosen_sets")} == {
        ("Coastal", False),
        ("Earlier choice", True),
    }
    (comment,) = rows("line_comments")
    assert (comment["line_code"], comment["version"]) == ("1.2.3", 1)


def test_a_formula_in_a_text_is_neutralised_in_csv_alone(report: None) -> None:
    data_set = BY_SLUG["funds"]
    loaded = data_set.load()
    row = list(loaded.rows[0])
    row[6] = "=cmd|' /C calc'!A0"
    changed = type(loaded)([tuple(row)], loaded.as_at)
    written = next(csv.DictReader(io.StringIO(as_csv(data_set, changed).decode("utf-8-sig"))))
    assert written["note"] == "'=cmd|' /C calc'!A0"
    assert json.loads(as_json(data_set, changed))["rows"][0]["note"] == "=cmd|' /C calc'!A0"


def test_money_in_json_keeps_every_digit(worked_out: None) -> None:
    body = as_json(BY_SLUG["cost_avoidance"], BY_SLUG["cost_avoidance"].load())
    assert b'"amount_gbp":1019666.6667' in body


@slugs
@pytest.mark.parametrize("kind", ["csv", "json"])
def test_unchanged_data_is_not_sent_again(slug: str, kind: str, client: Client, board_user: User) -> None:
    client.force_login(board_user)
    first = client.get(f"/data/{slug}.{kind}")
    assert first.status_code == 200
    assert first["ETag"] == etag_of(first.content)
    second = client.get(f"/data/{slug}.{kind}", headers={"If-None-Match": first["ETag"]})
    assert (second.status_code, second.content, second["ETag"]) == (304, b"", first["ETag"])
    assert "Authorization" in second["Vary"]
    assert client.get(f"/data/{slug}.{kind}", headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_change_changes_the_tag(client: Client, worked_out: None, board_user: User) -> None:
    from apps.initiatives.models import Fund

    client.force_login(board_user)
    before = client.get("/data/funds.csv")["ETag"]
    Fund.objects.filter(slug="innovation-fund").update(note="Changed")
    assert client.get("/data/funds.csv", headers={"If-None-Match": before}).status_code == 200
