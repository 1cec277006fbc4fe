"""What pages, feed and commands say of runs: a cancelled one, one nobody published, and one of an archived what-if."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from apps.board.data_sets.positions import load
from apps.core.services.recompute import request_recompute
from apps.deficit import runs
from apps.deficit.run_words import progress_text, status_text
from apps.deficit.selectors.feed import counts
from apps.deficit.selectors.projections import publication
from apps.deficit.selectors.runs import run_status
from apps.deficit.services.runs import cancel_run
from apps.deficit.services.scenarios import archive_scenario
from apps.deficit.services.treatments import treat_benefits
from apps.deficit.vocabulary import BenefitKind
from tests.deficit.position_pages import add_line, as_person, begin, save
from tests.deficit.positions_made import published_with_parts
from tests.deficit.what_ifs_made import client_of, published, saved
from tests.fixtures import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_draws(report, settings):
    settings.DRAWS = 100


def treated():
    treat_benefits(
        initiative="portage", kind=BenefitKind.CHILDREN, in_forecast=False, reason="no budget moved",
        by=person("finance"), at=timezone.now(),
    )  # fmt: skip


def test_after_a_cancelled_run_nothing_says_that_the_figures_are_current():
    published()
    treated()
    request_recompute(by=None, at=timezone.now(), cause="test")
    queued = runs.take_up_requests(at=timezone.now())
    cancel_run(run_id=queued.pk, by=person("manager"), at=timezone.now())
    said = status_text(run_status(), publication())
    assert said.startswith(f"Run {queued.pk} was cancelled")
    assert "The figures shown are still those of run" in said
    assert "Cancelled by" in progress_text(run_status())
    assert "was cancelled" in client_of("board").get("/").content.decode()
    runs.recompute(by=None, at=timezone.now(), cause="again")
    assert status_text(run_status(), None).startswith("Yes: ")


def test_a_run_that_nobody_published_shows_no_deficit_on_the_overview():
    published()
    treated()
    newer, _ = runs.recompute(by=None, at=timezone.now(), cause="test")
    assert any(s.startswith("Deficit at ") for s in newer.difference)
    page = client_of("board").get("/")
    assert not [s for s in page.context["run_changed"] if s.startswith("Deficit at ")]
    assert f"Cost avoidance is of run {newer.pk}, the newest; where the deficit goes is of run" in page.content.decode()
    assert "Deficit at " not in progress_text(run_status())


def test_transfers_are_in_the_feed_and_counted():
    position = published_with_parts()
    rows = load().rows
    transfers = [r for r in rows if "transfer" in r]
    assert [(r[10], r[12]) for r in transfers] == [("schools", 2_000_000), ("high_needs", -2_000_000)]
    assert position.transfers.count() == 1
    assert counts()["positions"] == len(rows)


def test_an_archived_what_if_is_recomputed_no_more():
    revision = saved()
    slug = revision.scenario.slug
    archive_scenario(slug=slug, reason="No longer asked", read_version=1, by=person("manager"), at=timezone.now())
    with pytest.raises(CommandError, match="archived, so it is computed no more"):
        call_command("recompute", scenario=slug)


def test_a_line_of_another_block_is_not_part_of_the_high_needs_gap():
    finance = as_person("finance")
    draft = begin(finance)
    fields = {"label": "x", "block": "schools", "kind": "in_year_gap", "amount": "1m", "place": "1"}
    refused = save(finance, draft, "lines/add", **fields)
    assert refused.status_code == 422
    assert "“Schools” is not part of the high needs gap." in str(refused.context["form"].errors)
    add_line(finance, draft, "x", "schools", "movement", "1m")


def test_no_address_of_an_assumption_breaks():
    for key in ("%00", "occupancy%00", "%0a"):
        assert client_of("finance").get(f"/deficit/assumptions/{key}/").status_code == 404
