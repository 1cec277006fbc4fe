"""Nothing that the demonstration made passes for the council's: plans, claims, evidence, owners."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.core.models import User
from apps.initiatives.models import BenefitClaim, EvidenceItem, MeasurementPlan
from apps.initiatives.services.demonstration import load_demonstration_claims
from tests.fixtures import person, standing
from tests.initiatives.pages import signed_in, text_of

MARK = "Made for the demonstration An example entered by a demonstration account. It is not the council’s own."


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def claims(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[BenefitClaim]]:
    with standing(django_db_blocker, claims_made) as made:
        yield made


def claims_made() -> list[BenefitClaim]:
    return load_demonstration_claims(manager=person("manager"), finance=person("finance"), at=timezone.now())


@pytest.fixture
def finance(claims: list[BenefitClaim], db: None) -> Client:
    return signed_in(Client(), person("finance"))


def test_plans_name_no_owner_that_the_report_does_not_name(claims: list[BenefitClaim]) -> None:
    owners = set(MeasurementPlan.objects.values_list("owner", flat=True))
    assert owners == {"To be named by the council (demonstration)"}


def test_the_report_is_cited_by_its_paragraphs_and_no_address_is_invented(finance: Client) -> None:
    items = list(EvidenceItem.objects.all())
    assert {(one.kind, one.address, one.title) for one in items} == {("cite", "", "Report of 27 January 2026")}
    assert all("para" in one.source for one in items)
    claim = BenefitClaim.objects.get(initiative__slug="portage")
    response = finance.get(f"/claims/{claim.pk}/")
    assert "Overview and Scrutiny Committee, para 4.10" in text_of(response)
    assert "democracy.bcpcouncil" not in response.content.decode()
    assert "Report of 27 January 2026" in text_of(finance.get("/initiatives/portage/"))


@pytest.mark.parametrize(
    "path", ["/initiatives/portage/plan/", "/initiatives/portage/", "/claims/{pk}/", "/claims/{pk}/decide/"]
)
def test_the_mark_follows_from_who_made_it(finance: Client, path: str) -> None:
    url = path.format(pk=BenefitClaim.objects.get(initiative__slug="portage").pk)
    assert MARK in text_of(finance.get(url))
    User.objects.update(is_demonstration=False)
    assert "Made for the demonstration" not in text_of(finance.get(url))


def test_an_open_claims_steps_are_marked_too(claims: list[BenefitClaim]) -> None:
    from tests.initiatives.claims.making import started

    manager = signed_in(Client(), person("manager"))
    claim = started(manager)
    for part in ("", "check/", "withdraw/", "step/kind/"):
        assert MARK in text_of(manager.get(f"/claims/{claim.pk}/{part}")), part
