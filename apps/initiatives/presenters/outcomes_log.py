"""Pages of logged outcomes: an initiative's readings, the template to fill in, and an upload row by row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from apps.core.charts import Column, Rows
from apps.core.money import number
from apps.core.sheets_in.rows import Fault, faults_table
from apps.initiatives.forms.outcome_rows import COLUMNS, Row
from apps.initiatives.links import link
from apps.initiatives.models import Initiative, OutcomeMeasure, OutcomeReading
from apps.initiatives.presenters.words import count, reading_text
from apps.initiatives.selectors.outcome_checks import Finding

TEMPLATE = "outcomes-template"
NEW, SAME, REFUSED = "New", "There already", "Refused"


@dataclass(frozen=True, slots=True)
class Counts:
    rows: int
    new: int
    same: int
    refused: int
    left_empty: int


def readings_table(subject: Initiative, readings: list[OutcomeReading], may_log: bool) -> Rows:
    """Every reading, restated ones with what stands in their place."""
    columns = (
        Column("measure", "Measure"),
        Column("period", "Period"),
        Column("value", "Value"),
        Column("n", "n"),
        Column("source", "Source"),
        Column("by", "Logged by"),
        Column("state", "State"),
        *((Column("restate", "Restate", link="url"),) if may_log else ()),
    )
    return Rows(f"Readings of {subject.name}", columns, [_reading_row(r, may_log) for r in readings])


def readings_message(subject: Initiative, readings: list[OutcomeReading]) -> str:
    if not readings:
        return f"No outcome of {subject.name} has been read yet."
    logged = [r for r in readings if r.recorded_by_id]
    restated = sum(r.restates_id is not None for r in readings)
    more = f"; {count(restated, 'reading')} restated an earlier one" if restated else ""
    return f"{count(len(readings), 'reading')}, {number(len(logged))} of them logged by people{more}."


def template(measures: Sequence[OutcomeMeasure]) -> Rows:
    """One heading row, and a row for each measure with its code."""
    rows = [
        dict(zip(COLUMNS, (m.slug, m.initiative.name, m.name, m.get_unit_display()), strict=False)) for m in measures
    ]
    return Rows("Outcomes to log", [Column(name, name) for name in COLUMNS], rows)


def statuses(rows: Sequence[Row], findings: Sequence[Finding]) -> list[tuple[Row, str, list[Fault]]]:
    """Each row with what becomes of it. ``findings`` are of the rows that hold a reading, in their order."""
    found = iter(findings)
    told = []
    for row in rows:
        if row.reading is None:
            told.append((row, REFUSED, row.faults))
            continue
        finding = next(found)
        if finding.refusal:
            column, _, message = finding.refusal.partition(": ")
            told.append((row, REFUSED, [Fault(row.line, column, row.cells.get(column, ""), message)]))
        else:
            told.append((row, SAME if finding.same else NEW, []))
    return told


def counts(told: Sequence[tuple[Row, str, list[Fault]]], left_empty: int) -> Counts:
    said = [status for _, status, _ in told]
    return Counts(len(told), said.count(NEW), said.count(SAME), said.count(REFUSED), left_empty)


def upload_message(found: Counts) -> str:
    parts = f"{number(found.new)} new, {number(found.same)} there already, {number(found.refused)} refused"
    rows = count(found.rows, "row")
    if found.refused:
        return f"{rows} read: {parts}. Nothing is saved until every row is right: correct the file and upload it again."
    if not found.new:
        return f"{rows} read: {parts}. There is nothing to save."
    return f"{rows} read: {parts}. Nothing is saved yet."


def refusals(told: Sequence[tuple[Row, str, list[Fault]]]) -> Rows:
    return faults_table(fault for _, _, faults in told for fault in faults)


def rows_table(told: Sequence[tuple[Row, str, list[Fault]]]) -> Rows:
    keys = ("Measure code", "Value", "At least", "n", "From", "To", "Source", "Note")
    columns = (Column("line", "Row"), Column("status", "Becomes"), *(Column(key, key) for key in keys))
    return Rows(
        "Every row that was read",
        columns,
        [{"line": f"Row {row.line}", "status": status, **row.cells} for row, status, _ in told],
    )


def uploaded_text(new: int, same: int) -> str:
    return f"{count(new, 'reading')} logged (reference: upload of {_now()}); {number(same)} were there already."


def logged_text(reading: OutcomeReading) -> str:
    return f"{_what(reading)} is logged (reference: reading {reading.pk})."


def restated_text(reading: OutcomeReading) -> str:
    return f"{_what(reading)} is restated (reference: reading {reading.pk}). The earlier reading stays and is shown."


def measure_text(measure: OutcomeMeasure) -> str:
    return f"The measure “{measure.name}” is added (reference: {measure.slug}). Log its first reading now."


def reading_facts(reading: OutcomeReading) -> list[dict[str, str]]:
    """What stands, before it is restated."""
    rows = [
        ("Measure", reading.measure.name),
        ("Period", reading.period_label),
        ("Value", reading_text(reading, reading.measure.unit)),
        ("n", number(reading.n) if reading.n else "Not given"),
        ("Source", reading.source_reference),
        ("Logged by", _by(reading)),
    ]
    return [{"key": key, "value": value} for key, value in rows]


def _reading_row(reading: OutcomeReading, may_log: bool) -> dict[str, Any]:
    later = getattr(reading, "restated_by", None)
    state = (
        f"Restated as {reading_text(later, reading.measure.unit)}: {later.restatement_reason}" if later else "Stands"
    )
    if reading.is_baseline and not later:
        state = "Baseline"
    row = {
        "measure": reading.measure.name,
        "period": reading.period_label,
        "value": reading_text(reading, reading.measure.unit),
        "n": number(reading.n) if reading.n else "",
        "source": reading.source_reference,
        "by": _by(reading),
        "state": state,
    }
    if may_log and not later:
        row |= {"restate": f"Restate reading {reading.pk}", "url": link("initiatives:outcome_restate", reading.pk)}
    return row


def _by(reading: OutcomeReading) -> str:
    if not reading.recorded_at:
        return "The council’s report"
    local = timezone.localtime(reading.recorded_at)
    return f"{reading.recorded_by}, {local.day} {local:%B %Y}"


def _what(reading: OutcomeReading) -> str:
    value = reading_text(reading, reading.measure.unit)
    return f"{reading.measure.name}, {reading.period_label}: {value}"


def _now() -> str:
    local = timezone.localtime()
    return f"{local.day} {local:%B %Y, %H:%M}"
