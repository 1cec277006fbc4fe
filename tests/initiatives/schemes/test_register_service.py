"""The register's services: places of a tranche go to schemes, move and close, and the counts of Table 2 follow."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection

from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import AuditEntry
from apps.initiatives.models import PlaceScheme, PlaceTranche, SchemeVersion
from apps.initiatives.services.places import change_place_count
from apps.initiatives.vocabulary import Counting, PlaceStatus, SchemeStatus
from tests.fixtures import person
from tests.initiatives.claims.cases import agree_all, submitted
from tests.initiatives.pages import recomputes_asked
from tests.initiatives.schemes.made import AT, OPEN, PLANNED, WHY, changed, counted, numbers, registered, tranche

pytestmark = pytest.mark.usefixtures("report")
ADDITION, PART = Counting.ADDITION, Counting.PART


@pytest.fixture(autouse=True)
def deferred_rules_speak(report):
    yield
    connection.check_constraints()


def test_a_part_takes_numbers_and_leaves_the_count() -> None:
    first, second = registered(), registered("South", replace(OPEN, places=30))
    assert (numbers(first), numbers(second)) == ((1, 12), (13, 42))
    assert counted(2024) == 140
    assert recomputes_asked() == ["North, North School: 12 places, open", "South, South School: 30 places, open"]


def test_an_addition_raises_the_count() -> None:
    scheme = registered(counting=ADDITION)
    assert (numbers(scheme), counted(2024)) == ((141, 152), 152)


def test_an_addition_makes_a_tranche_that_is_missing() -> None:
    content = replace(PLANNED, opening_date=date(2028, 1, 10))
    with pytest.raises(Refused, match="counts no places of 2027/28 as in the pipeline yet"):
        registered(content=content)
    scheme = registered(content=content, counting=ADDITION)
    made = tranche(2027, "pipeline")
    assert (numbers(scheme), counted(2027, "pipeline")) == ((1, 12), 12)
    assert made.counts.get().opening_month == 1
    assert made.source_reference == "The register of schemes"


def test_a_part_is_no_more_than_is_left() -> None:
    registered(content=replace(OPEN, places=135))
    with pytest.raises(Refused, match="counts 140, of which 5 are in no scheme; 12 are more"):
        registered("South")


def test_a_form_sent_twice_makes_one_scheme() -> None:
    key = uuid4()
    assert registered(key=key) == registered(key=key)
    assert PlaceScheme.objects.count() == 1
    with pytest.raises(Refused, match="sent before with other answers"):
        registered("South", key=key)


def test_a_name_stands_once_at_a_setting() -> None:
    registered()
    with pytest.raises(Refused, match="has a scheme “north” already"):
        registered("north")


def test_readers_may_not_register(board_user) -> None:
    with pytest.raises(NotAllowed):
        registered(by=board_user)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"status": SchemeStatus.WITHDRAWN}, "a new scheme cannot be withdrawn"),
        ({"opening_date": date(2026, 9, 1)}, "Opens on: 1 September 2026 is still to come"),
        ({"closing_date": date(2024, 9, 2)}, "is not after 2 September 2024"),
        ({"closing_date": date(2025, 9, 2)}, "2 September 2025 has come. Choose closed"),
        ({"status": SchemeStatus.CLOSED}, "a closed scheme says when it closed"),
        ({"status": SchemeStatus.CLOSED, "closing_date": date(2026, 9, 2)}, "Choose open until then"),
    ],
)
def test_what_does_not_fit_is_refused(content, said) -> None:
    with pytest.raises(Refused, match=said):
        registered(content=replace(OPEN, **content))


def test_opening_moves_its_places_from_the_pipeline() -> None:
    scheme, other = registered(content=PLANNED), registered("South", replace(PLANNED, places=20))
    assert (counted(2026, "pipeline"), counted(2025)) == (128, 60)
    changed(scheme, status=SchemeStatus.OPEN, opening_date=date(2026, 1, 5))
    assert (counted(2026, "pipeline"), counted(2025)) == (116, 72)
    assert numbers(scheme) == (61, 72)
    assert numbers(other) == (13, 32)
    said = "North, North School: 12 → 12 places, commissioned → open, opening 1 September 2026 → 5 January 2026"
    assert recomputes_asked()[-1] == said
    entry = AuditEntry.objects.get(action="Changed a scheme")
    assert (entry.before["status"], entry.after["status"], entry.reason) == ("commissioned", "open", WHY)


def test_schemes_at_the_end_close_up_when_the_count_goes_down() -> None:
    first, last = registered(content=PLANNED), registered("South", replace(PLANNED, places=116))
    changed(first, status=SchemeStatus.OPEN, opening_date=date(2026, 1, 5))
    assert (numbers(last), counted(2026, "pipeline")) == ((1, 116), 116)


def test_an_opening_that_slips_a_year_moves_in_the_pipeline() -> None:
    scheme = registered(content=replace(PLANNED, opening_date=date(2025, 9, 1)))
    changed(scheme, opening_date=date(2026, 9, 1))
    assert (counted(2025, "pipeline"), counted(2026, "pipeline")) == (84, 140)


def test_withdrawn_places_leave_the_pipeline_and_come_back() -> None:
    scheme = registered(content=PLANNED)
    changed(scheme, status=SchemeStatus.WITHDRAWN)
    assert (counted(2026, "pipeline"), numbers(scheme)) == (116, (0, 0))
    changed(scheme, ADDITION, status=SchemeStatus.PROPOSED)
    assert (counted(2026, "pipeline"), numbers(scheme)) == (128, (117, 128))


def test_a_closed_scheme_stays_counted() -> None:
    scheme = registered()
    changed(scheme, status=SchemeStatus.CLOSED, closing_date=date(2025, 8, 31))
    assert (counted(2024), numbers(scheme)) == (140, (1, 12))
    with pytest.raises(Refused, match="a scheme that is closed cannot be withdrawn"):
        changed(scheme, status=SchemeStatus.WITHDRAWN)


@pytest.mark.parametrize(
    ("counting", "places", "count", "held"),
    [(PART, 20, 140, (1, 20)), (ADDITION, 20, 148, (1, 20)), (PART, 8, 140, (1, 8)), (ADDITION, 8, 136, (1, 8))],
)
def test_more_or_fewer_places(counting, places, count, held) -> None:
    scheme = registered()
    changed(scheme, counting, places=places)
    assert (counted(2024), numbers(scheme)) == (count, held)


def test_a_scheme_grows_into_another_place_where_its_neighbour_stands() -> None:
    first, second = registered(), registered("South")
    changed(first, places=20)
    assert (numbers(first), numbers(second)) == ((25, 44), (13, 24))
    third = registered("West", replace(OPEN, places=90))
    changed(first, ADDITION, places=110)
    assert numbers(second)[0] in (1, 13)
    assert counted(2024) == 230
    assert third.held.numbers.upper - 1 <= 230


def test_claimed_places_stay_where_they_are() -> None:
    agree_all()
    scheme = registered()
    claim = submitted("send-sufficiency")
    for change in ({"status": SchemeStatus.COMMISSIONED, "opening_date": date(2026, 9, 1)}, {"places": 8}):
        with pytest.raises(Refused, match=f"{claim.reference} counts places"):
            changed(scheme, ADDITION, **change)
    assert (counted(2024), SchemeVersion.objects.count(), numbers(scheme)) == (140, 1, (1, 12))


def test_excluded_places_stay_counted() -> None:
    scheme = registered(content=replace(OPEN, places=40, opening_date=date(2023, 9, 1)))
    with pytest.raises(Refused, match="would count 9, fewer than the 31 excluded ones"):
        changed(scheme, status=SchemeStatus.COMMISSIONED, opening_date=date(2026, 9, 1))


def test_a_stale_or_empty_change_is_refused() -> None:
    scheme = registered()
    with pytest.raises(Refused, match="Nothing was changed"):
        changed(scheme)
    changed(scheme, places=13)
    with pytest.raises(Stale) as stale:
        changed(scheme, version=1, places=14)
    assert "Places: now 13; you entered 14." in stale.value.differences


def test_a_count_stays_above_what_schemes_hold() -> None:
    registered(content=replace(OPEN, places=50))
    asked = {"opening_month": 9, "reason": WHY, "read_version": 1, "by": person("manager"), "at": AT}
    with pytest.raises(Refused, match="49 is fewer than the 50 that schemes hold"):
        change_place_count(tranche_id=tranche(2024).pk, places=49, **asked)


def test_a_tranche_is_named_by_status_and_year() -> None:
    registered(content=replace(PLANNED, opening_date=date(2029, 5, 1)), counting=ADDITION)
    assert PlaceTranche.objects.filter(financial_year=2029, status=PlaceStatus.PIPELINE).count() == 1
