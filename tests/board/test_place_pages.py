"""What the Board's pages say of schemes: nothing where none is entered, and each figure worked out here by hand.

30 of 2024/25's 140 places are North's (opened 20 January 2025), 20 South's (September 2024), 12 of the pipeline East's.
"""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.benchmarking.vocabulary import EhcpPlacement
from apps.board.presenters.places import changed_sentence
from apps.board.views import places as view
from apps.core.charts import Rows
from apps.core.models import User
from apps.core.vocabulary import Basis
from apps.deficit.inputs import load_inputs, read_projection
from apps.deficit.runs import recompute
from apps.deficit.selectors.avoidance import projection
from apps.initiatives.vocabulary import PlaceStatus
from tests.board import schemes_made as made
from tests.core.test_exports import FORMULAS, csv_rows, ods_cells, xlsx_cells
from tests.initiatives.claims.cases import agree_all, decide, submitted
from tests.initiatives.pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report")]
PAGES = ("/places/", "/places/occupancy/", "/places/capital/", "/places/demand/")


@pytest.fixture
def reader(client: Client, board_user: User) -> Client:
    client.force_login(board_user)
    return client


@pytest.fixture
def schemes() -> None:
    north, south, _ = made.three_schemes()
    made.read(north, date(2025, 1, 16), 30, 20, inmss=10, mainstream=4)
    made.read(north, date(2026, 1, 15), 30, 27, inmss=15, mainstream=6, not_known=2)
    made.read(south, date(2026, 1, 15), 20, 12)
    made.demand("secondary", 2026, 120, 150, 200)
    made.demand("post_16", 2026, 20, 30, 40)


