"""Publishing and cancelling runs, and what becomes of a run whose worker is lost again and again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.core.errors import NotAllowed
from apps.core.services.recompute import request_recompute
from apps.deficit import runs
from apps.deficit.models import ProjectionPoint, ProjectionRun, RunPublication
from apps.deficit.runs import results
from apps.deficit.selectors.projections import publication, published_projection
from apps.deficit.selectors.runs import run_in_force
from apps.deficit.services.runs import cancel_run, publish_run
from apps.deficit.vocabulary import RunState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_draws(settings):
    settings.DRAWS = 200


@pytest.fixture
def finished(report):
    return runs.recompute(by=None, at=timezone.now(), cause="test")[0]


def publish(run, by, reason="Checked against the ledger"):
    return publish_run(run_id=run.pk, reason=reason, by=by, at=timezone.now())


def queued():
    request_recompute(by=None, at=timezone.now(), cause="test")
    return runs.take_up_requests(at=timezone.now())


def test_nothing_is_shown_before_a_publication(finished):
    assert publication() is None
    assert published_projection() is None


def test_the_newest_publication_is_shown(finished, finance_user):
    publish(finished, finance_user)
    assert publication().run_id == finished.pk
    shown = published_projection()
    assert (shown.run_id, shown.published_by, shown.draws) == (finished.pk, "Finance officer", 200)


def test_publishing_what_is_shown_adds_nothing(finished, finance_user):
    assert publish(finished, finance_user).pk == publish(finished, finance_user, "again").pk
    assert RunPublication.objects.count() == 1


def test_a_run_of_equal_inputs_shows_the_earlier_results(finished, finance_user):
    queued()
    [again] = runs.work()
    assert again.same_as_id == finished.pk
    assert publish(again, finance_user).run_id == finished.pk


@pytest.mark.parametrize("who", ["manager_user", "board_user", "adviser_user"])
def test_only_finance_publishes(finished, who, request):
    with pytest.raises(NotAllowed, match="published by a finance officer"):
        publish(finished, request.getfixturevalue(who))


def test_only_a_finished_run_is_published(finished, finance_user):
    with pytest.raises(NotAllowed, match="publish a finished one"):
        publish(queued(), finance_user)


def test_a_queued_run_is_cancelled_at_once(finished, manager_user):
    run = cancel_run(run_id=queued().pk, by=manager_user, at=timezone.now())
    assert (run.state, run.cancelled_by) == (RunState.CANCELLED, manager_user)
    assert runs.work() == []
    assert run_in_force().pk == finished.pk


def test_a_running_run_stops_before_its_next_step(finished, manager_user, monkeypatch):
    """Asked for while it works out the years: it stores nothing."""
    run = queued()
    real = results.calculate

    def cancelled_meanwhile(*arguments):
        cancel_run(run_id=run.pk, by=manager_user, at=timezone.now())
        return real(*arguments)

    monkeypatch.setattr(results, "calculate", cancelled_meanwhile)
    points = ProjectionPoint.objects.count()
    runs.work()
    run.refresh_from_db()
    assert (run.state, run.cancelled_by) == (RunState.CANCELLED, manager_user)
    assert ProjectionPoint.objects.count() == points
    assert run_in_force().pk == finished.pk


def test_a_cancelled_run_whose_worker_was_lost_ends(finished, manager_user, settings):
    run = queued()
    now = timezone.now()
    runs.claim(at=now)
    cancel_run(run_id=run.pk, by=manager_user, at=now)
    assert runs.claim(at=now + timedelta(seconds=settings.RUN_LEASE_SECONDS + 1)) is None
    run.refresh_from_db()
    assert run.state == RunState.CANCELLED


def test_cancelling_is_for_those_who_may_ask_and_for_what_has_not_ended(finished, board_user, finance_user):
    with pytest.raises(NotAllowed, match="cancelled by SEND managers and finance officers"):
        cancel_run(run_id=queued().pk, by=board_user, at=timezone.now())
    with pytest.raises(NotAllowed, match="nothing is left to cancel"):
        cancel_run(run_id=finished.pk, by=finance_user, at=timezone.now())


def test_a_run_given_up_is_tried_again_after_a_pause(finished, settings):
    run = queued()
    at = timezone.now()
    for _ in range(runs.MOST_ATTEMPTS + 1):
        runs.claim(at=at)
        at += timedelta(seconds=settings.RUN_LEASE_SECONDS + 1)
    run.refresh_from_db()
    assert (run.state, run.lost) == (RunState.FAILED, True)
    assert runs.take_up_requests(at=run.finished_at + timedelta(seconds=settings.RUN_RETRY_SECONDS - 1)) is None
    again = runs.take_up_requests(at=run.finished_at + timedelta(seconds=settings.RUN_RETRY_SECONDS))
    assert again.cause == f"Run {run.pk} was given up and is tried again"
    runs.work()
    assert ProjectionRun.objects.get(pk=again.pk).state == RunState.FINISHED
    assert runs.take_up_requests(at=timezone.now() + timedelta(days=1)) is None


def test_publishing_in_the_browser(finished, client, finance_user, board_user):
    address = f"/deficit/runs/{finished.pk}/"
    client.force_login(board_user)
    assert "Publish run" not in client.get(address).content.decode()
    client.force_login(finance_user)
    assert "No run is published yet" in client.get("/deficit/runs/").content.decode()
    assert client.post(f"{address}publish/", {"reason": "short", "read": "0"}).status_code == 422
    answer = client.post(f"{address}publish/", {"reason": "Checked against the ledger", "read": "0"}, follow=True)
    page = answer.content.decode()
    assert f"the trajectory now shows the figures of run {finished.pk}" in page
    assert "Finance officer: Checked against the ledger" in page


def test_cancelling_in_the_browser(finished, client, manager_user):
    run = queued()
    client.force_login(manager_user)
    assert f"Cancel run {run.pk}" in client.get(f"/deficit/runs/{run.pk}/").content.decode()
    page = client.post(f"/deficit/runs/{run.pk}/cancel/", follow=True).content.decode()
    assert f"Run {run.pk} is cancelled." in page
    assert "Cancelled by SEND manager." in page
    assert (
        "nothing is left to cancel" in client.post(f"/deficit/runs/{finished.pk}/cancel/", follow=True).content.decode()
    )
