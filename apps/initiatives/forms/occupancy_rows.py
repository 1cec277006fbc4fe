"""The rows of an uploaded spreadsheet of occupancy: each cell by the rules of the form that records a census day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from apps.core.form_fields import reason_field
from apps.core.sheets_in import Line
from apps.core.sheets_in.rows import SheetRow, cells_of
from apps.initiatives.forms.occupancy import census_field, filled_field, open_field, origin_field
from apps.initiatives.selectors.occupancy_census import Census
from apps.initiatives.selectors.schemes import SchemeView
from apps.initiatives.services.schemes.many import CensusLine
from apps.initiatives.vocabulary import OriginPlacement

PROGRAMME, SETTING, NAME = NAMING = ("Programme", "School or site", "Scheme")
DAY, OPEN, FILLED, REASON = "Census day", "Places open", "Filled", "Why it is corrected"
ORIGINS = {placement: f"Otherwise: {placement.label}" for placement in OriginPlacement}
COLUMNS = (*NAMING, DAY, OPEN, FILLED, *ORIGINS.values(), REASON)
FILLED_IN = (DAY, FILLED, *ORIGINS.values(), REASON)
Naming = tuple[str, str, str]


@dataclass(slots=True)
class Row(SheetRow):
    """``content`` is there where ``faults`` is empty."""

    content: CensusLine | None = None


def read_rows(headings: Sequence[str], lines: Sequence[Line], schemes: Sequence[SchemeView]) -> tuple[list[Row], int]:
    """Of columns without ``heading_faults``, and how many lines of the template nobody filled in."""
    known = {naming_of(s): s.id for s in schemes}
    rows: list[Row] = []
    seen: dict[tuple[int, date], int] = {}
    left_empty = 0
    for line in lines:
        cells = cells_of(line, headings, COLUMNS)
        if not any(cells[column] for column in FILLED_IN):
            left_empty += 1
            continue
        row = _read(Row(line.number, cells), known)
        if row.content:
            key = (row.content.scheme, row.content.census.census_date)
            if (earlier := seen.setdefault(key, row.line)) != row.line:
                row.refuse(DAY, f"The same scheme and day stand in row {earlier}. Keep one.")
                row.content = None
        rows.append(row)
    return rows, left_empty


def naming_of(scheme: SchemeView) -> Naming:
    return scheme.initiative_name.casefold(), scheme.setting.casefold(), scheme.name.casefold()


def _read(row: Row, known: Mapping[Naming, int]) -> Row:
    programme, setting, name = (row.cells[column].casefold() for column in NAMING)
    scheme = known.get((programme, setting, name))
    if scheme is None:
        row.refuse(NAME, "The register has no scheme of this programme, site and name. Start from the template.")
    given = {column: row.cleaned(column, reads) for column, reads in CELLS.items()}
    if scheme is not None and not row.faults:
        origins = {placement: n for placement, column in ORIGINS.items() if (n := given[column])}
        census = Census(given[DAY], given[OPEN], given[FILLED], origins)
        row.content = CensusLine(scheme, census, given[REASON])
    return row


def _why() -> Callable[[Any], Any]:
    why = reason_field("", "")
    why.required = False
    return why.clean


CELLS: dict[str, Callable[[Any], Any]] = {
    DAY: census_field().clean,
    OPEN: open_field().clean,
    FILLED: filled_field().clean,
    **{column: origin_field(placement).clean for placement, column in ORIGINS.items()},
    REASON: _why(),
}
