"""Schemes and census days from spreadsheets: templates go round, every row is tried and shown, all or nothing."""

import csv
import io
import re
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.initiatives.forms import occupancy_rows, scheme_rows
from apps.initiatives.models import OccupancyReading, PlaceCount, PlaceScheme, SchemeVersion
from tests.fixtures import person
from tests.initiatives.pages import recomputes_asked, signed_in, text_of
from tests.initiatives.schemes.made import OPEN, WHY, changed, counted, read, registered

pytestmark = pytest.mark.usefixtures("report")
SCHEMES, OCCUPANCY = "/places/schemes/upload/", "/places/schemes/occupancy/upload/"
NORTH = dict(zip(scheme_rows.COLUMNS, (
    "SEND Sufficiency Programme", "North School", "North", "Resourced provision", "Primary",
    "Autistic spectrum disorder", "12", "Open", "2024-09-02", "2 September 2024", "", "600000.00", "Capital", "",
    "Cabinet, 3 March 2024", "", "",
), strict=True))  # fmt: skip
FULL = dict.fromkeys(occupancy_rows.COLUMNS, "") | {
    "Programme": "SEND Sufficiency Programme", "School or site": "North School", "Scheme": "North",
    "Census day": "2 October 2025", "Places open": "12", "Filled": "9", "Otherwise: Alternative provision": "3",
}  # fmt: skip


@pytest.fixture
def manager() -> Client:
    return signed_in(Client(), person("manager"))


def row(base: dict[str, str], **changes: str) -> dict[str, str]:
    return {**base, **{name.replace("_", " "): value for name, value in changes.items()}}


def upload(client: Client, url: str, *rows: dict[str, str]) -> Any:
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return client.post(url, {"sheet": SimpleUploadedFile("a.csv", out.getvalue().encode())})


def confirm(client: Client, url: str, preview: Any) -> Any:
    found = re.search(r'name="checked" value="([^"]+)"', preview.content.decode())
    assert found, text_of(preview)
    return client.post(f"{url}confirm/", {"checked": found[1]}, follow=True)


def test_schemes_are_shown_then_saved_once(manager: Client) -> None:
    south = row(NORTH, School_or_site="South School", Scheme="South", Places="30", Counted="Addition")
    preview = upload(manager, SCHEMES, NORTH, south)
    assert preview.status_code == 200
    assert "2 rows read: 2 new, 0 in a new version, 0 there already, 0 refused. Nothing is saved yet." in text_of(
        preview
    )
    assert not PlaceScheme.objects.exists()
    assert recomputes_asked() == []
    answer = confirm(manager, SCHEMES, preview)
    assert answer.redirect_chain == [("/places/schemes/", 302)]
    assert "2 schemes entered, 0 changed; 0 were there already." in text_of(answer)
    assert counted(2024) == 170
    again = confirm(manager, SCHEMES, preview)
    assert "0 schemes entered, 0 changed; 2 were there already." in text_of(again)
    assert (PlaceScheme.objects.count(), SchemeVersion.objects.count()) == (2, 2)


