"""Saved what-ifs: revisions, runs of their own, the same figures as their preview, and workers side by side."""

from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from kombu.exceptions import OperationalError

from apps.core.errors import NotAllowed, Refused, Stale
from apps.core.periods import FinancialYear
from apps.core.services.recompute import request_recompute
from apps.deficit import runs
from apps.deficit.calculations.projection.results import Measure
from apps.deficit.inputs import WhatIf
from apps.deficit.models import ProjectionPoint, ProjectionRun, Scenario, ScenarioRevision
from apps.deficit.selectors.projections import stored_projection
from apps.deficit.selectors.runs import run_in_force
from apps.deficit.selectors.scenarios import scenario_called, scenario_history, scenarios
from apps.deficit.services.scenarios import archive_scenario, create_scenario, revise_scenario
from apps.deficit.tasks import take_up_requests, work_one
from apps.deficit.vocabulary import BaseScenario

pytestmark = pytest.mark.django_db
BASE = BaseScenario.APPROVED_AND_PIPELINE
FULL = {"occupancy": {"low": "1", "central": "1", "high": "1"}}
MARCH_2028 = FinancialYear(2027)


@pytest.fixture(autouse=True)
def few_draws(settings):
    settings.DRAWS = 200


def create(by, name="Every place filled", changes=None, **more):
    asked = {"toggles": {}, "start_key": uuid4(), **more}
    changes = FULL if changes is None else changes
    return create_scenario(name=name, based_on=BASE, changes=changes, **asked, by=by, at=timezone.now())


def deficit(projection, scenario=BASE, year=MARCH_2028):
    return projection.of(scenario, Measure.ACCUMULATED)[year].central


def test_a_saved_what_if_has_a_run_that_equals_its_preview(finance_user):
    made = create(finance_user)
    what_if, _ = runs.recompute(by=None, at=timezone.now(), cause="x", scenario=made.scenario)
    named, _ = runs.recompute(by=None, at=timezone.now(), cause="x")
    stored = stored_projection(what_if.pk)
    shown = next(
        p.band
        for p in runs.preview(WhatIf(FULL)).points
        if (p.scenario, p.measure, p.financial_year) == (BASE, Measure.ACCUMULATED, MARCH_2028)
    )
    assert stored.of(BASE, Measure.ACCUMULATED)[MARCH_2028] == shown
    assert deficit(stored) < deficit(stored_projection(named.pk))
    assert (made.scenario.slug, what_if.scenario_id) == ("every-place-filled", made.scenario_id)


def test_preview_stores_nothing(report):
    before = (ProjectionRun.objects.count(), ProjectionPoint.objects.count(), ScenarioRevision.objects.count())
    runs.preview(WhatIf(FULL), draws=100)
    assert before == (ProjectionRun.objects.count(), ProjectionPoint.objects.count(), ScenarioRevision.objects.count())


def test_a_form_sent_twice_makes_one(finance_user):
    key = UUID(int=7)
    assert create(finance_user, start_key=key).pk == create(finance_user, start_key=key).pk
    assert Scenario.objects.count() == 1


def test_names_may_repeat_and_addresses_never(finance_user):
    slugs = [create(finance_user, name).scenario.slug for name in ("Dearer", "Dearer", "Unmitigated", "!!")]
    assert slugs == ["dearer", "dearer-2", "unmitigated-2", "what-if"]


def test_a_revision_keeps_the_last(finance_user, manager_user):
    slug = create(finance_user).scenario.slug
    named = {"slug": slug, "based_on": BASE, "toggles": {}, "at": timezone.now()}
    changes = {"occupancy": {"low": "0.9", "central": "0.9", "high": "1"}}
    revise_scenario(**named, name="Most filled", changes=changes, reason="too good", read_version=1, by=manager_user)
    assert scenario_called(slug).revision.name == "Most filled"
    assert [r.version for r in scenario_history(slug)] == [2, 1]
    with pytest.raises(Stale):
        revise_scenario(**named, name="Other", changes=changes, reason="late", read_version=1, by=finance_user)
    with pytest.raises(Refused, match="Nothing was changed"):
        revise_scenario(**named, name="Most filled", changes=changes, reason="same", read_version=2, by=finance_user)


