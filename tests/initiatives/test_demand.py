"""Stating demand for places and agreeing it: saved, refused, stale, sent twice, not allowed; nothing is changed."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.models import AuditEntry
from apps.core.periods import FinancialYear
from apps.initiatives.models import PlaceDemand
from apps.initiatives.services.demand import agree_demand, record_demand
from apps.initiatives.vocabulary import PrimaryNeed, SchemePhase
from tests.fixtures import person
from tests.initiatives.pages import signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report")]
AT, WHY = datetime(2026, 3, 2, 9, tzinfo=UTC), "Forecast of July, read with the schools."
SENT = {
    "financial_year": "2027/28", "phase": "secondary", "need": "", "low": "120", "central": "150", "high": "200",
    "source_reference": "SCAP forecast", "reason": "", "version": "0",
}  # fmt: skip
ADD, PAGE = "/places/demand/add/", "/places/demand/"


@pytest.fixture
def manager(client: Client) -> Client:
    return signed_in(client, person("manager"))


def stated(by: str = "manager", **more: Any) -> PlaceDemand:
    asked: dict[str, Any] = {
        "phase": SchemePhase.SECONDARY, "need": None, "financial_year": FinancialYear(2027), "low": 120, "central": 150,
        "high": 200, "source_reference": "SCAP forecast", "reason": "", "read_version": 0, "by": person(by), "at": AT,
    }  # fmt: skip
    return record_demand(**{**asked, **more})


def versions() -> list[tuple[int, int, str]]:
    return list(PlaceDemand.objects.order_by("version").values_list("version", "central", "state"))


def test_a_statement_is_saved_said_and_illustrative(manager: Client) -> None:
    response = manager.post(ADD, SENT, follow=True)
    assert response.redirect_chain == [(PAGE, 302)]
    page = text_of(response)
    assert "Secondary, 2027/28: 150 places needed saved" in page
    assert "It is illustrative until finance agrees it." in page
    assert versions() == [(1, 150, "illustrative")]
    assert AuditEntry.objects.get(action="Stated demand for places").after["central"] == 150
    [gap] = response.context["gaps"].rows
    assert (gap["phase"], gap["places"], gap["gap"]) == ("Secondary and post-16", 113, None)
    assert gap["note"].endswith("No gap: the places are of all needs of secondary and post-16")
    manager.post(ADD, {**SENT, "phase": "post_16", "low": "0", "central": "10", "high": "20"})
    [gap] = manager.get(PAGE).context["gaps"].rows
    assert (gap["central"], gap["gap"]) == (160, 47)


def test_the_demand_of_one_need_is_set_against_no_places_of_all(manager: Client) -> None:
    stated(need=PrimaryNeed.AUTISM, central=130)
    stated(phase=SchemePhase.POST_16, central=130)
    [gap] = manager.get(PAGE).context["gaps"].rows
    assert (gap["central"], gap["gap"]) == (260, None)
    assert gap["note"].startswith("Stated for secondary (autistic spectrum disorder) and post-16; illustrative. No gap")


def test_a_form_sent_twice_states_once(manager: Client) -> None:
    assert [manager.post(ADD, SENT).status_code for _ in range(2)] == [302, 302]
    assert versions() == [(1, 150, "illustrative")]


def test_a_change_starts_from_what_stands_and_says_why(manager: Client) -> None:
    row = stated()
    form = manager.get(f"{ADD}?from={row.pk}").context["form"]
    assert (form.initial["central"], form.initial["version"], form.initial["financial_year"]) == (150, 1, "2027/28")
    refused = manager.post(ADD, {**SENT, "central": "160", "version": "1"})
    assert refused.status_code == 422
    assert "Say why it changes." in text_of(refused)
    assert manager.post(ADD, {**SENT, "central": "160", "version": "1", "reason": WHY}).status_code == 302
    assert versions() == [(1, 150, "illustrative"), (2, 160, "illustrative")]


def test_a_stale_form_keeps_the_readers_words_and_shows_what_stands(manager: Client) -> None:
    stated()
    stale = manager.post(ADD, {**SENT, "central": "170", "source_reference": "Another model"})
    assert stale.status_code == 409
    page = text_of(stale)
    assert "low 120, central 150, high 200; illustrative" in page
    assert stale.context["form"].data["source_reference"] == "Another model"
    assert stale.context["form"].data["version"] == "1"
    assert versions() == [(1, 150, "illustrative")]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("financial_year", "2027", "“2027” is not a financial year"),
        ("financial_year", "1999/00", "“1999/00” is not a financial year from 2015/16"),
        ("phase", "nursery", "“nursery” is not a phase of the list"),
        ("need", "zzz", "“zzz” is not a need of the list"),
        ("low", "151", "151 is more than the central 150. Enter that or less."),
        ("high", "149", "149 is less than the central 150. Enter that or more."),
        ("central", "many", "“many” is not a whole number"),
        ("source_reference", "", "Say where it comes from"),
    ],
)
def test_a_refusal_names_the_value_and_the_remedy(manager: Client, field: str, value: str, said: str) -> None:
    response = manager.post(ADD, {**SENT, field: value})
    assert response.status_code == 422
    assert said in text_of(response)
    assert versions() == []


def test_finance_agrees_what_somebody_else_stated(client: Client) -> None:
    row = stated()
    finance = signed_in(client, person("finance"))
    page = finance.get(PAGE)
    assert f"/places/demand/{row.pk}/agree/" in page.content.decode()
    response = finance.post(f"/places/demand/{row.pk}/agree/", {"reason": WHY}, follow=True)
    assert "150 places needed is agreed (version 2)" in text_of(response)
    assert versions() == [(1, 150, "illustrative"), (2, 150, "agreed")]
    assert "Finance has agreed 1 of 1 statements of demand." in text_of(finance.get(PAGE))
    assert finance.post(f"/places/demand/{row.pk}/agree/", {"reason": WHY}).status_code == 302
    assert len(versions()) == 2


def test_nobody_agrees_what_they_stated(client: Client) -> None:
    row = stated(by="finance")
    with pytest.raises(NotAllowed, match="You stated this demand"):
        agree_demand(demand_id=row.pk, reason=WHY, by=person("finance"), at=AT)
    finance = signed_in(client, person("finance"))
    assert finance.post(f"/places/demand/{row.pk}/agree/", {"reason": WHY}).status_code == 403
    assert f"/places/demand/{row.pk}/agree/" not in finance.get(PAGE).content.decode()


def test_an_older_version_is_agreed_no_more(client: Client) -> None:
    row = stated()
    stated(central=160, read_version=1, reason=WHY)
    with pytest.raises(Stale, match="was stated anew by SEND manager"):
        agree_demand(demand_id=row.pk, reason=WHY, by=person("finance"), at=AT)
    stale = signed_in(client, person("finance")).post(f"/places/demand/{row.pk}/agree/", {"reason": WHY})
    assert stale.status_code == 409


def test_stating_again_what_stands_is_refused() -> None:
    stated()
    with pytest.raises(Refused, match="Nothing was changed"):
        stated(read_version=1, reason=WHY)
    with pytest.raises(NotAllowed, match="changed by SEND managers"):
        stated(by="board", read_version=1)


def test_a_need_and_all_needs_are_statements_of_their_own(manager: Client) -> None:
    stated()
    stated(need=PrimaryNeed.AUTISM, central=90, low=80, high=120)
    assert PlaceDemand.objects.filter(version=1).count() == 2
    [gap] = manager.get(PAGE).context["gaps"].rows
    assert gap["central"] == 150
    assert manager.get(f"{ADD}?from=999999").status_code == 404
    assert manager.get(f"{ADD}?from=x").status_code == 200
