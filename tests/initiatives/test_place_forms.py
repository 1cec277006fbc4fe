"""Changing places and exclusions in the browser: saved, refused, stale, sent twice, not allowed."""

from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.utils import timezone

from apps.core.errors import NotAllowed, Stale
from apps.core.models import AuditEntry
from apps.initiatives.models import PlaceCount, PlaceExclusion, PlaceTranche
from apps.initiatives.services.places import change_exclusion, change_place_count
from tests.initiatives.pages import queries, recomputes_asked, signed_in, text_of

WHY = "Counted again after the site visit."


@pytest.fixture
def tranche(report: None) -> PlaceTranche:
    return PlaceTranche.objects.get(financial_year="2023-24", status="delivered")


@pytest.fixture
def manager(client: Client, manager_user: AbstractUser) -> Client:
    return signed_in(client, manager_user)


def url(tranche: PlaceTranche, rest: str = "") -> str:
    return f"/places/tranche/{tranche.pk}/{rest}"


def sent(**changes: object) -> dict[str, object]:
    return {"places": "50", "opening_month": "9", "reason": WHY, "version": "1", **changes}


def counts(tranche: PlaceTranche) -> list[int]:
    return list(PlaceCount.objects.filter(tranche=tranche).order_by("version").values_list("places", flat=True))


def test_form_shows_what_stands(manager: Client, tranche: PlaceTranche) -> None:
    response = manager.get(url(tranche))
    page = text_of(response)
    assert "holds 49 places, 18 of them counted, opening in September: 7 months of 12" in page
    assert "31 places, inferred" in page
    assert "The council’s report" in page
    assert response.context["form"].initial == {"places": 49, "opening_month": 9, "version": 1}


def test_a_change_is_saved_said_and_recomputed(manager: Client, tranche: PlaceTranche) -> None:
    response = manager.post(url(tranche), sent(places="1,050", opening_month="1"), follow=True)
    assert response.redirect_chain == [("/places/", 302)]
    page = text_of(response)
    assert "Delivered 2023/24: 1,050 places opening in January saved (reference: places" in page
    assert "version 2). The figures are being recomputed" in page
    assert counts(tranche) == [49, 1050]
    assert recomputes_asked() == ["Delivered 2023/24: 49 → 1050 places"]
    assert AuditEntry.objects.get(action="Changed places").reason == WHY
    history = text_of(manager.get(url(tranche)))
    assert "1,050 places, opening in January Version 2 SEND manager" in history
    assert WHY in history


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"places": ""}, "Places: Enter the number of places, such as 140."),
        ({"places": "-1"}, "Places: “-1” is not a whole number. Enter digits only, such as 140."),
        ({"places": "12.5"}, "Places: “12.5” is not a whole number."),
        ({"places": "9999"}, "Places: “9999” is not between 0 and 5,000."),
        ({"places": "many"}, "Places: “many” is not a whole number."),
        ({"opening_month": "13"}, "Opening month: “13” is not a month of the list."),
        ({"opening_month": ""}, "Opening month: Choose the month"),
        ({"reason": "  "}, "Why it changes: Say why, in a sentence."),
        ({"reason": "short"}, "Why it changes: Say why in a sentence of at least 10 characters; this has 5."),
        ({"reason": "x" * 501}, "Use 500 characters at most; this has 501."),
        ({"reason": "nul \x00 in it, and long"}, "Why it changes: Null characters are not allowed."),
        ({"version": "x"}, "The page has lost track of what you read."),
        ({"version": ""}, "The page has lost track of what you read."),
        ({"version": "99999999"}, "The page has lost track of what you read."),
        ({"places": "30"}, "30 is fewer than the 31 that are excluded. Reduce the exclusion first."),
        ({"places": "49"}, "Nothing was changed"),
    ],
)
def test_a_bad_change_names_field_value_and_remedy(
    manager: Client, tranche: PlaceTranche, changes: dict[str, str], said: str
) -> None:
    response = manager.post(url(tranche), sent(**changes))
    assert response.status_code == 422
    page = text_of(response)
    assert "There is a problem" in page
    assert said in page
    assert page.strip().startswith("Error: ")
    assert counts(tranche) == [49]
    if "reason" not in changes:
        assert WHY in page


def test_each_error_is_tied_to_its_field(manager: Client, tranche: PlaceTranche) -> None:
    page = manager.post(url(tranche), sent(places="x")).content.decode()
    assert 'href="#id_places"' in page
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_places_helptext id_places_error"' in page


def test_a_stale_change_gets_the_differences_and_keeps_the_words(
    manager: Client, tranche: PlaceTranche, finance_user: AbstractUser
) -> None:
    change_place_count(
        tranche_id=tranche.pk, places=60, opening_month=4, reason="Another reason.", read_version=1,
        by=finance_user, at=timezone.now(),
    )  # fmt: skip
    response = manager.post(url(tranche), sent())
    assert response.status_code == 409
    page = text_of(response)
    assert "It changed while you were writing" in page
    assert "Places: now 60; you entered 50." in page
    assert "Opening month: now April; you entered September." in page
    assert "Another reason." in page
    assert WHY in page
    assert 'name="version" value="2"' in response.content.decode()
    again = manager.post(url(tranche), sent(version="2"))
    assert again.status_code == 302
    assert counts(tranche) == [49, 60, 50]


