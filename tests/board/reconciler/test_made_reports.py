"""Of sound reports nothing is said; of reports with one planted fault, the fault, at its place."""

import json

import pytest

from apps.board.calculations.reconciler import Kind
from bench import reconciler
from tests.board.reconciler.made.faults import SOUND, plants
from tests.board.reconciler.made.trial import Trial, lines, try_all

SEED, TIMES = 2026, 6


@pytest.fixture(scope="module")
def trial() -> Trial:
    found = try_all(SEED, TIMES)
    print("\n".join(lines(found)))
    return found


def test_of_a_hundred_sound_reports_two_at_most_raise_an_alarm(trial: Trial) -> None:
    assert trial.sound == TIMES * len(SOUND) >= 100
    assert len(trial.alarms) <= trial.sound * 0.02, [(made.family, str(one.where)) for made, one in trial.alarms]


def test_of_a_hundred_planted_faults_ninety_five_are_found(trial: Trial) -> None:
    assert trial.planted.total() == TIMES * len(list(plants())) >= 100
    assert trial.found >= trial.planted.total() * 0.95, [(one.what, one.places) for one in trial.missed]


def test_faults_of_each_kind_are_planted_and_found(trial: Trial) -> None:
    assert set(trial.planted) == {kind.value for kind in Kind}
    for kind, count in trial.planted.items():
        missed = sum(one.kind.value == kind for one in trial.missed)
        assert missed <= count * 0.1, kind


def test_another_seed_gives_other_reports_and_the_same_promise() -> None:
    other = try_all(SEED + 1, 2)
    assert other.found >= other.planted.total() * 0.95
    assert len(other.alarms) <= 1


def test_the_command_prints_the_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert reconciler.main(["--seed", "7", "--times", "1"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["planted"] == len(list(plants()))
    assert printed["sound"] == len(SOUND)
