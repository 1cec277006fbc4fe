"""What the page of guardrails says: targets with how they read, and the measures that are or can be watched."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from apps.board.calculations.guardrails import RailState, Reads
from apps.board.models import Guardrail
from apps.board.presenters.meetings import many
from apps.board.selectors.guardrails import Measures, Newest, TargetRead, Watched, newest_of
from apps.board.vocabulary import Benchmark
from apps.core.charts import Column, Rows
from apps.core.vocabulary import Basis
from apps.initiatives.models import OutcomeMeasure
from apps.initiatives.presenters.words import plain
from apps.initiatives.vocabulary import Better, MeasureUnit

TARGETS = (
    Column("target", "Target"), Column("amount", "Amount", kind="money"), Column("basis", "Basis"),
    Column("year", "By the end of"), Column("value", "Now", kind="money"), Column("reads", "How it reads"),
    Column("rails", "Guardrails"), Column("set_by", "Set by"), Column("source", "Source"),
)  # fmt: skip
RAILS = (
    Column("guards", "Guards"), Column("watched", "Must not get worse"), Column("asked", "Holds while"),
    Column("value", "Newest reading"), Column("when", "Of"), Column("state", "State"),
    Column("source", "Where the threshold comes from"),
)  # fmt: skip
CAN_WATCH = (
    Column("measure", "Measure"), Column("initiative", "Initiative"), Column("better", "Good direction"),
    Column("value", "Newest reading"), Column("when", "Of"), Column("source", "Source"),
)  # fmt: skip
NO_READING, DEFICIT = "No reading", "Accumulated deficit"
PER_CENT = "%"
OF_ANOTHER = "of another target of the same kind and year"


def message(found: Sequence[TargetRead]) -> str:
    if not found:
        return "No money target is entered, so nothing reads “on track”. The measures below can guard one."
    on_track = sum(one.reads == Reads.ON_TRACK for one in found)
    held = sum(one.reads in (Reads.NOT_SHOWN_FAILING, Reads.NOT_SHOWN_NOT_MEASURED) for one in found)
    text = f"{many(len(found), 'money target').capitalize()} {'is' if len(found) == 1 else 'are'} entered; "
    text += f"{on_track or 'none'} {'is' if on_track < 2 else 'are'} on track"
    return f"{text}; {held} not shown because a guardrail fails or has no reading." if held else f"{text}."


def target_rows(found: Sequence[TargetRead]) -> Rows:
    rows = [
        {
            "target": str(one.target.initiative or one.target.get_scope_display()),
            "amount": one.target.amount,
            "basis": Basis(one.target.basis).label if one.target.basis else DEFICIT,
            "year": str(one.target.financial_year),
            "value": one.value,
            "reads": one.reads.value,
            "rails": "; ".join([*map(_said, one.rails), *(f"{OF_ANOTHER}: {_said(w)}" for w in one.beside)]),
            "set_by": one.target.set_by,
            "source": one.target.source_reference,
        }
        for one in found
    ]
    return Rows("Money targets, £, and how they read beside their guardrails", TARGETS, rows)


def rail_rows(found: Sequence[TargetRead], of_measures: Sequence[Watched]) -> Rows:
    rows = [_rail(str(one.target), w) for one in found for w in one.rails]
    rows += [_rail(f"{w.guardrail.guarded}, of which fewer is better", w) for w in of_measures]
    return Rows("Guardrails, and whether they hold", RAILS, rows)


def watch_rows(known: Measures) -> Rows:
    """What the data hold that a guardrail can watch, read or not."""
    rows = [
        {"measure": label, "initiative": "Every new plan of the council", "better": Better.HIGHER.label}
        | _read(known.benchmarks[value], PER_CENT)
        for value, label in Benchmark.choices
    ]
    return Rows("Measures that can be watched", CAN_WATCH, [*rows, *_outcomes(known)])


def measure_choices(known: Measures) -> list[tuple[int, str]]:
    """Those with a good direction."""
    return [(m.pk, f"{m.name} ({known.initiatives[m.initiative_id]})") for m in _directed(known)]


def rail_words(row: Guardrail) -> str:
    """“New plans issued within 20 weeks: at least 60%”."""
    unit = PER_CENT if row.benchmark or (row.measure and row.measure.unit == MeasureUnit.PERCENT) else ""
    watched = str(row.measure) if row.measure else row.get_benchmark_display().split(",")[0]
    return f"{watched}, {row.get_sense_display().lower()} {plain(row.threshold)}{unit}"


def state_words(watched: Watched) -> str:
    """“failing, 52.1 (Calendar year 2024)”."""
    state, newest = watched.rail.state, watched.newest
    if state is RailState.NOT_MEASURED or newest.value is None:
        return state.value.lower()
    return f"{state.value.lower()}, {_figure(newest.value, '')} ({newest.when})"


def _said(watched: Watched) -> str:
    return f"{rail_words(watched.guardrail)}: {state_words(watched)}"


def _rail(guards: str, watched: Watched) -> dict[str, Any]:
    row = watched.guardrail
    unit = PER_CENT if row.benchmark or (row.measure and row.measure.unit == MeasureUnit.PERCENT) else ""
    words, _, asked = rail_words(row).rpartition(", ")
    return {
        "guards": guards,
        "watched": words,
        "asked": asked,
        **_read(watched.newest, unit),
        "state": watched.rail.state.value,
        "source": row.source_reference,
    }


def _directed(known: Measures) -> Iterator[OutcomeMeasure]:
    yield from (o.measure for o in known.outcomes.values() if o.measure.better != Better.NEITHER)


def _outcomes(known: Measures) -> Iterator[dict[str, Any]]:
    for measure in _directed(known):
        unit = PER_CENT if measure.unit == MeasureUnit.PERCENT else f" {measure.get_unit_display()}"
        yield {
            "measure": measure.name,
            "initiative": known.initiatives[measure.initiative_id].name,
            "better": measure.get_better_display(),
            **_read(newest_of(known.outcomes[measure.pk]), unit),
        }


def _read(newest: Newest, unit: str) -> dict[str, str]:
    value = NO_READING if newest.value is None else _figure(newest.value, unit)
    value = f"at least {value}" if newest.at_least else value
    return {"value": value, "when": newest.when, "source": newest.source}


def _figure(value: Decimal, unit: str) -> str:
    return f"{plain(round(value, 1))}{unit}"
