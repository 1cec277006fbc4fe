"""What stands in the way of logging a reading: the measure's unit, the period, what is there already, a closed quarter.

Asked before anything is saved, to show every row of an upload, and again by the service, under its lock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache

from apps.initiatives.models import OutcomeMeasure, OutcomeReading
from apps.initiatives.selectors.outcome_readings import Reading, logged, reading_of
from apps.initiatives.selectors.quarters import closed_quarter_of
from apps.initiatives.vocabulary import MeasureUnit

WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Finding:
    """Of one reading: there already word for word, refused with a sentence, or, with neither, new."""

    same: bool = False
    refusal: str = ""

    @property
    def new(self) -> bool:
        return not (self.same or self.refusal)


def check_readings(readings: Sequence[Reading], today: date) -> list[Finding]:
    """One finding for each, in their order, in a handful of queries."""
    measures = OutcomeMeasure.objects.in_bulk({r.measure for r in readings})
    stands, based = logged(readings), _based(measures)
    closed = cache(_closed)
    seen: set[tuple[int, date, date, str]] = set()
    found = []
    for one in readings:
        finding = _check(one, measures.get(one.measure), stands.get(one.key), today)
        if finding.new and one.key in seen:
            finding = Finding(refusal="Period: this measure, period and source stand twice here. Keep one of the two.")
        if finding.new and one.is_baseline and one.measure in based:
            finding = Finding(refusal=HAS_BASELINE)
        if finding.new and (said := closed(one.last_day)):
            finding = Finding(refusal=said)
        if finding.new and one.is_baseline:
            based.add(one.measure)
        seen.add(one.key)
        found.append(finding)
    return found


def value_refusal(reading: Reading, measure: OutcomeMeasure) -> str:
    """Whether the value fits the measure's unit."""
    if measure.unit == MeasureUnit.PERCENT:
        above = f"Value: {reading.value.normalize():f} is above 100%. Enter a per cent, such as 41.4."
        return above if reading.value > WHOLE else ""
    if reading.value != reading.value.to_integral_value():
        shown, unit = f"{reading.value.normalize():f}", measure.get_unit_display()
        return f"Value: {shown} is not a whole number of {unit}. Enter one, such as 12."
    return ""


def period_refusal(reading: Reading, today: date) -> str:
    if reading.last_day < reading.first_day:
        return (
            f"To: {_day(reading.last_day)} is before {_day(reading.first_day)}. Enter the period’s last day, "
            "on or after its first."
        )
    if reading.last_day > today:
        return f"To: {_day(reading.last_day)} is still to come. Log the reading once its period has ended."
    return ""


def _check(reading: Reading, measure: OutcomeMeasure | None, stands: OutcomeReading | None, today: date) -> Finding:
    if measure is None:
        return Finding(refusal="Measure: it is no longer there. Choose one of the initiative’s measures.")
    if said := value_refusal(reading, measure) or period_refusal(reading, today):
        return Finding(refusal=said)
    if stands is None:
        return Finding()
    now = reading_of(stands)
    if now == reading or now == _without_baseline(reading, now):
        return Finding(same=True)
    return Finding(
        refusal=f"Value: a reading of this period from this source stands at {now.value:f}. Restate that one, "
        "with the reason, in place of logging another."
    )


def _without_baseline(reading: Reading, now: Reading) -> Reading:
    """An upload does not say whether a reading is the baseline."""
    return replace(reading, is_baseline=now.is_baseline)


def _based(measures: Iterable[int]) -> set[int]:
    """Measures that have a baseline."""
    found = OutcomeReading.objects.filter(measure__in=list(measures), is_baseline=True)
    return set(found.values_list("measure", flat=True))


def _closed(last_day: date) -> str:
    if closed := closed_quarter_of(last_day):
        return f"To: {closed} is closed, so it takes no new reading. Restate an earlier one of it, with the reason."
    return ""


def _day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


HAS_BASELINE = "Baseline: this measure has one already. Restate it, with the reason, or log this as a later reading."