def test_the_template_goes_round(manager: Client) -> None:
    registered()
    registered("South", replace(OPEN, capital_cost=None, capital_source=None, places=3))
    body = manager.get(SCHEMES + "?_export=csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert list(rows[0]) == list(scheme_rows.COLUMNS)
    said = text_of(upload(manager, SCHEMES, *rows))
    assert "2 rows read: 0 new, 0 in a new version, 2 there already, 0 refused. There is nothing to save." in said
    assert "1 of the template’s rows were left empty" in said


def test_a_changed_row_needs_a_reason_and_becomes_a_version(manager: Client) -> None:
    registered()
    fewer = row(NORTH, Places="10")
    refused = upload(manager, SCHEMES, fewer)
    assert refused.status_code == 422
    said = text_of(refused)
    assert "Row 2 Why it is changed (empty) version 1 stands already with another content. Say why" in said
    preview = upload(manager, SCHEMES, row(fewer, Why_it_is_changed=WHY))
    assert "1 in a new version" in text_of(preview)
    assert "In the file Row 2 North School: North Places 12 10 Save the schemes" in text_of(preview)
    assert "0 schemes entered, 1 changed" in text_of(confirm(manager, SCHEMES, preview))
    assert SchemeVersion.objects.get(version=2).reason == WHY


def test_rows_are_tried_in_order_so_that_the_last_finds_no_room(manager: Client) -> None:
    rows = [row(NORTH, Scheme=f"Phase {n}", Places="50") for n in range(3)]
    answer = upload(manager, SCHEMES, *rows)
    assert answer.status_code == 422
    said = text_of(answer)
    assert "2 new, 0 in a new version, 0 there already, 1 refused" in said
    assert "Row 4 Places 50 Delivered 2024/25 counts 140, of which 40 are in no scheme; 50 are more." in said
    assert not PlaceScheme.objects.exists()


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("Programme", "Another", "“Another” is not one of:"),
        ("Phase", "Nursery", "“Nursery” is not one of: Early years, Primary, Secondary, Post-16. Choose one."),
        ("Places", "twelve", "“twelve” is not a whole number."),
        ("Opens on", "31/31/2024", "“31/31/2024” is not a day."),
        ("Opens on", "1 May 2090", "1 May 2090 is still to come."),
        ("Closes on", "1 May 2024", "is not after 2 September 2024"),
        ("Status", "Withdrawn", "a new scheme cannot be withdrawn."),
        ("Who pays the capital", "", "Give the capital cost and who pays it, or neither."),
        ("Scheme", "Child A123456789012", "looks like a unique pupil number"),
        ("Source", "", "Say which paper or record says so."),
        ("Counted", "Half", "“Half” is not one of: Part, Addition."),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_saved(manager: Client, column: str, value: str, said: str) -> None:
    other = row(NORTH, Scheme="Other")
    answer = upload(manager, SCHEMES, other, {**NORTH, column: value})
    assert answer.status_code == 422
    shown = value or "(empty)"
    page = text_of(answer)
    assert f"Row 3 {column} {shown} " in page
    assert said in page
    assert 'name="checked"' not in answer.content.decode()
    assert not PlaceScheme.objects.exists()


def test_the_same_scheme_twice_is_refused(manager: Client) -> None:
    said = text_of(upload(manager, SCHEMES, NORTH, row(NORTH, Scheme="NORTH")))
    assert "The same scheme stands in row 2. Keep one." in said


def test_what_changed_meanwhile_is_shown_again(manager: Client) -> None:
    scheme = registered()
    preview = upload(manager, SCHEMES, row(NORTH, Places="10", Why_it_is_changed=WHY))
    changed(scheme, places=11)
    answer = confirm(manager, SCHEMES, preview)
    assert answer.status_code == 409
    assert "It changed while you were reading" in text_of(answer)
    assert SchemeVersion.objects.count() == 2


def test_another_person_cannot_confirm(manager: Client) -> None:
    preview = upload(manager, SCHEMES, NORTH)
    found = re.search(r'name="checked" value="([^"]+)"', preview.content.decode())
    assert found
    finance = signed_in(Client(), person("finance"))
    assert finance.post(f"{SCHEMES}confirm/", {"checked": found[1]}).status_code == 422
    assert not PlaceScheme.objects.exists()


def test_too_many_rows_are_refused_before_they_are_tried(manager: Client) -> None:
    answer = upload(manager, SCHEMES, *[row(NORTH, Scheme=f"Phase {n}") for n in range(501)])
    assert answer.status_code == 422
    assert "It holds more than 500 rows. Split it into smaller files." in text_of(answer)


def test_census_days_are_shown_then_saved_once(manager: Client) -> None:
    registered()
    preview = upload(manager, OCCUPANCY, FULL)
    assert not OccupancyReading.objects.exists()
    assert "1 census day entered, 0 changed" in text_of(confirm(manager, OCCUPANCY, preview))
    assert "0 census days entered" in text_of(confirm(manager, OCCUPANCY, preview))
    assert OccupancyReading.objects.get().origins.get().number == 3
    fixed = row(FULL, Filled="10")
    assert "Say why it is changed." in text_of(upload(manager, OCCUPANCY, fixed))
    fixed = row(fixed, Why_it_is_corrected=WHY) | {"Otherwise: Alternative provision": "4"}
    preview = upload(manager, OCCUPANCY, fixed)
    said = text_of(preview)
    assert "Row 2 North School: North Filled 9 10 Row 2 North School: North Alternative provision 3 4 Save" in said
    assert "0 census days entered, 1 changed" in text_of(confirm(manager, OCCUPANCY, preview))


def test_the_template_of_occupancy_has_a_row_for_each_open_scheme(manager: Client) -> None:
    read(registered())
    body = manager.get(OCCUPANCY + "?_export=csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert [(r["Scheme"], r["Places open"], r["Filled"]) for r in rows] == [("North", "12", "")]
    assert "1 of the template’s rows were left empty" in text_of(upload(manager, OCCUPANCY, *rows))


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("Scheme", "South", "The register has no scheme of this programme, site and name."),
        ("Census day", "2 October 2090", "is still to come."),
        ("Filled", "13", "13 is more than the 12 places of that day."),
        ("Filled", "2", "3 children are more than the 2 filled places."),
        ("Places open", "0", "“0” is not between 1 and 5,000."),
        ("Otherwise: Alternative provision", "a few", "“a few” is not a whole number."),
    ],
)
def test_a_wrong_census_cell_is_named(manager: Client, column: str, value: str, said: str) -> None:
    registered()
    answer = upload(manager, OCCUPANCY, {**FULL, column: value})
    assert answer.status_code == 422
    page = text_of(answer)
    assert f"Row 2 {column} {value} " in page
    assert said in page
    assert not OccupancyReading.objects.exists()


def test_a_trial_leaves_nothing(manager: Client) -> None:
    before = PlaceCount.objects.count()
    upload(manager, SCHEMES, row(NORTH, Counted="Addition"))
    assert (PlaceCount.objects.count(), recomputes_asked()) == (before, [])
