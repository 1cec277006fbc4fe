"""The rows of an uploaded spreadsheet of schemes: each cell by the rules of the form that enters one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apps.core.form_fields import reason_field
from apps.core.sheets_in import Line
from apps.core.sheets_in.rows import SheetRow, cells_of, one_of
from apps.initiatives.forms.schemes import (
    CONTENT,
    COST_AND_SOURCE,
    KINDS,
    as_content,
    name_field,
    setting_field,
)
from apps.initiatives.services.schemes.many import SchemeLine
from apps.initiatives.vocabulary import Counting

PROGRAMME, SETTING, NAME = NAMING = ("Programme", "School or site", "Scheme")
COST, PAYER = "Capital cost, £", "Who pays the capital"
CONTENT_COLUMNS = dict(zip(CONTENT, (
    "Type of provision", "Phase", "Primary need", "Places", "Status", "Commissioned to open on", "Opens on",
    "Closes on", COST, PAYER, "Commissioning round", "Source",
), strict=True))  # fmt: skip
COUNTED, REASON = "Counted", "Why it is changed"
COLUMNS = (*NAMING, *CONTENT_COLUMNS.values(), COUNTED, REASON)
COUNTINGS = ((Counting.PART.value, "Part"), (Counting.ADDITION.value, "Addition"))


@dataclass(slots=True)
class Row(SheetRow):
    """``content`` is there where ``faults`` is empty."""

    content: SchemeLine | None = None


def read_rows(headings: Sequence[str], lines: Sequence[Line], programmes: Mapping[str, str]) -> tuple[list[Row], int]:
    """Of columns without ``heading_faults``, and how many lines of the template nobody filled in. ``programmes`` are
    slugs by name."""
    clean = cells_cleaned(programmes)
    rows: list[Row] = []
    seen: dict[tuple[str, ...], int] = {}
    left_empty = 0
    for line in lines:
        cells = cells_of(line, headings, COLUMNS)
        if not any(cells[column] for column in COLUMNS if column != PROGRAMME):
            left_empty += 1
            continue
        row = _read(Row(line.number, cells), clean)
        key = tuple(cells[column].casefold() for column in NAMING)
        if row.content and (earlier := seen.setdefault(key, row.line)) != row.line:
            row.refuse(NAME, f"The same scheme stands in row {earlier}. Keep one.")
            row.content = None
        rows.append(row)
    return rows, left_empty


def cells_cleaned(programmes: Mapping[str, str]) -> dict[str, Callable[[Any], Any]]:
    """What reads the cells of each column."""
    fields: dict[str, Callable[[Any], Any]] = {}
    for name, column in CONTENT_COLUMNS.items():
        kind = KINDS.get(name)
        empty = name == "capital_source"
        fields[column] = one_of(kind.choices, kind, empty=empty) if kind else CONTENT[name]().clean  # type: ignore[attr-defined]  # a TextChoices
    known = [(slug, name) for name, slug in programmes.items()]
    why = reason_field("", "")
    why.required = False
    return {
        PROGRAMME: one_of(known, str),
        SETTING: setting_field().clean,
        NAME: name_field().clean,
        **fields,
        COUNTED: one_of(COUNTINGS, Counting, empty=True),
        REASON: why.clean,
    }


def _read(row: Row, clean: Mapping[str, Callable[[Any], Any]]) -> Row:
    given = {column: row.cleaned(column, reads) for column, reads in clean.items()}
    sound = {fault.column for fault in row.faults}.isdisjoint({COST, PAYER})
    if sound and (given[COST] is None) != (given[PAYER] is None):
        row.refuse(PAYER if given[PAYER] is None else COST, COST_AND_SOURCE)
    if not row.faults:
        said = as_content({name: given[column] for name, column in CONTENT_COLUMNS.items()})
        row.content = SchemeLine(
            given[PROGRAMME], given[SETTING], given[NAME], said, given[COUNTED] or Counting.PART, given[REASON]
        )
    return row
