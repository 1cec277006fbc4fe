"""Runs: one immutable record for each set of inputs, whatever happens to the worker."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from apps.core.models import RecomputeRequest
from apps.core.services.recompute import request_recompute
from apps.core.vocabulary import Basis, Convention
from apps.deficit import runs
from apps.deficit.models import AvoidanceResult, ProjectionRun
from apps.deficit.runs import results
from apps.deficit.selectors.avoidance import projection
from apps.deficit.selectors.runs import run_in_force, run_status
from apps.deficit.tasks import recompute_nightly, take_up_requests, work_one
from apps.deficit.vocabulary import RunState
from apps.initiatives.models import RateCard
from apps.initiatives.services.demonstration import load_demonstration_claims
from apps.initiatives.services.rates import approve_rate_card, draft_rate_card
from apps.initiatives.vocabulary import PlacementType, PlaceStatus

pytestmark = pytest.mark.django_db
DELIVERED = PlaceStatus.DELIVERED


def recompute():
    return runs.recompute(by=None, at=timezone.now(), cause="test")


def ask(cause="test"):
    return request_recompute(by=None, at=timezone.now(), cause=cause)


def set_inmss(amount, manager, finance):
    now = timezone.now()
    version = RateCard.objects.filter(status="approved").latest("version").version
    card = draft_rate_card(
        amounts={PlacementType.INMSS: Decimal(amount)},
        source_reference="ledger",
        reason="new placements cost more",
        read_version=version,
        by=manager,
        at=now,
    )
    return approve_rate_card(version=card.version, reason="checked", by=finance, at=now)


@pytest.fixture
def first_run(report):
    run, new = recompute()
    assert new
    return run


def test_recompute_gives_the_reports_figures(first_run):
    p = projection()
    assert p.amount(Basis.RUN_RATE, status=DELIVERED, initiative="send-sufficiency") == 10_032_000
    assert p.amount(Basis.RUN_RATE, status=DELIVERED, initiative="dingleys-promise") == 564_000
    assert p.amount(Basis.RUN_RATE, status=DELIVERED, initiative="portage") == 94_000
    assert p.amount(Basis.RUN_RATE, status=DELIVERED) == 10_690_000
    assert p.amount(Basis.RUN_RATE, status=PlaceStatus.PIPELINE) == 8_512_000
    assert not p.moved


def test_recompute_stores_nothing_for_equal_inputs(first_run):
    before = (ProjectionRun.objects.count(), AvoidanceResult.objects.count(), RecomputeRequest.objects.count())
    again, new = recompute()
    assert (again.pk, again.result_hash, new) == (first_run.pk, first_run.result_hash, False)
    assert before == (
        ProjectionRun.objects.count(),
        AvoidanceResult.objects.count(),
        RecomputeRequest.objects.count(),
    )


def test_recompute_command_prints_json(report, capsys):
    call_command("recompute")
    first = capsys.readouterr().out
    call_command("recompute")
    second = capsys.readouterr().out
    assert '"new": true' in first
    assert second == first.replace("true", "false")


def test_a_new_rate_moves_current_figures_and_leaves_as_reported(first_run, manager_user, finance_user):
    set_inmss(65_000, manager_user, finance_user)
    [run] = runs.work()
    p = projection()
    assert p.amount(Basis.RUN_RATE, status=DELIVERED, initiative="send-sufficiency") == 10_296_000
    reported = p.amount(Basis.RUN_RATE, Convention.AS_REPORTED, status=DELIVERED, initiative="send-sufficiency")
    assert reported == 10_032_000
    assert run.difference[:2] == [
        "Run-rate of delivered places: £10,032k → £10,296k (+£264k).",
        "Run-rate of delivered places and children together: £10,690k → £10,954k (+£264k).",
    ]
    assert "£64,000 → £65,000" in run.cause


def test_returning_to_earlier_inputs_points_to_the_earlier_results(first_run, manager_user, finance_user):
    set_inmss(65_000, manager_user, finance_user)
    runs.work()
    set_inmss(64_000, manager_user, finance_user)
    [third] = runs.work()
    assert third.input_hash != first_run.input_hash or third.same_as_id == first_run.pk
    assert projection().amount(Basis.RUN_RATE, status=DELIVERED) == 10_690_000


def test_many_requests_become_one_run(first_run, manager_user, finance_user):
    for i in range(5):
        ask(f"cause {i}")
    done = runs.work()
    assert len(done) == 1
    assert done[0].cause == "cause 0; cause 1; cause 2; cause 3; cause 4"
    assert not RecomputeRequest.objects.filter(taken_up_at__isnull=True).exists()


def test_requests_join_a_run_that_still_waits(first_run):
    ask("first")
    queued = runs.take_up_requests(at=timezone.now())
    ask("second")
    assert runs.take_up_requests(at=timezone.now()).pk == queued.pk
    queued.refresh_from_db()
    assert queued.cause == "first; second"


def test_claim_leaves_a_run_whose_worker_lives(first_run):
    ask()
    runs.take_up_requests(at=timezone.now())
    now = timezone.now()
    assert runs.claim(at=now) is not None
    assert runs.claim(at=now) is None


def test_a_run_whose_worker_was_lost_is_taken_up_and_finishes_once(first_run, manager_user, finance_user, settings):
    set_inmss(65_000, manager_user, finance_user)
    runs.take_up_requests(at=timezone.now())
    lost = runs.claim(at=timezone.now())
    later = timezone.now() + timedelta(seconds=settings.RUN_LEASE_SECONDS + 1)
    taken = runs.claim(at=later)
    assert (taken.pk, taken.attempts) == (lost.pk, 2)
    runs.execute(taken)
    runs.execute(lost)  # the lost worker comes back: it may not store a second time
    lost.refresh_from_db()
    assert lost.state == RunState.FINISHED
    assert AvoidanceResult.objects.filter(run=lost).count() == AvoidanceResult.objects.filter(run=first_run).count()
    assert projection().amount(Basis.RUN_RATE, status=DELIVERED) == 10_954_000


def test_a_run_that_loses_its_worker_again_and_again_fails_in_words(first_run, settings):
    ask()
    runs.take_up_requests(at=timezone.now())
    at = timezone.now()
    for _ in range(runs.MOST_ATTEMPTS):
        assert runs.claim(at=at)
        at += timedelta(seconds=settings.RUN_LEASE_SECONDS + 1)
    assert runs.claim(at=at) is None
    failed = run_status().failed
    assert "Given up after 5 attempts" in failed.error


def test_a_failed_run_leaves_the_old_figures_with_a_dated_warning(first_run, monkeypatch, client, board_user):
    monkeypatch.setattr(results, "calculate", lambda *_: 1 / 0)
    ask()
    [failed] = runs.work()
    assert failed.state == RunState.FAILED
    assert run_in_force().pk == first_run.pk
    client.force_login(board_user)
    page = client.get("/places/").content.decode()
    assert f"figures shown are still those of run {first_run.pk}" in page
    assert "10,032" in page


def test_a_lost_database_leaves_the_run_to_be_taken_up_again(first_run, monkeypatch):
    def lost(*_):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(results, "calculate", lost)
    ask()
    [run] = runs.work()
    run.refresh_from_db()
    assert run.state == RunState.RUNNING


@pytest.mark.parametrize("change", [{"error": "x"}, {"result_hash": "0" * 64}, {"state": RunState.QUEUED}])
def test_an_ended_run_never_changes(first_run, change):
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        ProjectionRun.objects.filter(pk=first_run.pk).update(**change)


def test_results_only_grow(first_run):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AvoidanceResult.objects.filter(run=first_run).update(amount=1)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AvoidanceResult.objects.filter(run=first_run)[:1].get().delete()


def test_a_difference_names_the_deficit_by_scenario(first_run, manager_user, finance_user):
    """A dearer INMSS placement makes each benefit of places worth more, and the growth of the rest dearer."""
    set_inmss(65_000, manager_user, finance_user)
    [run] = runs.work()
    said = [s for s in run.difference if s.startswith("Deficit at")]
    assert [s.split(":")[0] for s in said if "approved and pipeline" in s] == [
        "Deficit at 31 March 2027, approved and pipeline",
        "Deficit at 31 March 2028, approved and pipeline",
        "Deficit at 31 March 2036, approved and pipeline",
    ]
    assert not any("as reported" in s for s in said)


def test_an_approved_claim_asks_for_a_recompute(manager_user, finance_user):
    load_demonstration_claims(manager=manager_user, finance=finance_user, at=timezone.now())
    [asked] = RecomputeRequest.objects.filter(cause__contains="was approved")
    assert asked.cause.endswith("was approved: £5,517,600")


def test_every_night_a_recompute_is_asked_for(report, settings):
    assert settings.CELERY_BEAT_SCHEDULE["recompute-nightly"]["task"] == recompute_nightly.name
    recompute_nightly()
    assert RecomputeRequest.objects.filter(cause="The nightly recompute", taken_up_at__isnull=True).count() == 1


def test_tasks_share_the_work_out(report):
    assert len(take_up_requests()) == 1
    assert take_up_requests() == []
    assert work_one(ProjectionRun.objects.get().pk) is False
