"""Outcome measures in a table and in words: base dates, contradictions, and what small numbers can show."""

from decimal import Decimal
from typing import Any

from apps.core.charts import Column, Rows
from apps.core.money import number, round_half_up, signed
from apps.initiatives.calculations.proportions import ShareDifference
from apps.initiatives.models import Initiative, OutcomeReading
from apps.initiatives.presenters.words import count, listed, plain, reading_text
from apps.initiatives.selectors.outcomes import Outcome
from apps.initiatives.vocabulary import Better

NO_BASELINE, NO_CHANGE_SHOWN = "No baseline", "Not distinguishable from no change"


def outcome_table(subject: Initiative, outcomes: list[Outcome]) -> Rows:
    return Rows(
        f"Outcome measures of {subject.name}",
        (
            Column("measure", "Measure"),
            Column("baseline", "Baseline"),
            Column("latest", "Latest"),
            Column("change", "Change"),
            Column("reading", "What it shows"),
            Column("n", "Children or plans (n)"),
            Column("source", "Source"),
        ),
        [outcome_row(o) for o in outcomes],
    )


def outcome_sentences(outcomes: list[Outcome]) -> list[str]:
    """What a reader must know before comparing: base dates, contradictions, small numbers."""
    small = filter(None, map(small_numbers, outcomes))
    return [*_base_dates(outcomes), *_contradictions(outcomes), *small, *_restatements(outcomes)]


def outcome_notes(outcomes: list[Outcome]) -> list[str]:
    readings = [r for o in outcomes for r in (o.baseline, o.latest, *o.others) if r and r.note]
    return list(dict.fromkeys(r.note for r in readings))


def change_text(outcome: Outcome) -> str:
    """``+1.6 percentage points`` for a share, ``+3 children`` for a count."""
    change = outcome.change
    if change is None:
        return NO_BASELINE
    unit = "percentage point" if outcome.is_share else outcome.measure.get_unit_display()
    plural = "s" if outcome.is_share and abs(change) != 1 else ""
    return f"{signed(plain(change))} {unit}{plural}"


def verdict(outcome: Outcome) -> str:
    """Better or worse, as the measure is meant to move; nothing where the numbers are too small or not known."""
    difference, better = outcome.difference, Better(outcome.measure.better)
    if difference and not difference.distinguishable:
        return NO_CHANGE_SHOWN
    if outcome.change is None or better == Better.NEITHER:
        return "For information" if better == Better.NEITHER else "Cannot be compared"
    if outcome.is_share and not _sizes_known(outcome):
        return _share_alone(outcome.change)
    if not outcome.change:
        return "No change"
    return "Better" if (outcome.change > 0) == (better == Better.HIGHER) else "Worse"


def small_numbers(outcome: Outcome) -> str:
    """Method section 4: the change in children, its 95% interval, and what rounding alone allows."""
    found, before, after = outcome.difference, outcome.baseline, outcome.latest
    if not (found and before and after):
        return ""
    told = "is more than chance would give" if found.distinguishable else "cannot be distinguished from no change"
    way = "more" if found.points > 0 else "fewer"
    moved = abs(found.children)
    return (
        f"{outcome.measure.name}: {plain(before.value)}% to {plain(after.value)}% of "
        f"{count(after.n or 0, 'child', 'children')} is {plain(moved)} {'child' if moved == 1 else 'children'} "
        f"{way}{_fraction(found)}. "
        f"The 95% interval runs from {_children(found.low)} to {_children(found.high)} children, so the change {told}. "
        f"The rounding of the printed shares alone allows {_rounding(found)} children."
    )


def latest_text(outcome: Outcome) -> str:
    """``41.4%``; ``2 or 8`` where the source gives two values."""
    return " or ".join(reading_text(r, outcome.measure.unit) for r in (outcome.latest, *outcome.others) if r)


def outcome_row(outcome: Outcome) -> dict[str, Any]:
    unit = outcome.measure.unit
    readings = [r for r in (outcome.latest, *outcome.others) if r]
    sizes = dict.fromkeys(r.n for r in (outcome.baseline, outcome.latest) if r and r.n)
    return {
        "measure": outcome.measure.name,
        "baseline": _dated(outcome.baseline, unit) if outcome.baseline else NO_BASELINE,
        "latest": " or ".join(_dated(r, unit) for r in readings) or "No reading",
        "change": change_text(outcome),
        "reading": verdict(outcome),
        "n": " and ".join(number(n) for n in sizes) or "Not given",
        "source": "; ".join(dict.fromkeys(r.source_reference for r in readings)),
    }


def _dated(reading: OutcomeReading, unit: str) -> str:
    return f"{reading_text(reading, unit)} ({reading.period_label})"


def _base_dates(outcomes: list[Outcome]) -> list[str]:
    based = [(o.measure.name, o.baseline.period_label) for o in outcomes if o.baseline]
    if len({label for _, label in based}) < 2:
        return []
    parts = listed([f"“{name}” from {label}" for name, label in based])
    return [f"The base dates differ: {parts}. The two changes cover different spans of time."]


def _contradictions(outcomes: list[Outcome]) -> list[str]:
    sentences = []
    for o in outcomes:
        if o.latest and o.others:
            values = listed(
                [f"{reading_text(r, o.measure.unit)} ({r.source_reference})" for r in (o.latest, *o.others)]
            )
            sentences.append(f"“{o.measure.name}”: the report gives {values} for the same period.")
    return sentences


def _restatements(outcomes: list[Outcome]) -> list[str]:
    return [
        f"“{o.measure.name}”, {old.period_label}: {reading_text(old, o.measure.unit)} was restated as "
        f"{reading_text(new, o.measure.unit)}. {new.restatement_reason}"
        for o in outcomes
        for old, new in o.restated
    ]


def _fraction(found: ShareDifference) -> str:
    return "" if found.children == found.children.to_integral_value() else ", not a whole number"


def _rounding(found: ShareDifference) -> str:
    low, high = sorted((abs(found.rounded_low), abs(found.rounded_high)))
    if found.rounded_low < 0 < found.rounded_high:
        return f"{number(found.rounded_low, 1)} to {number(found.rounded_high, 1)}"
    return f"{number(low, 1)} to {number(high, 1)}"


def _children(value: float) -> str:
    """``12 fewer``, ``17 more``, ``0``."""
    whole = int(round_half_up(Decimal(value)))
    return f"{number(abs(whole))} {'more' if whole > 0 else 'fewer'}" if whole else "0"


def _sizes_known(outcome: Outcome) -> bool:
    return bool(outcome.baseline and outcome.baseline.n and outcome.latest and outcome.latest.n)


def _share_alone(change: Decimal) -> str:
    """A share whose groups may have grown or shrunk says nothing of how many there are."""
    how, number_may = ("Same", "changed") if not change else ("Higher", "fallen") if change > 0 else ("Lower", "risen")
    return f"{how} share; the report gives no numbers, so the number may have {number_may}"
