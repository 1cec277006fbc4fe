"""The rows of an uploaded spreadsheet of outcomes: each cell by the rules of the form that logs one reading."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from apps.core.sheets_in import Line
from apps.core.sheets_in.rows import SheetRow, cells_of, yes_or_no
from apps.initiatives.forms.outcomes import day_fields, note_field, number_behind_field, source_field, value_field
from apps.initiatives.models import OutcomeMeasure
from apps.initiatives.selectors.outcome_readings import Reading

CODE, INITIATIVE, MEASURE, UNIT, VALUE, AT_LEAST, N, FROM, TO, SOURCE, NOTE = COLUMNS = (
    "Measure code", "Initiative", "Measure", "Unit", "Value", "At least", "n", "From", "To", "Source", "Note",
)  # fmt: skip
FILLED_IN = (VALUE, AT_LEAST, N, FROM, TO, SOURCE, NOTE)


@dataclass(slots=True)
class Row(SheetRow):
    """``reading`` is there where ``faults`` is empty."""

    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """``left_empty`` counts the template's rows in which nothing was filled in."""

    rows: list[Row]
    left_empty: int


def read_rows(headings: Sequence[str], lines: Sequence[Line], measures: Sequence[OutcomeMeasure]) -> Rows:
    """Of columns without ``heading_faults``. Each row becomes a reading, or says in which cells it cannot."""
    by_code = {m.slug: m for m in measures}
    rows, left_empty = [], 0
    for line in lines:
        cells = cells_of(line, headings, COLUMNS)
        if not any(cells[column] for column in FILLED_IN) and cells[CODE]:
            left_empty += 1
            continue
        rows.append(_read(Row(line.number, cells), by_code))
    return Rows(rows, left_empty)


def _read(row: Row, by_code: dict[str, OutcomeMeasure]) -> Row:
    measure = by_code.get(row.cells[CODE])
    if measure is None:
        row.refuse(CODE, "It is no measure’s code. Take the code from the template.")
    else:
        _check_names(row, measure)
    given = {column: row.cleaned(column, clean) for column, clean in CELLS.items()}
    if row.faults or measure is None:
        return row
    row.reading = Reading(
        measure=measure.pk, value=given[VALUE], n=given[N], first_day=given[FROM], last_day=given[TO],
        at_least=given[AT_LEAST], source=given[SOURCE], note=given[NOTE],
    )  # fmt: skip
    return row


def _check_names(row: Row, measure: OutcomeMeasure) -> None:
    """The words beside the code are for people; where they name something else, the row is not what it seems."""
    stands = {INITIATIVE: measure.initiative.name, MEASURE: measure.name, UNIT: measure.get_unit_display()}
    for column, name in stands.items():
        if row.cells[column] and row.cells[column].casefold() != str(name).casefold():
            row.refuse(column, f"This code is of “{name}”. Put that here, or correct the code.")


def _cleaner(made: forms.Field) -> Callable[[Any], Any]:
    return made.clean


CELLS: dict[str, Callable[[Any], Any]] = {
    VALUE: _cleaner(value_field()),
    AT_LEAST: yes_or_no,
    N: _cleaner(number_behind_field()),
    FROM: _cleaner(day_fields()[0]),
    TO: _cleaner(day_fields()[1]),
    SOURCE: _cleaner(source_field()),
    NOTE: _cleaner(note_field()),
}
