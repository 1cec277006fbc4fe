"""Children of filled places by list: hashed, counted once, kept by a correction, refused line by line."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.core.models import AuditEntry
from apps.initiatives.models import OccupancyReading, OccupantOrigin, PlaceScheme
from apps.initiatives.selectors.occupancy import readings_of
from apps.initiatives.selectors.occupancy_census import Census
from apps.initiatives.services.schemes.many import Becomes, CensusLine, try_censuses
from apps.initiatives.vocabulary import OriginPlacement
from tests.fixtures import person
from tests.initiatives.claims.sharing import upn
from tests.initiatives.pages import signed_in, text_of
from tests.initiatives.schemes.made import AT, WHY, registered

pytestmark = pytest.mark.usefixtures("report")
INMSS = "Independent or non-maintained special school"
LISTED = f"UPN,Would otherwise be\n{upn(1)},{INMSS}\n{upn(2)},mainstream\n{upn(3)},{INMSS.upper()}\n"


@pytest.fixture
def manager(client: Client) -> Client:
    return signed_in(client, person("manager"))


def sent(text: str = "", **more: str) -> dict[str, Any]:
    body: dict[str, Any] = {"census_date": "2 October 2025", "places": "12", "filled": "9", **more}
    return {**body, "children": SimpleUploadedFile("list.csv", text.encode())} if text else body


def record(client: Client, scheme: PlaceScheme, text: str = "", **more: str) -> Any:
    return client.post(f"/places/schemes/{scheme.pk}/occupancy/", sent(text, **more))


def correct(client: Client, scheme: PlaceScheme, text: str = "", **more: str) -> Any:
    newest = OccupancyReading.objects.filter(scheme=scheme).order_by("-version")[0]
    body = sent(text, **{"reason": WHY, "version": str(newest.version), **more})
    return client.post(f"/places/schemes/{scheme.pk}/occupancy/{newest.pk}/correct/", body)


def origins(scheme: PlaceScheme) -> dict[OriginPlacement, int]:
    return dict(readings_of(scheme.pk)[0].origins)


def hashes(version: int) -> set[tuple[str, str]]:
    return set(OccupantOrigin.objects.filter(reading__version=version).exclude(child_key="").values_list(
        "child_key", "placement"
    ))  # fmt: skip


def test_a_list_is_counted_with_the_numbers_and_no_pupil_number_is_kept(manager: Client) -> None:
    scheme = registered()
    assert record(manager, scheme, LISTED, origin_ap="1").status_code == 302
    assert origins(scheme) == {OriginPlacement.INMSS: 2, OriginPlacement.MAINSTREAM: 1, OriginPlacement.AP: 1}
    assert len(hashes(1)) == 3
    assert all(key.startswith("child:") for key, _ in hashes(1))
    told = AuditEntry.objects.get(action="Recorded occupancy")
    for number in (1, 2, 3):
        assert upn(number) not in str(told.after)
        assert not OccupantOrigin.objects.filter(child_key__contains=upn(number)).exists()
    assert record(manager, scheme, LISTED, origin_ap="1").status_code == 302
    assert OccupancyReading.objects.count() == 1


def test_a_correction_keeps_the_listed_children(manager: Client) -> None:
    scheme = registered()
    record(manager, scheme, LISTED)
    newest = OccupancyReading.objects.get()
    page = text_of(manager.get(f"/places/schemes/{scheme.pk}/occupancy/{newest.pk}/correct/"))
    assert "The reading holds 3 by hash, and keeps them where no file is sent." in page
    assert correct(manager, scheme, filled="10").status_code == 302
    assert hashes(2) == hashes(1)
    assert correct(manager, scheme, f"{upn(4)},elsewhere").status_code == 302
    assert origins(scheme) == {OriginPlacement.ELSEWHERE: 1}
    assert correct(manager, scheme, without_children="on", origin_no_cost="2").status_code == 302
    assert hashes(4) == set()
    assert origins(scheme) == {OriginPlacement.NO_COST: 2}


def test_a_correction_counts_the_kept_children_against_the_filled_places(manager: Client) -> None:
    scheme = registered()
    record(manager, scheme, LISTED)
    answer = correct(manager, scheme, filled="2")
    assert answer.status_code == 422
    assert "3 children are more than the 2 filled places" in text_of(answer)


def test_a_child_fills_one_place_on_a_day(manager: Client) -> None:
    north, south = registered(), registered("South")
    record(manager, north, LISTED)
    answer = record(manager, south, f"{upn(2)},local\n{upn(9)},local")
    assert answer.status_code == 422
    assert "Children: 1 child of the list fills a place of North on the same day." in text_of(answer)
    assert upn(2) not in answer.content.decode()
    assert record(manager, south, f"{upn(2)},local", census_date="15 January 2026").status_code == 302
    correct(manager, north, f"{upn(1)},inmss")
    assert record(manager, south, f"{upn(2)},local").status_code == 302


def test_a_spreadsheet_leaves_listed_children_alone(manager: Client) -> None:
    scheme = registered()
    record(manager, scheme, LISTED)
    numbers = {OriginPlacement.INMSS: 2, OriginPlacement.MAINSTREAM: 1}
    lines = [
        CensusLine(scheme=scheme.pk, census=Census(date(2025, 10, 2), 12, filled, numbers), reason=WHY)
        for filled in (9, 8)
    ]
    same, other = (try_censuses([one], by=person("manager"), at=AT)[0] for one in lines)
    assert (same.becomes, other.becomes) == (Becomes.SAME, Becomes.REFUSED)
    assert "holds 3 of its children by a list." in other.refusal
    assert OccupancyReading.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{upn(1)},inmss\nABC,inmss", "Line 2 is not a unique pupil number. Check its thirteen characters."),
        (f"{upn(1)},inmss\n{upn(1)},ap", "Line 2 repeats the child of line 1."),
        (f"{upn(1)},Hogwarts", "Line 1: its second column names no placement. Write one of: Independent"),
        (f"{upn(1)}", "Line 1: its second column names no placement."),
        (f"{upn(1)},inmss,more", "Line 1 has more than two columns."),
        ("UPN,Placement\n", "The list holds 0 children."),
        ("\n".join(f"{upn(n)},ap" for n in range(10)), "10 children are more than the 9 filled places."),
        ('"', "Line 1 cannot be read."),
    ],
)
def test_a_bad_list_is_refused_and_names_no_child(manager: Client, text: str, said: str) -> None:
    answer = record(manager, registered(), text)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert upn(1) not in answer.content.decode()
    assert not OccupancyReading.objects.exists()


def test_a_list_under_another_key_is_refused(manager: Client, settings: Any) -> None:
    scheme, other = registered(), registered("South")
    record(manager, scheme, LISTED)
    settings.CHILD_KEY = "another key of more than thirty-two characters"
    answer = record(manager, other, f"{upn(5)},ap")
    assert answer.status_code == 422
    assert "Ask the administrator to restore it." in text_of(answer)
