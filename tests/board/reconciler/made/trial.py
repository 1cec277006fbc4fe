"""The reconciler over sound reports and over reports with one fault: how often it is right."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from apps.board.calculations.reconciler import Finding, Severity, reconcile
from tests.board.reconciler.made.base import Made, Place
from tests.board.reconciler.made.faults import SOUND, Planted, plants


@dataclass(slots=True)
class Trial:
    """``alarms`` are sound reports of which something was said that is no rounding; ``missed`` faults of which nothing
    was said at their place."""

    sound: int = 0
    alarms: list[tuple[Made, Finding]] = field(default_factory=list)
    roundings: int = 0
    planted: Counter[str] = field(default_factory=Counter)
    missed: list[Planted] = field(default_factory=list)
    beside: int = 0  # findings of another place or kind than the planted one

    @property
    def found(self) -> int:
        return self.planted.total() - len(self.missed)


def try_all(seed: int, times: int) -> Trial:
    """Each sound family and each fault, ``times`` times."""
    trial = Trial()
    for number in range(times):
        for family in SOUND:
            _try_sound(trial, family(_chance(seed, number, family.__name__)))
        for which, plant in enumerate(plants()):
            _try_planted(trial, plant(_chance(seed, number, which)))
    return trial


def _chance(*seed: object) -> Random:
    return Random(" ".join(map(str, seed)))  # noqa: S311  # figures of a trial, not secrets


def _try_sound(trial: Trial, made: Made) -> None:
    trial.sound += 1
    found = reconcile(made.given()).findings
    trial.roundings += sum(one.severity is Severity.ROUNDING for one in found)
    alarm = next((one for one in found if one.severity is not Severity.ROUNDING), None)
    if alarm:
        trial.alarms.append((made, alarm))


def _try_planted(trial: Trial, planted: Planted) -> None:
    trial.planted[planted.kind.value] += 1
    found = reconcile(planted.made.given()).findings
    named = [one for one in found if names(one, planted)]
    trial.beside += len(found) - len(named)
    if not named:
        trial.missed.append(planted)


def names(finding: Finding, planted: Planted) -> bool:
    """The place that was planted, in the way of its kind: as rounding where it is one."""
    if (finding.severity is Severity.ROUNDING) is not planted.rounding or finding.kind is not planted.kind:
        return False
    where = finding.where
    return _place(where.place, where.row, where.column) in {_place(*place) for place in planted.places}


def _place(*parts: str) -> Place:
    first, second, third = (" ".join(part.split()) for part in parts)
    return first, second, third


def lines(trial: Trial) -> Sequence[str]:
    return [
        f"sound reports: {trial.sound}, false alarms: {len(trial.alarms)}, said as rounding: {trial.roundings}",
        f"planted faults: {trial.planted.total()}, found: {trial.found}, other findings beside: {trial.beside}",
        *(
            f"  {kind}: {count} planted, {sum(m.kind.value == kind for m in trial.missed)} missed"
            for kind, count in trial.planted.items()
        ),
    ]
