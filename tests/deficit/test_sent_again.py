"""A form sent again: the same answers make one thing, others are told what was saved, and nothing goes back unseen."""

from uuid import UUID

import pytest
from django.utils import timezone

from apps.deficit import runs
from apps.deficit.models import Position, ProjectionRun, RunPublication, ScenarioRevision
from apps.deficit.services.runs import publish_run
from apps.deficit.services.treatments import treat_benefits
from apps.deficit.vocabulary import BenefitKind
from tests.deficit.position_pages import BALANCES, start_page
from tests.deficit.what_ifs_made import MAKE, client_of, fields
from tests.fixtures import person

pytestmark = pytest.mark.django_db
KEY = str(UUID(int=77))
BEGUN = {**BALANCES, "copy": "none", "key": KEY}


@pytest.fixture(autouse=True)
def few_draws(report, settings):
    settings.DRAWS = 100


def text(answer):
    return " ".join(answer.content.decode().split())


def test_a_what_if_sent_again_with_other_answers_is_a_conflict():
    manager = client_of("manager")
    sent = fields(occupancy="100", start_key=KEY)
    assert [manager.post(MAKE, sent).status_code for _ in range(2)] == [302, 302]
    other = manager.post(MAKE, fields(occupancy="99", start_key=KEY, name="Nearly every place filled"))
    assert other.status_code == 409
    assert "Saved before: “Every place filled”" in text(other)
    assert 'value="Nearly every place filled"' in text(other)
    assert ScenarioRevision.objects.count() == 1
    again = dict(other.context["form"].data.items())
    assert manager.post(MAKE, again).status_code == 302
    assert ScenarioRevision.objects.count() == 2


@pytest.mark.parametrize("other", [{"closing": "200m"}, {"year": "2028-29"}])
def test_a_position_sent_again_with_other_answers_is_a_conflict(other):
    finance = client_of("finance")
    address = start_page("2027-28", "budget")
    assert len({finance.post(address, BEGUN).url for _ in range(2)}) == 1
    changed = finance.post(start_page(other.pop("year", "2027-28"), "budget"), {**BEGUN, **other})
    assert changed.status_code == 409
    assert "Saved before: " in text(changed)
    assert Position.objects.filter(status="draft").count() == 1
    assert changed.context["form"].data["key"] != KEY


def test_publishing_again_never_puts_an_older_run_back():
    finance = client_of("finance")
    first, _ = runs.recompute(by=None, at=timezone.now(), cause="test")
    treat_benefits(
        initiative="portage", kind=BenefitKind.CHILDREN, in_forecast=False, reason="no budget moved",
        by=person("finance"), at=timezone.now(),
    )  # fmt: skip
    second, _ = runs.recompute(by=None, at=timezone.now(), cause="test")
    assert second.pk != first.pk
    page = f"/deficit/runs/{first.pk}/publish/"
    sent = {"reason": "Checked against the ledger", "read": "0"}
    assert [finance.post(page, sent).status_code for _ in range(2)] == [302, 302]
    assert RunPublication.objects.count() == 1
    shown = RunPublication.objects.get().pk
    assert finance.post(f"/deficit/runs/{second.pk}/publish/", {**sent, "read": str(shown)}).status_code == 302
    repeated = finance.post(page, sent)
    assert repeated.status_code == 409
    assert f"Shown now: run {second.pk}" in text(repeated)
    assert RunPublication.objects.order_by("-pk")[0].run_id == second.pk
    decided = {"reason": sent["reason"], "read": repeated.context["publish_form"]["read"].value()}
    assert finance.post(page, decided).status_code == 302
    assert RunPublication.objects.order_by("-pk")[0].run_id == first.pk


def test_publishing_says_what_was_read():
    run, _ = runs.recompute(by=None, at=timezone.now(), cause="test")
    finance = client_of("finance")
    for lost in ({}, {"read": "x"}, {"read": "-1"}):
        sent = {"reason": "Checked against the ledger", **lost}
        assert finance.post(f"/deficit/runs/{run.pk}/publish/", sent).status_code == 422
    assert finance.get(f"/deficit/runs/{run.pk}/").context["publish_form"]["read"].value() == 0
    made = publish_run(run_id=run.pk, reason="first", by=person("finance"), at=timezone.now())
    assert finance.get(f"/deficit/runs/{run.pk}/").context["publish_form"]["read"].value() == made.pk
    assert ProjectionRun.objects.filter(state="finished").count() == 1
