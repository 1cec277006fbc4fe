"""The register's pages: empty, full, narrowed, exported; a scheme entered, changed, refused, stale, sent twice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from apps.core.models import AuditEntry
from apps.initiatives.models import PlaceScheme, SchemeVersion
from apps.initiatives.vocabulary import Counting, OriginPlacement, PrimaryNeed, SchemePhase, SchemeStatus
from tests.fixtures import person
from tests.initiatives.claims.cases import agree_all, submitted
from tests.initiatives.pages import queries, recomputes_asked, signed_in, text_of
from tests.initiatives.schemes.made import OPEN, PLANNED, WHY, changed, counted, read, registered

pytestmark = pytest.mark.usefixtures("report")
LIST, ADD = "/places/schemes/", "/places/schemes/add/"
SENT: dict[str, Any] = {
    "initiative": "send-sufficiency", "name": "North", "setting": "North School", "provision": "satellite",
    "phase": "primary", "need": "asd", "places": "12", "status": "open", "commissioned_date": "2 September 2024",
    "opening_date": "6 January 2025", "closing_date": "", "capital_cost": "600,000", "capital_source": "capital",
    "commissioning_round": "Round 1", "source_reference": "Cabinet, 3 March 2024", "counting": "part",
}  # fmt: skip
CHANGE = {n: v for n, v in SENT.items() if n != "initiative"} | {"reason": WHY, "version": "1"}


@pytest.fixture
def manager(client: Client) -> Client:
    return signed_in(client, person("manager"))


def sent(**changes: str) -> dict[str, Any]:
    return {**SENT, "key": str(uuid4()), **changes}


def test_an_empty_register_says_what_to_do(manager: Client, board_user: Any) -> None:
    page = text_of(manager.get(LIST))
    assert "No scheme is entered yet: the council’s report counts places by year and names no school." in page
    assert "of 140 places of 2024/25 (delivered), 0." in page
    assert "Enter a scheme" in page
    reader = text_of(signed_in(Client(), board_user).get(LIST))
    assert "SEND managers and finance officers enter them." in reader
    assert "Upload a spreadsheet" not in reader


def test_a_scheme_is_entered_said_and_shown(manager: Client) -> None:
    answer = manager.post(ADD, sent(), follow=True)
    scheme = PlaceScheme.objects.get()
    assert answer.redirect_chain == [(f"/places/schemes/{scheme.pk}/", 302)]
    page = text_of(answer)
    assert f"North at North School is saved (reference: scheme {scheme.pk}, version 1)" in page
    assert "Slippage 4 months later than commissioned" in page
    assert "Capital a place £50,000" in page
    assert "Counted in Table 2 as Delivered 2024/25, places 1 to 12" in page
    listed = text_of(manager.get(LIST))
    assert "1 scheme is entered: 12 places delivered and 0 in the pipeline." in listed
    assert "of 60 places" not in listed
    assert "12 are itemised" in listed
    assert recomputes_asked() == ["North, North School: 12 places, open"]


def test_a_form_sent_twice_makes_one_scheme(manager: Client) -> None:
    body = sent()
    first, second = manager.post(ADD, body), manager.post(ADD, body)
    assert first.headers["location"] == second.headers["location"]
    assert PlaceScheme.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Name of the scheme: Name the scheme."),
        ({"setting": "School of A123456789012"}, "looks like a unique pupil number"),
        ({"places": "0"}, "Places: “0” is not between 1 and 5,000."),
        ({"provision": "barn"}, "“barn” is not a type of provision of the list."),
        ({"need": ""}, "Primary need: Choose a primary need."),
        ({"opening_date": "31 June 2025"}, "“31 June 2025” is not a day."),
        ({"opening_date": ""}, "Enter the day on which it opens or opened"),
        ({"opening_date": "1 May 2090"}, "1 May 2090 is still to come"),
        ({"capital_source": ""}, "Give the capital cost and who pays it, or neither."),
        ({"capital_cost": "lots"}, "Capital cost, £: “lots” is not an amount"),
        ({"status": "closed"}, "a closed scheme says when it closed"),
        ({"status": "withdrawn"}, "a new scheme cannot be withdrawn"),
        ({"places": "141"}, "counts 140, of which 140 are in no scheme; 141 are more"),
        ({"source_reference": "\u200b"}, "There are no words in it."),
        ({"key": "x"}, "The page has lost track of this form."),
        ({"initiative": "nothing"}, "“nothing” is not a programme of the list."),
    ],
)
def test_a_bad_scheme_names_field_value_and_remedy(manager: Client, changes: dict[str, str], said: str) -> None:
    answer = manager.post(ADD, sent(**changes))
    assert answer.status_code == 422
    page = text_of(answer)
    assert said in page
    assert page.strip().startswith("Error: ")
    assert "Cabinet, 3 March 2024" in answer.content.decode() or "source_reference" in changes
    assert not PlaceScheme.objects.exists()


def test_a_change_is_a_version_and_moves_the_counts(manager: Client) -> None:
    scheme = registered(content=PLANNED)
    url = f"/places/schemes/{scheme.pk}/"
    answer = manager.post(f"{url}change/", {**CHANGE, "opening_date": "5 January 2026"}, follow=True)
    assert answer.redirect_chain == [(url, 302)]
    page = text_of(answer)
    assert "version 2). Figures that rest on it are being recomputed" in page
    assert "Status Commissioned → Open" in page
    assert WHY in page
    assert (counted(2026, "pipeline"), counted(2025)) == (116, 72)
    again = manager.post(f"{url}change/", {**CHANGE, "opening_date": "5 January 2026"})
    assert (again.status_code, SchemeVersion.objects.count()) == (302, 2)


def test_a_stale_change_gets_the_differences_and_keeps_the_words(manager: Client) -> None:
    scheme = registered()
    changed(scheme, places=14)
    answer = manager.post(f"/places/schemes/{scheme.pk}/change/", {**CHANGE, "places": "16"})
    assert answer.status_code == 409
    page = text_of(answer)
    assert "Places: now 14; you entered 16." in page
    assert WHY in page
    assert 'name="version" value="2"' in answer.content.decode()
    assert manager.post(f"/places/schemes/{scheme.pk}/change/", {**CHANGE, "version": "2"}).status_code == 302


def test_claimed_places_are_named_in_the_refusal_and_on_the_page(manager: Client) -> None:
    agree_all()
    scheme = registered()
    claim = submitted("send-sufficiency")
    page = text_of(manager.get(f"/places/schemes/{scheme.pk}/"))
    assert f"{claim.reference} Submitted 12 0" in page
    answer = manager.post(f"/places/schemes/{scheme.pk}/change/", {**CHANGE, "places": "4"})
    assert answer.status_code == 422
    assert f"{claim.reference} counts places 5 to 12" in text_of(answer)


def test_the_list_is_narrowed_sorted_and_exported(manager: Client) -> None:
    registered()
    registered("South", replace(OPEN, places=30, phase=SchemePhase.SECONDARY, need=PrimaryNeed.SEMH))
    registered("East", PLANNED)
    assert "30" in text_of(manager.get(LIST + "?search=south+school"))
    for query, names in (
        ("?phase=secondary", ["South"]),
        ("?status=commissioned", ["East"]),
        ("?need=asd&year=2024-25", ["North"]),
        ("?sort=-places", ["South", "East", "North"]),
        ("?search=nothing", []),
        ("?status=strange&phase=secondary", ["South"]),
    ):
        answer = manager.get(LIST + query)
        assert [r.name for r in answer.context["table"].records] == names, query
    rows = manager.get(LIST + "?phase=primary&_export=csv&_of=schemes").content.decode("utf-8-sig").splitlines()
    assert "North School" in rows[2] or any("North School" in row for row in rows)
    assert not any("South School" in row for row in rows)
    assert "In all" in text_of(manager.get(LIST))


def test_a_scheme_is_renamed_once_and_its_history_tells(manager: Client) -> None:
    scheme, _ = registered(), registered("South")
    url = f"/places/schemes/{scheme.pk}/"
    start = manager.get(f"{url}change/").context["form"].initial
    assert (start["name"], start["setting"]) == ("North", "North School")
    body = {n: v for n, v in start.items() if v is not None} | {"name": "Base", "reason": WHY}
    before = len(recomputes_asked())
    page = text_of(manager.post(f"{url}change/", body, follow=True))
    assert f"Base at North School is saved (reference: scheme {scheme.pk}, version 2)" in page
    assert "Changed: its name" in page
    assert f"Was called North, North School. {WHY}" in page
    assert len(recomputes_asked()) == before + 1
    assert manager.post(f"{url}change/", body).status_code == 302
    told = AuditEntry.objects.get(action="Changed a scheme")
    assert (told.before["name"], told.after["name"]) == ("North", "Base")
    taken = manager.post(f"{url}change/", body | {"name": "SOUTH", "setting": "South School", "version": "2"})
    assert taken.status_code == 422
    assert "South School has a scheme “SOUTH” already." in text_of(taken)
    assert SchemeVersion.objects.filter(scheme=scheme).count() == 2
    case = manager.post(f"{url}change/", body | {"name": "BASE", "version": "2"})
    assert case.status_code == 302
    assert PlaceScheme.objects.get(pk=scheme.pk).name == "BASE"


@pytest.mark.parametrize("role", ["board", "admin", "adviser"])
def test_readers_may_look_and_not_change(client: Client, role: str) -> None:
    scheme = registered()
    reading = read(scheme, origins={OriginPlacement.INMSS: 2})
    user = person(role)
    may = user.has_perm("initiatives.add_placecount")
    signed_in(client, user)
    url = f"/places/schemes/{scheme.pk}/"
    assert ("Change this scheme" in text_of(client.get(url))) == may
    for path in (ADD, f"{url}change/", f"{url}occupancy/", f"{url}occupancy/{reading.pk}/correct/"):
        assert (client.get(path).status_code == 200) == may, path
        assert (client.post(path, {}).status_code == 403) != may, path


@pytest.mark.parametrize("rest", ["0/", "99999999999999999999/", "0/change/", "0/occupancy/", "0/occupancy/1/correct/"])
def test_what_is_not_there_is_not_found(manager: Client, rest: str) -> None:
    assert manager.get(LIST + rest).status_code == 404


def test_a_reading_of_another_scheme_is_not_found(manager: Client) -> None:
    reading = read(registered())
    other = registered("South")
    assert manager.get(f"/places/schemes/{other.pk}/occupancy/{reading.pk}/correct/").status_code == 404


def test_history_pages_tell_what_happened(manager: Client) -> None:
    scheme = registered()
    changed(scheme, capital_cost=Decimal(700_000), status=SchemeStatus.CLOSED, closing_date=date(2025, 8, 31))
    page = text_of(manager.get(f"/history/scheme/{scheme.pk}/"))
    assert "Changed a scheme" in page
    assert "£700,000" in page


def test_query_count_is_constant(manager: Client) -> None:
    first = registered()
    read(first)
    before = queries(manager, LIST), queries(manager, f"{LIST}{first.pk}/")
    for number in range(6):
        read(registered(f"School {number}"))
        read(first, date(2025, 1, 10 + number))
    assert (queries(manager, LIST), queries(manager, f"{LIST}{first.pk}/")) == before


def test_a_scheme_whose_day_has_passed_unopened_says_how_it_is_worked(manager: Client) -> None:
    late = registered("Late", replace(PLANNED, opening_date=date(2026, 3, 1), commissioned_date=None))
    page = text_of(manager.get(f"/places/schemes/{late.pk}/"))
    assert "Its day has passed and it is not called open: the projection works with the same month a year on" in page
    coming = registered("Coming", replace(PLANNED, opening_date=date(2099, 9, 1)), Counting.ADDITION)
    assert "Its day has passed" not in text_of(manager.get(f"/places/schemes/{coming.pk}/"))