def test_an_archived_what_if_keeps_its_address_and_is_computed_no_more(finance_user):
    slug = create(finance_user).scenario.slug
    runs.work()
    archive_scenario(slug=slug, reason="not needed", read_version=1, by=finance_user, at=timezone.now())
    before = ProjectionRun.objects.filter(scenario__isnull=False).count()
    request_recompute(by=None, at=timezone.now(), cause="x")
    runs.work()
    assert ProjectionRun.objects.filter(scenario__isnull=False).count() == before
    assert not scenarios()
    assert scenario_called(slug).revision.archived


def test_what_cannot_be_projected_is_not_saved(finance_user, board_user):
    with pytest.raises(Refused, match="There is no assumption"):
        create(finance_user, changes={"luck": {"low": "0", "central": "0", "high": "1"}})
    with pytest.raises(NotAllowed, match="saved by SEND managers and finance officers"):
        create(board_user)
    assert not Scenario.objects.exists()


def test_a_change_below_recomputes_every_what_if(finance_user):
    for name in ("One", "Two"):
        create(finance_user, name)
    runs.work()
    request_recompute(by=None, at=timezone.now(), cause="A rate changed")
    done = runs.work()
    assert sorted(run.scenario.slug if run.scenario else "" for run in done) == ["", "one", "two"]
    assert all(run.cause == "A rate changed" for run in done)


def test_two_workers_take_different_scenarios(finance_user):
    create(finance_user)
    request_recompute(by=None, at=timezone.now(), cause="x")
    runs.take_up_requests(at=timezone.now())
    now = timezone.now()
    first, second, third = (runs.claim(at=now) for _ in range(3))
    assert first.scenario_id is None
    assert second.scenario.slug == "every-place-filled"
    assert third is None


def test_a_second_run_of_a_scenario_waits_for_the_first(finance_user):
    slug = create(finance_user).scenario.slug
    now = timezone.now()
    working = runs.claim(at=now)
    revise_scenario(
        slug=slug, name="Again", based_on=BASE, changes={}, toggles={}, reason="again", read_version=1,
        by=finance_user, at=now,
    )  # fmt: skip
    assert runs.claim(at=now) is None
    runs.execute(working)
    assert runs.claim(at=timezone.now()).cause == "“Again”, version 2"


def test_one_task_works_one_run(finance_user):
    create(finance_user)
    run = ProjectionRun.objects.get()
    assert runs.work_one(run.pk).state == "finished"
    assert runs.work_one(run.pk) is None


def test_recompute_command_takes_a_scenario(finance_user, capsys):
    slug = create(finance_user).scenario.slug
    for name in (slug, slug, "approved-only"):
        call_command("recompute", scenario=name)
    what_if, again, named = capsys.readouterr().out.splitlines()
    assert '"new": true' in what_if
    assert again == what_if.replace("true", "false")
    assert str(run_in_force().pk) in named
    with pytest.raises(CommandError, match=r"There is no scenario “nowhere”\. Use one of as-reported"):
        call_command("recompute", scenario="nowhere")


def test_as_reported_is_the_published_chain_exactly(report):
    run, _ = runs.recompute(by=None, at=timezone.now(), cause="x")
    series = stored_projection(run.pk).of("as-reported", Measure.ACCUMULATED)
    assert {year: band.central for year, band in series.items()} == {
        FinancialYear(2025): Decimal(183_600_000), FinancialYear(2026): Decimal(279_300_000),
    }  # fmt: skip
    assert all(band.p5 == band.central == band.p95 for band in series.values())


def test_each_what_if_that_a_request_queues_has_a_task_of_its_own(finance_user, monkeypatch):
    create(finance_user)
    runs.work()
    asked: list[int] = []
    monkeypatch.setattr(work_one, "delay", asked.append)
    request_recompute(by=None, at=timezone.now(), cause="A rate changed")
    done = take_up_requests()
    assert asked == [r.pk for r in ProjectionRun.objects.filter(scenario__isnull=False, cause="A rate changed")]
    assert set(asked) < set(done)  # no other worker was there, so this one took it too


def test_without_a_broker_one_worker_takes_them_all(finance_user, monkeypatch):
    create(finance_user)
    runs.work()

    def refused(_):
        raise OperationalError("no broker")

    monkeypatch.setattr(work_one, "delay", refused)
    request_recompute(by=None, at=timezone.now(), cause="A rate changed")
    assert len(take_up_requests()) == 2
