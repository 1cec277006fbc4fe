"""How a money target reads beside its guardrails: never “on track” while one of them fails or has no reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

AT_LEAST = "at_least"
HIGHER, LOWER = "higher", "lower"
WHOLE = 100


class RailState(Enum):
    HOLDS = "Holds"
    FAILS = "Failing"
    NOT_MEASURED = "Not measured"


class Reads(Enum):
    """``NOT_SHOWN_*`` say that the target’s own state is withheld, and why."""

    ON_TRACK = "On track"
    NOT_REACHED = "Not reached yet"
    NO_VALUE = "Nothing to set against it yet"
    NOT_SHOWN_FAILING = "Not shown: guardrail failing"
    NOT_SHOWN_NOT_MEASURED = "Not shown: guardrail not measured"
    NOT_SHOWN_NO_GUARDRAIL = "Not shown: no guardrail"


@dataclass(frozen=True, slots=True)
class Rail:
    """``value`` is the newest reading in the measure's unit, None where there is none. ``or_more``: the source says “at
    least”, which settles nothing about a most."""

    sense: str
    threshold: Decimal
    value: Decimal | None
    or_more: bool = False

    @property
    def state(self) -> RailState:
        if self.value is None:
            return RailState.NOT_MEASURED
        if self.or_more and self.sense != AT_LEAST and self.value <= self.threshold:
            return RailState.NOT_MEASURED
        holds = self.value >= self.threshold if self.sense == AT_LEAST else self.value <= self.threshold
        return RailState.HOLDS if holds else RailState.FAILS


def reads(reached: bool | None, rails: Sequence[Rail]) -> Reads:
    """``reached``: whether the amount is met now, None where there is nothing to set against it."""
    states = {rail.state for rail in rails}
    if RailState.FAILS in states:
        return Reads.NOT_SHOWN_FAILING
    if RailState.NOT_MEASURED in states:
        return Reads.NOT_SHOWN_NOT_MEASURED
    if not rails:
        return Reads.NOT_SHOWN_NO_GUARDRAIL
    if reached is None:
        return Reads.NO_VALUE
    return Reads.ON_TRACK if reached else Reads.NOT_REACHED


def refusal(sense: str, threshold: Decimal, better: str, percent: bool) -> str:
    """Why it would guard nothing, empty where it may stand. ``better`` is the good direction of what is watched."""
    at_least = sense == AT_LEAST
    if better == HIGHER and not at_least:
        return "It holds while: more of what is watched is better, so a most guards nothing. Choose “At least”."
    if better == LOWER and at_least:
        return "It holds while: less of what is watched is better, so a least guards nothing. Choose “At most”."
    if percent and not 0 < threshold < WHOLE:
        asked = f"{'at least' if at_least else 'at most'} {threshold.normalize():f}%"
        why = "can never fail" if (threshold <= 0) == at_least else "cannot be met in practice"
        return f"Threshold: “{asked}” {why}. Enter one above 0 and below 100."
    if at_least and threshold <= 0:
        return "Threshold: “at least 0” can never fail. Enter more than 0."
    return ""
