"""Schemes that closed, went back or were withdrawn, and places of no known phase: none counts as open."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from apps.board.charts import place_breakdown, place_demand
from apps.board.facts import Facts
from apps.core.errors import Refused
from apps.core.models import User
from apps.core.periods import FinancialYear
from apps.deficit.selectors.measured import measured
from apps.initiatives.models import PlaceScheme
from apps.initiatives.selectors.places import tranches
from apps.initiatives.services.places import change_place_count
from apps.initiatives.vocabulary import Counting, PlaceStatus, SchemeStatus
from tests.fixtures import person
from tests.initiatives.claims.cases import agree_all, submitted
from tests.initiatives.pages import text_of
from tests.initiatives.schemes.made import AT, OPEN, PLANNED, WHY, changed, counted, read, registered, tranche

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report")]


@pytest.fixture
def reader(client: Client, board_user: User) -> Client:
    client.force_login(board_user)
    return client


@pytest.fixture
def read_one() -> PlaceScheme:
    scheme = registered()
    read(scheme, filled=2)
    return scheme


def rows(table: Any) -> dict[str, dict[str, Any]]:
    return {next(iter(row.values())): row for row in table.rows}


def test_an_open_scheme_is_read_with_its_cost_and_what_it_covers(reader: Client, read_one: PlaceScheme) -> None:
    page = text_of(reader.get("/places/occupancy/"))
    said = "2 of 12 places that were counted on 2 October 2025 are filled; 10 are empty, which cost £100,000"
    assert f"{said} in a full year. They are of 1 scheme; the register counts 264 places in place." in page


@pytest.mark.parametrize(
    "change",
    [
        {"status": SchemeStatus.CLOSED, "closing_date": date(2025, 12, 31)},
        {"status": SchemeStatus.COMMISSIONED, "opening_date": date(2027, 9, 1)},
    ],
)
def test_a_scheme_that_is_not_open_is_neither_full_nor_empty(
    reader: Client, read_one: PlaceScheme, change: dict[str, Any]
) -> None:
    changed(read_one, **change)
    page = reader.get("/places/occupancy/")
    assert "No open scheme’s occupancy has been read yet" in text_of(page)
    assert len(page.context["chart"].table.rows) == 1, "the census day stays"
    assert measured() is None
    assert reader.get("/how/empty-places-cost/").status_code == 404


def test_a_scheme_whose_last_day_has_come_is_not_in_place() -> None:
    scheme = registered()
    assert sum(t.in_place for t in tranches() if t.status == PlaceStatus.DELIVERED) == 264
    scheme.versions.model.objects.create(
        **{**OPEN.values(), "closing_date": date(2026, 3, 31)}, scheme=scheme, version=2, reason=WHY, recorded_at=AT,
        recorded_by=person("manager"),
    )  # fmt: skip
    assert sum(t.in_place for t in tranches() if t.status == PlaceStatus.DELIVERED) == 252
    assert Facts().open_by_phase(PlaceStatus.DELIVERED) != Facts().by_phase(PlaceStatus.DELIVERED)


def test_capital_counts_no_withdrawn_scheme_and_every_free_one(reader: Client) -> None:
    registered()
    registered("Free", type(OPEN)(**{**OPEN.values(), "capital_cost": Decimal(0), "capital_source": "capital"}))
    gone = registered("East", PLANNED)
    assert rows(reader.get("/places/capital/").context["table"])["Schemes with a capital cost"]["places"] == 36
    changed(gone, status=SchemeStatus.WITHDRAWN)
    found = rows(reader.get("/places/capital/").context["table"])
    assert "East" not in found
    whole = found["Schemes with a capital cost"]
    assert (whole["capital"], whole["places"], whole["each"]) == (Decimal(600_000), 24, Decimal(25_000))


def test_a_census_counts_no_more_places_than_the_scheme_ever_had(read_one: PlaceScheme) -> None:
    with pytest.raises(Refused, match=r"North never had more than 12. Enter 12 or fewer"):
        read(read_one, date(2026, 1, 15), 400, 400)
    changed(read_one, Counting.ADDITION, places=20)
    assert read(read_one, date(2026, 1, 15), 20, 20).places == 20


def test_a_count_keeps_what_claims_name() -> None:
    agree_all()
    claim = submitted("send-sufficiency")
    asked: dict[str, Any] = {"opening_month": 9, "reason": WHY, "read_version": 1, "by": person("manager"), "at": AT}
    with pytest.raises(Refused, match=f"{claim.reference} counts places from 21 on of .* so they stay"):
        change_place_count(tranche_id=tranche(2024).pk, places=20, **asked)
    assert counted(2024) == 140


def test_the_exclusion_of_a_year_stays_where_it_was(reader: Client) -> None:
    """31 of the 49 of 2023/24 are left out: a scheme that adds twelve counts all twelve, and North eighteen."""
    early = {"opening_date": date(2023, 4, 3), "commissioned_date": None}
    registered("North", type(OPEN)(**{**OPEN.values(), **early, "places": 40}))
    registered("South", type(OPEN)(**{**OPEN.values(), **early}), Counting.ADDITION)
    [found] = [t for t in tranches() if t.financial_year == FinancialYear(2023)]
    assert {p.held.name if p.held else "": p.counted for p in found.parts} == {"": 0, "North": 18, "South": 12}


def test_the_phases_add_up_to_all_of_their_status() -> None:
    change_place_count(
        tranche_id=tranche(2024).pk,
        places=160,
        opening_month=9,
        reason=WHY,
        read_version=1,
        by=person("manager"),
        at=AT,
    )
    grown = registered()
    changed(grown, Counting.ADDITION, places=20)
    parts = 0
    for row in place_breakdown.phase_by_year(Facts()).rows:
        if row.get("_kind") == "subtotal":
            assert row["total"] == parts, row["what"]
            parts = 0
        elif row.get("_kind") != "group":
            parts += row["total"]
    assert parts == 0


def test_nothing_is_said_of_a_phase_that_nobody_knows(reader: Client) -> None:
    registered("East", type(OPEN)(**{**PLANNED.values(), "phase": "secondary"}))
    page = text_of(reader.get("/places/demand/"))
    title = place_demand.capacity_chart(place_demand.capacity(Facts())).title
    assert title == "The pipeline adds no place known to be for early years and primary"
    assert "Of 212 places in the pipeline no phase is known" in page