def rows(reader: Client, path: str, of: str) -> list[dict[str, str]]:
    body = reader.get(f"{path}?_export=csv&_of={of}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body)))


def table(answer: Any, name: str) -> list[Any]:
    found: Rows = answer.context[name]
    return list(found.rows)


def test_without_a_scheme_every_page_says_so_and_makes_nothing_up(reader: Client) -> None:
    pages = {path: text_of(reader.get(path)) for path in PAGES}
    assert "Schemes of the register itemise 0 of 295 delivered places and 0 of 224 in the pipeline" in pages["/places/"]
    assert "No scheme is entered" in pages["/places/"]
    assert "nobody knows how full the places are" in pages["/places/occupancy/"]
    assert (
        "An empty place is taken to cost £10,000 in a full year, whatever its type and phase."
        in pages["/places/occupancy/"]
    )
    assert "£9m for 180 places is £50,000 a place, paid back in 1.3 years" in pages["/places/capital/"]
    assert "No scheme has both days" in pages["/places/capital/"]
    assert "The pipeline of 224 holds no secondary or post-16 place. Nobody has stated" in pages["/places/demand/"]
    assert "It is no demand for specialist places" in pages["/places/demand/"]


def test_the_report_names_no_scheme_so_its_round_is_none(reader: Client) -> None:
    [row] = table(reader.get("/places/capital/"), "capital")
    assert (row["capital"], row["places"], row["each"]) == (9_000_000, 180, 50_000)
    assert "no setting named" in row["what"]
    assert reader.get("/data/schemes.csv").content.decode().count("\n") == 1


def test_phases_by_year_as_far_as_schemes_itemise_them(reader: Client, schemes: None) -> None:
    found = {(r["Status and phase"], r["Total"]): r for r in rows(reader, "/places/", "phase-by-year")}
    primary, secondary = found["Early years and primary", "182"], found["Secondary and post-16", "113"]
    assert (primary["2024/25"], primary["Year not given"]) == ("30", "152")
    assert (secondary["2024/25"], secondary["Year not given"]) == ("20", "93")
    assert found["Early years and primary", "224"]["2026/27"] == "12"
    page = reader.get("/places/")
    assert page.context["table_2"].rows[2]["total"] == 519
    assert "The pipeline of 224 holds no secondary or post-16 place." in text_of(page)


def test_each_breakdown_adds_up_to_the_register(reader: Client, schemes: None) -> None:
    found = table(reader.get("/places/"), "breakdown")
    parts: list[Any] = []
    for row in found:
        if row.get("_kind") == "group":
            parts = []
        elif row["_kind"] == "subtotal":
            assert (row["delivered"], row["pipeline"], row["total"]) == (295, 224, 519)
            assert sum(p["total"] for p in parts) == 519
        else:
            parts.append(row)
    named = {r["what"]: (r.get("delivered"), r.get("pipeline")) for r in found}
    assert (named["Resourced provision"], named["Satellite"]) == ((30, 12), (20, 0))
    assert named["Of no scheme yet"] == (245, 212)


def test_in_year_figures_take_each_schemes_own_month(schemes: None) -> None:
    """North opened four months after September: 30 × 38,000 × 4/12 less in 2024/25, and nothing less as a run-rate."""
    recompute(by=None, at=timezone.now(), cause="test")
    results = projection()
    found = {r.year.start: r.amount for r in results.pick(Basis.IN_YEAR, status=PlaceStatus.DELIVERED)}
    assert found[2024] == Decimal("5535333.3333") - 380_000
    assert found[2025] == 9_082_000
    assert "in-year figures have moved with the days of opening" in changed_sentence(results)
    assert results.amount(Basis.RUN_RATE, initiative="send-sufficiency") == 18_544_000


def test_a_closed_scheme_leaves_the_run_rate_and_the_projection(schemes: None) -> None:
    closed = {**made.NORTH, "status": "closed", "closing_date": date(2026, 8, 31)}
    made.scheme("West", 2025, "delivered", 1, 10, **{**closed, "opening_date": date(2025, 9, 1)})
    recompute(by=None, at=timezone.now(), cause="test")
    assert projection().amount(Basis.RUN_RATE, initiative="send-sufficiency", status=None) == 18_544_000 - 380_000
    [west] = [b for b in read_projection().inputs.benefits if b.closes == date(2026, 9, 1)]
    assert (west.units, west.opens) == (10, date(2025, 9, 1))


def test_without_a_scheme_a_run_keeps_what_it_kept_before() -> None:
    kept = load_inputs()
    names = {"initiative", "financial_year", "status", "places", "excluded", "opening_month", "unit_value", "stated_on"}
    assert {frozenset(t) for c in ("as_reported", "current") for t in kept[c]["tranches"]} == {frozenset(names)}
    assert kept["current"]["tranches"] == kept["as_reported"]["tranches"]
    assert not [b for b in kept["projection"]["benefits"] if "scheme" in b["key"]]


def test_the_report_as_reported_knows_no_scheme(schemes: None) -> None:
    kept = load_inputs()
    assert len(kept["as_reported"]["tranches"]) == 6
    assert len(kept["current"]["tranches"]) == 9
    assert sum(t["places"] for t in kept["current"]["tranches"]) == 519


def test_occupancy_by_census_and_the_cost_of_empty_places(reader: Client, schemes: None) -> None:
    page = reader.get("/places/occupancy/")
    first, second = page.context["chart"].table.rows
    assert (first["places"], first["filled"], first["empty"], first["cost"]) == (30, 20, 10, 100_000)
    assert (second["places"], second["filled"], second["empty"], second["cost"]) == (50, 39, 11, 110_000)
    assert [r["empty"] for r in table(page, "by_scheme")] == [3, 8]
    assert "never netted" in text_of(page)


def test_origins_stand_with_count_and_share_and_what_nobody_has_said(reader: Client, schemes: None) -> None:
    found = {r["what"]: r["children"] for r in table(reader.get("/places/occupancy/"), "origins")}
    assert found == {
        "Independent or non-maintained special school": 15, "Mainstream with support": 6,
        "Not known, or nobody has said": 18, "Filled places": 39,
    }  # fmt: skip


def test_what_is_measured_stands_beside_what_is_assumed(reader: Client, schemes: None) -> None:
    displacement = text_of(reader.get("/deficit/displacement/"))
    assert "of 39 filled places at the census of 15 January 2026, 15 would otherwise be in INMSS" in displacement
    assumed = text_of(reader.get("/deficit/assumptions/displacement/"))
    assert "Measured: 71.4%, 15 of the 21 filled places" in assumed
    assert "75%" in assumed
    assert "Measured: 78.0%, 39 of 50 places of 2 schemes" in text_of(reader.get("/deficit/assumptions/occupancy/"))
    assert "Measured" not in text_of(reader.get("/deficit/assumptions/deadweight/"))
    assert read_projection().inputs.assumptions  # still what is assumed
    [row] = [a for a in read_projection().inputs.assumptions if a.key == "displacement"]
    assert row.central == Decimal("0.75")


def test_workings_of_what_is_measured(reader: Client, schemes: None) -> None:
    cost, share = (text_of(reader.get(f"/how/{slug}/")) for slug in ("empty-places-cost", "displacement-measured"))
    assert "£110,000" in cost
    assert "line 3 × line 4" in cost
    assert "71.4%" in share


@pytest.mark.parametrize("slug", ["empty-places-cost", "displacement-measured"])
def test_workings_without_a_reading_say_what_is_missing(reader: Client, slug: str) -> None:
    answer = reader.get(f"/how/{slug}/")
    assert answer.status_code == 404
    assert "No scheme’s occupancy has been read yet." in text_of(answer)


def test_capital_and_payback_of_schemes_beside_the_reports_round(reader: Client, schemes: None) -> None:
    east, north, together, planned = table(reader.get("/places/capital/"), "capital")
    assert [round(r["each"]) for r in (east, north, together, planned)] == [33_333, 50_000, 45_238, 50_000]
    assert round(north["reported"], 3) == Decimal("1.316")
    assert round(north["assumed"], 3) == Decimal("2.451")
    assert together["_kind"] == "subtotal"
    assert "£20,400 a place and year" in text_of(reader.get("/places/capital/"))


def test_slippage_names_the_middle_and_the_latest(reader: Client, schemes: None) -> None:
    page = reader.get("/places/capital/")
    assert [(r["scheme"], r["months"]) for r in table(page, "slippage")] == [("East", 4), ("North", 4), ("South", 0)]
    assert "4 months later than commissioned, the latest 4 months later than commissioned." in text_of(page)


def test_demand_against_places_says_the_gap(reader: Client, schemes: None) -> None:
    page = reader.get("/places/demand/")
    [gap] = table(page, "gaps")
    assert (gap["central"], gap["places"], gap["gap"]) == (180, 113, 67)
    assert gap["note"] == "Stated for secondary and post-16; illustrative"
    assert "Finance has agreed 0 of 2 statements of demand." in text_of(page)


def test_demand_of_single_needs_is_added_up_only_where_all_needs_are_not_stated(reader: Client, schemes: None) -> None:
    made.demand("secondary", 2026, 1, 2, 3, need="asd")
    made.demand("secondary", 2027, 10, 20, 30, need="asd")
    made.demand("secondary", 2027, 1, 2, 3, need="semh")
    first, second = table(reader.get("/places/demand/"), "gaps")
    assert (first["central"], second["central"]) == (180, 22)


def test_claims_stand_against_the_schemes_whose_places_they_count(reader: Client, schemes: None) -> None:
    agree_all()
    decide(submitted("send-sufficiency"))
    found = {r["what"]: (r["places"], r["approved"], r["free"]) for r in table(reader.get("/places/"), "claims")}
    assert found["2024/25, of no scheme"] == (90, 90, 0)
    assert (found["2024/25, North"], found["2024/25, South"]) == ((30, 30, 0), (20, 20, 0))
    assert found["2023/24"] == (49, 18, 31)


def test_a_new_claim_takes_the_schemes_months_and_an_approved_one_keeps_its_own(schemes: None) -> None:
    agree_all()
    decide(submitted("send-sufficiency"))
    claimed = [b for b in read_projection().inputs.benefits if b.standing == "approved"]
    by_month: dict[date, Decimal] = {}
    for b in claimed:
        by_month[b.opens] = by_month.get(b.opens, Decimal(0)) + b.units
    assert by_month[date(2024, 9, 1)] == 110
    assert by_month[date(2025, 1, 1)] == 30
    assert sum(by_month.values()) == 264


@pytest.mark.parametrize("of", ["scap", "dsg-plan"])
def test_a_file_in_the_shape_of_a_return_never_makes_a_figure_up(reader: Client, of: str) -> None:
    """Without a scheme: what is known is 295 + 224 places, and plans in two of seven kinds of placement."""
    found = rows(reader, "/places/", of)
    if of == "scap":
        assert sum(int(r["Designated places"]) for r in found) == 295
        assert {r["Setting"] for r in found} == {"not known"}
    else:
        known = [r for r in found if r["Plans, January 2026"] != "not known"]
        assert [(r["Group"], r["Plans, January 2026"]) for r in known] == [("All", "1933"), ("All", "554")]
        assert len({r["Sheet"] for r in found}) == 7
        assert {r["Places open, of schemes"] for r in found} <= {"not known", "0"}


def test_scap_gives_a_setting_a_row(reader: Client, schemes: None) -> None:
    found = {r["Scheme"]: r for r in rows(reader, "/places/", "scap")}
    north = found["North"]
    assert (north["Designated places"], north["Filled on census day"], north["Census day"]) == (
        "30",
        "27",
        "2026-01-15",
    )
    assert found["East"]["Planned places, 2026/27 academic year"] == "12"
    assert sum(int(r["Designated places"]) for r in found.values()) == 295


def test_the_plan_has_a_worksheet_for_each_placement_sheet(reader: Client, schemes: None) -> None:
    found = rows(reader, "/places/", "dsg-plan")
    units = [r for r in found if r["Sheet"].startswith("Resourced provision")]
    places = {r["Group"]: (r["Places open, of schemes"], r["Places planned, of schemes"]) for r in units}
    assert (places["All"], places["Autistic Spectrum Disorder"]) == (("30", "12"), ("30", "not known"))
    assert places["Age 5 to 10"] == ("30", "not known")
    post_16 = [r["Group"] for r in found if r["Sheet"].startswith("Post 16") and r["Breakdown"] == "Age group"]
    assert post_16 == ["Age 16 to 19", "Age 20 to 25"]
    book = reader.get("/places/?_export=xlsx&_of=dsg-plan").content
    assert "Resourced provision or SEN Units" not in [text for _, text in xlsx_cells(book, 2).values()]
    assert xlsx_cells(book, 8)["A1"][1] == "Title"
    assert ods_cells(reader.get("/places/?_export=ods&_of=dsg-plan").content, 7)[0][0][1] == "Title"


def test_the_plan_takes_all_seven_sheets_from_an_imported_january(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """January 2025 by sheet, as a national file gives it; January 2026 stays as the council counts it."""
    plans = dict(zip(EhcpPlacement, (1736, 100, 1100, 508, 22, 600, 366), strict=True))
    monkeypatch.setattr(view, "plans_by_placement", lambda _: {2025: plans})
    found = [r for r in rows(reader, "/places/", "dsg-plan") if r["Breakdown"] == "All"]
    assert [r["Plans, January 2025"] for r in found] == ["1736", "100", "1100", "508", "22", "600", "366"]
    assert [r["Plans, January 2026"] for r in found].count("not known") == 5
    assert "Part of 1092 plans in January 2026" in found[1]["Note"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_name_of_a_scheme_becomes_a_formula(reader: Client, text: str) -> None:
    made.scheme(text, 2024, "delivered", 1, 30, **made.NORTH)
    body = reader.get("/places/?_export=csv&_of=scap").content
    assert csv_rows(body)[1][1] == f"'{text}"
    kind, _ = xlsx_cells(reader.get("/places/?_export=xlsx&_of=scap").content)["B2"]
    assert kind == "inlineStr"
    assert ods_cells(reader.get("/places/?_export=ods&_of=scap").content)[1][1][0] == "string"


def test_data_feed_holds_schemes_and_occupancy(reader: Client, schemes: None) -> None:
    found = list(csv.DictReader(io.StringIO(reader.get("/data/schemes.csv").content.decode("utf-8-sig"))))
    assert [(r["scheme_name"], r["places"], r["capital_gbp"]) for r in found] == [
        ("East", "12", "400000"), ("North", "30", "1500000"), ("South", "20", ""),
    ]  # fmt: skip
    body = reader.get("/data/occupancy.csv").content.decode("utf-8-sig")
    assert [r["places_empty"] for r in csv.DictReader(io.StringIO(body))] == ["10", "3", "8"]


def test_a_split_that_no_longer_settles_the_rest_is_not_shown(reader: Client, schemes: None) -> None:
    """113 are printed as secondary and schemes hold 140: of the other 125 nobody knows how many are."""
    made.scheme("Other", 2024, "delivered", 51, 140, **made.SOUTH)
    made.scheme("More", 2025, "delivered", 1, 30, **made.SOUTH)
    page = reader.get("/places/")
    status = page.context["table_2"].rows[0]
    assert (status["primary"], status["secondary"], status["total"]) == (30, 140, 295)
    assert "125 places have no phase yet" in text_of(page)
    unknown = next(r for r in table(page, "phase_by_year") if r["what"] == "No phase known")
    assert unknown["total"] == 125
