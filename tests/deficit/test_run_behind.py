"""Pages of the published run say which positions it rests on, and warn where something newer stands."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone

from apps.core.periods import FinancialYear
from apps.deficit import runs
from apps.deficit.models import ProjectionRun
from apps.deficit.services.runs import publish_run
from apps.deficit.vocabulary import ReportingPoint
from tests.deficit.positions_made import CONTENT, MILLION, SEEN, decided, draft_with_parts
from tests.deficit.what_ifs_made import WHY, client_of, published, worked
from tests.fixtures import person

pytestmark = pytest.mark.django_db
CHAIN = "Rests on the positions 2025/26 Quarter 3, version 1; 2026/27 Outlook, version 1."
WHAT_IF = "/deficit/what-ifs/every-place-filled/"
PAGES = ["/", "/deficit/bridge/", "/deficit/trajectory/", "/deficit/initiatives/send-sufficiency/", WHAT_IF]
NEWER = "Published, and not in run"
BUDGET = replace(
    CONTENT, opening=Decimal("183.6") * MILLION, opening_label="Accumulated deficit 1 April 2026",
    closing=Decimal(300) * MILLION, closing_label="Projected accumulated deficit 31 March 2027",
)  # fmt: skip


@pytest.fixture(autouse=True)
def few_draws(settings):
    settings.DRAWS = 200


@pytest.fixture
def shown(report):
    published()
    worked()


def budget_published():
    made = draft_with_parts(2026, ReportingPoint.BUDGET, BUDGET)
    decided(made, "ready", "finance")
    decided(made, "approve", "admin", differences_seen=SEEN)
    return decided(made, "publish", "finance")


def text(path):
    return " ".join(client_of("board").get(path).content.decode().split())


@pytest.mark.parametrize("path", PAGES)
def test_each_page_names_the_positions_and_warns_of_a_newer_one(path, shown):
    before = text(path)
    assert CHAIN in before
    assert "Not the newest" not in before
    budget_published()
    after = text(path)
    assert CHAIN in after
    assert NEWER in after
    assert "2026/27 Budget, version 1. What is projected here is of earlier positions." in after


def test_the_dashed_line_begins_where_the_runs_own_chain_ends(shown):
    budget_published()
    chart = client_of("board").get("/").context["chart"]
    rows = {row["date"]: row for row in chart.table.rows}
    at = FinancialYear(2026).last_day
    assert (rows[at]["published"], rows[at]["approved"]) == (300 * MILLION, Decimal("279.3") * MILLION)
    assert "where its own run’s positions end, not from there: £279.3 million at 31 March 2027" in chart.sentences
    assert "(2026/27 Outlook, version 1)" in chart.sentences


def test_a_newer_year_leaves_the_projection_where_it_began(shown):
    decided(approved := draft_with_parts(), "ready", "finance")
    decided(approved, "approve", "admin", differences_seen=SEEN)
    decided(approved, "publish", "finance")
    rows = {row["date"]: row for row in client_of("board").get("/").context["chart"].table.rows}
    assert rows[FinancialYear(2026).last_day]["approved"] == Decimal("279.3") * MILLION


def test_recomputes_do_not_say_yes_while_a_newer_run_waits(shown):
    assert "Yes: they are those of run" in text("/deficit/runs/")
    budget_published()
    runs.work()
    page = text("/deficit/runs/")
    assert "Yes: they are" not in page
    assert "until finance publishes the newer one" in page
    newest = ProjectionRun.objects.filter(scenario=None).latest("pk")
    assert f"Run {newest.pk} is newer and not published" in text("/deficit/bridge/")
    publish_run(run_id=newest.pk, reason=WHY, by=person("finance"), at=timezone.now())
    assert "Yes: they are those of run" in text("/deficit/runs/")
    assert "Rests on the positions 2025/26 Quarter 3, version 1; 2026/27 Budget, version 1." in text("/")
    assert "Not the newest" not in text("/")
    assert "From there the projection goes on" in text("/")


def test_a_run_that_failed_is_said(shown):
    run = ProjectionRun.objects.create(state="running", requested_at=timezone.now(), cause="test")
    run.state, run.error, run.finished_at = "failed", "No rate card.", timezone.now()
    run.save()
    assert "The newest recompute failed" in text("/deficit/bridge/")


def test_a_run_that_has_begun_says_so_in_words():
    from apps.deficit.run_words import run_text

    assert run_text(ProjectionRun(state="running", progress=0)) == "Begun: 0%."