def test_a_form_sent_twice_makes_one_thing(manager: Client, tranche: PlaceTranche) -> None:
    first, second = (manager.post(url(tranche), sent()) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert counts(tranche) == [49, 50]
    assert len(recomputes_asked()) == 1
    first, second = (
        manager.post(url(tranche, "exclusion/"), {"places": "3", "reason": WHY, "version": "1"}) for _ in range(2)
    )
    assert (first.status_code, second.status_code) == (302, 302)
    assert PlaceExclusion.objects.filter(tranche=tranche).count() == 2


def test_an_exclusion_is_changed_withdrawn_and_added(manager: Client, tranche: PlaceTranche) -> None:
    edit = url(tranche, "exclusion/1/")
    assert "31 follows from 49 places" in text_of(manager.get(edit))
    said = manager.post(edit, {"places": "30", "reason": WHY, "version": "1"}, follow=True)
    assert "30 places not counted (reference: exclusion" in text_of(said)
    said = manager.post(edit, {"places": "0", "reason": WHY, "version": "2"}, follow=True)
    assert "the exclusion withdrawn" in text_of(said)
    assert "Every place is counted." in text_of(manager.get(url(tranche)))
    manager.post(url(tranche, "exclusion/"), {"places": "5", "reason": WHY, "version": "1"})
    page = text_of(manager.get(url(tranche)))
    assert "44 of them counted" in page
    assert "Exclusion 2" in page


@pytest.mark.parametrize(
    ("rest", "changes", "said"),
    [
        ("exclusion/1/", {"places": "50"}, "Enter 49 or fewer"),
        ("exclusion/", {"places": "19", "version": "1"}, "Enter 18 or fewer"),
        ("exclusion/", {"places": "0", "version": "1"}, "“0” is not between 1 and 5,000."),
        ("exclusion/1/", {"places": "x"}, "Places that are not counted: “x” is not a whole number."),
        ("exclusion/1/", {"reason": ""}, "Why they are not counted: Say why, in a sentence."),
    ],
)
def test_a_bad_exclusion_is_refused(
    manager: Client, tranche: PlaceTranche, rest: str, changes: dict[str, str], said: str
) -> None:
    response = manager.post(url(tranche, rest), {"places": "30", "reason": WHY, "version": "1", **changes})
    assert response.status_code == 422
    assert said in text_of(response)
    assert PlaceExclusion.objects.filter(tranche=tranche).count() == 1


@pytest.mark.parametrize(("rest", "version"), [("exclusion/1/", "0"), ("exclusion/", "0"), ("exclusion/", "7")])
def test_a_stale_exclusion_is_a_conflict(manager: Client, tranche: PlaceTranche, rest: str, version: str) -> None:
    response = manager.post(url(tranche, rest), {"places": "3", "reason": WHY, "version": version})
    assert response.status_code == 409
    assert 'name="version" value="1"' in response.content.decode()
    assert PlaceExclusion.objects.filter(tranche=tranche).count() == 1


def test_a_new_exclusion_read_before_another_is_stale(tranche: PlaceTranche, manager_user: Any) -> None:
    with pytest.raises(Stale, match="Another exclusion was added"):
        change_exclusion(
            tranche_id=tranche.pk, number=None, places=2, reason=WHY, read_version=0, by=manager_user,
            at=timezone.now(),
        )  # fmt: skip


@pytest.mark.parametrize("role", ["board", "admin", "adviser"])
def test_readers_may_look_and_not_change(client: Client, tranche: PlaceTranche, role: str, request: Any) -> None:
    user = request.getfixturevalue(f"{role}_user")
    may = user.has_perm("initiatives.add_placecount")
    signed_in(client, user)
    page = text_of(client.get(url(tranche)))
    assert ("Save and recompute" in page) == may
    assert ("Places and exclusions are changed by SEND managers and finance officers." in page) != may
    for path in (url(tranche), url(tranche, "exclusion/"), url(tranche, "exclusion/1/")):
        assert (client.post(path, sent()).status_code == 403) != may
    assert (client.get(url(tranche, "exclusion/")).status_code == 200) == may


def test_the_service_refuses_a_reader(tranche: PlaceTranche, board_user: Any) -> None:
    with pytest.raises(NotAllowed, match="SEND managers and finance officers"):
        change_place_count(
            tranche_id=tranche.pk, places=1, opening_month=9, reason=WHY, read_version=1, by=board_user,
            at=timezone.now(),
        )  # fmt: skip


@pytest.mark.parametrize("path", ["0/", "99999999999999999999/", "99999/exclusion/", "1/exclusion/9/"])
def test_what_is_not_there_is_not_found(manager: Client, path: str) -> None:
    assert manager.get(f"/places/tranche/{path}").status_code == 404


def test_query_count_is_constant(manager: Client, tranche: PlaceTranche) -> None:
    before = queries(manager, url(tranche))
    assert before <= 10
    for version in range(1, 9):
        manager.post(url(tranche), sent(places=str(50 + version), version=str(version)))
    assert queries(manager, url(tranche)) <= before
