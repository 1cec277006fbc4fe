"""The rows of an uploaded spreadsheet of outcomes: each cell by the rules of the form that logs one reading."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.core.sheets_in import Grid, Line
from apps.initiatives.forms.figures import short
from apps.initiatives.forms.outcomes import day_fields, note_field, number_behind_field, source_field, value_field
from apps.initiatives.models import OutcomeMeasure
from apps.initiatives.selectors.outcome_readings import Reading

CODE, INITIATIVE, MEASURE, UNIT, VALUE, AT_LEAST, N, FROM, TO, SOURCE, NOTE = COLUMNS = (
    "Measure code", "Initiative", "Measure", "Unit", "Value", "At least", "n", "From", "To", "Source", "Note",
)  # fmt: skip
FILLED_IN = (VALUE, AT_LEAST, N, FROM, TO, SOURCE, NOTE)
YES, NO = ("yes", "y", "true", "1", "x"), ("no", "n", "false", "0", "")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell, and what to do."""

    column: str
    value: str
    message: str


@dataclass(slots=True)
class Row:
    """One line of the file. ``reading`` is there where ``faults`` is empty."""

    line: int
    cells: dict[str, str]
    reading: Reading | None = None
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rows:
    """``left_empty`` counts the template's rows in which nothing was filled in."""

    rows: list[Row]
    left_empty: int


def heading_faults(headings: Sequence[str]) -> list[str]:
    """What keeps the columns from being read, as sentences; each once."""
    known = [h for h in headings if h]
    sentences = [f"Line 1: there is no column “{c}”. Start from the template." for c in COLUMNS if c not in known]
    sentences += [f"Line 1: “{short(h)}” is no column of the template. Take it out." for h in known if h not in COLUMNS]
    twice = {h for h in known if known.count(h) > 1}
    return sentences + [f"Line 1: the column “{short(h)}” stands twice. Keep one." for h in sorted(twice)]


def read_rows(headings: Sequence[str], lines: Sequence[Line], measures: Sequence[OutcomeMeasure]) -> Rows:
    """Of columns without ``heading_faults``. Each row becomes a reading, or says in which cells it cannot."""
    by_code = {m.slug: m for m in measures}
    rows, left_empty = [], 0
    for line in lines:
        cells = dict.fromkeys(COLUMNS, "") | dict(zip(headings, map(str.strip, line.cells), strict=False))
        cells.pop("", None)
        if not any(cells[column] for column in FILLED_IN) and cells[CODE]:
            left_empty += 1
            continue
        rows.append(_read(Row(line.number, cells), by_code))
    return Rows(rows, left_empty)


def lines_of(grid: Grid) -> list[tuple[int, tuple[str, ...]]]:
    """The rows as they travel to the confirmation."""
    return [(line.number, line.cells) for line in grid.lines]


def _read(row: Row, by_code: dict[str, OutcomeMeasure]) -> Row:
    measure = by_code.get(row.cells[CODE])
    if measure is None:
        row.faults.append(Fault(CODE, row.cells[CODE], "It is no measure’s code. Take the code from the template."))
    else:
        row.faults += _names(row.cells, measure)
    given = {column: _cell(row, column, clean) for column, clean in CELLS.items()}
    if row.faults or measure is None:
        return row
    row.reading = Reading(
        measure=measure.pk, value=given[VALUE], n=given[N], first_day=given[FROM], last_day=given[TO],
        at_least=given[AT_LEAST], source=given[SOURCE], note=given[NOTE],
    )  # fmt: skip
    return row


def _names(cells: dict[str, str], measure: OutcomeMeasure) -> list[Fault]:
    """The words beside the code are for people; where they name something else, the row is not what it seems."""
    stands = {INITIATIVE: measure.initiative.name, MEASURE: measure.name, UNIT: measure.get_unit_display()}
    return [
        Fault(column, cells[column], f"This code is of “{name}”. Put that here, or correct the code.")
        for column, name in stands.items()
        if cells[column] and cells[column].casefold() != str(name).casefold()
    ]


def _cell(row: Row, column: str, clean: Callable[[Any], Any]) -> Any:
    try:
        return clean(row.cells[column])
    except ValidationError as error:
        row.faults.append(Fault(column, row.cells[column], " ".join(error.messages)))
        return None


def _yes(value: str) -> bool:
    if (word := value.strip().casefold()) in YES:
        return True
    if word in NO:
        return False
    raise ValidationError(f"“{short(value)}” is neither yes nor no. Enter yes, or leave it empty.")


def _cleaner(made: forms.Field) -> Callable[[Any], Any]:
    return made.clean


CELLS: dict[str, Callable[[Any], Any]] = {
    VALUE: _cleaner(value_field()),
    AT_LEAST: _yes,
    N: _cleaner(number_behind_field()),
    FROM: _cleaner(day_fields()[0]),
    TO: _cleaner(day_fields()[1]),
    SOURCE: _cleaner(source_field()),
    NOTE: _cleaner(note_field()),
}
