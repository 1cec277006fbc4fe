"""A paper's tables as worksheets by the Analysis Function's rules, for XLSX and ODS; as plain grids, for CSV.

A cover, contents and notes, then one table a sheet: title, what the sheet holds, where notes are, then the header row.
No cell is left blank: what the paper does not print is said by a shorthand that the notes explain.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from apps.board.calculations.paper.document import Cell, Paper, Table, TableRow
from apps.board.renderers import words

Value = str | Decimal
LONGEST_NAME, LONGEST_TITLE = 31, 250
NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9]+")
GROUP = "Group"
COVER, CONTENTS, NOTES = "Cover", "Contents", "Notes"
ONE_TABLE = "This worksheet contains one table."


@dataclass(frozen=True)
class Grid:
    """A table that every program reads: headings that differ, and rows as long as they."""

    headings: list[str]
    numeric: list[bool]
    rows: list[list[Value]]
    kinds: list[str]

    @property
    def shorthand(self) -> list[str]:
        return sorted({value for row in self.rows for value in row if isinstance(value, str)} & set(words.SHORTHAND))


@dataclass(frozen=True)
class Sheet:
    """``lines`` stand above the table, the first of them the title. ``links`` lead from first cells to other sheets."""

    name: str
    lines: list[str]
    grid: Grid | None = None
    table_name: str = ""
    links: dict[int, str] = field(default_factory=dict)


def grid_of(table: Table) -> Grid:
    """A heading over rows becomes a first column, so that each row says to what it belongs."""
    grouped = any(row.kind == "group" for row in table.rows)
    headings = _distinct([*([GROUP] if grouped else []), *(words.one_line(h.full) for h in table.headings)])
    rows: list[list[Value]] = []
    kinds: list[str] = []
    group = words.NOTHING
    for row in table.rows:
        if row.kind == "group":
            group = row.cells[0].text.strip() or words.NOTHING
            continue
        rows.append([*([group] if grouped else []), *_values(table, row)])
        kinds.append(row.kind)
    if not rows:  # a marked table has one row at least
        rows, kinds = [[words.NOTHING] * len(headings)], [""]
    return Grid(headings, [*([False] if grouped else []), *(h.numeric for h in table.headings)], rows, kinds)


def _values(table: Table, row: TableRow) -> Iterator[Value]:
    for _, cell in zip(table.headings, row.cells, strict=True):
        yield _value(cell)


def _value(cell: Cell) -> Value:
    if cell.value is not None:
        return cell.value
    return cell.text if cell.text.strip() else words.NOTHING


def sheets(paper: Paper) -> list[Sheet]:
    """The whole book, in order. The paper is cleaned already."""
    tables = list(paper.tables())
    names = _names([table.label or table.slug for table in tables])
    notes = _numbered(tables)
    pages = [_page(table, name, notes) for table, name in zip(tables, names, strict=True)]
    listing = [page for page in [_notes_sheet(tables, names, notes, pages)] if page.grid and page.grid.rows]
    cover = _cover(paper, bool(pages))
    return [cover, _contents([*listing, *pages] or [cover]), *listing, *pages]


def _numbered(tables: list[Table]) -> dict[str, int]:
    """Each note once, by its words; the same note of two tables has one number."""
    notes: dict[str, int] = {}
    for table in tables:
        for note in table.notes:
            notes.setdefault(note, len(notes) + 1)
    return notes


def _page(table: Table, name: str, notes: dict[str, int]) -> Sheet:
    grid = grid_of(table)
    marks = "".join(f" [note {notes[note]}]" for note in dict.fromkeys(table.notes))
    lines = [(words.one_line(table.title) or table.slug)[:LONGEST_TITLE] + marks, ONE_TABLE]
    if marks or grid.shorthand:
        lines.append("Notes and shorthand of this table are explained in the Notes worksheet.")
    if table.source:
        lines.append(f"Source: {words.one_line(table.source)}")
    return Sheet(name, lines, grid, f"{name}_data")


def _cover(paper: Paper, has_tables: bool) -> Sheet:
    lines = [words.one_line(paper.title), *(f"Notice: {words.one_line(notice)}" for notice in paper.notices)]
    lines += [f"{name}: {words.one_line(text)}" for name, text in words.identity(paper)[1:]]
    lines.append(f"Contact: {words.one_line(paper.contact) or paper.council}")
    lines += [f"{words.one_line(title)}: {words.UNWRITTEN}" for title in words.unwritten(paper)]
    if not has_tables:
        return Sheet(COVER, [*lines, "This paper holds no table."])
    lines.append("Each table stands on a worksheet of its own; the Contents worksheet lists them, with links.")
    lines.append("Figures are given as the paper prints them, in the unit that the heading of their column names.")
    return Sheet(COVER, lines)


def _contents(pages: list[Sheet]) -> Sheet:
    rows: list[list[Value]] = [[page.name, page.lines[0]] for page in pages]
    grid = Grid(["Worksheet", "Title"], [False, False], rows, [""] * len(rows))
    links = {number: page.name for number, page in enumerate(pages)}
    return Sheet(CONTENTS, ["Contents", ONE_TABLE], grid, "Contents_data", links)


def _notes_sheet(tables: list[Table], names: list[str], notes: dict[str, int], pages: list[Sheet]) -> Sheet:
    rows: list[list[Value]] = []
    for note, number in notes.items():
        where = [name for table, name in zip(tables, names, strict=True) if note in table.notes]
        rows.append([f"[note {number}]", note, ", ".join(where)])
    for mark in words.SHORTHAND:
        where = [page.name for page in pages if page.grid and mark in page.grid.shorthand]
        if where:
            rows.append([mark, words.SHORTHAND[mark], ", ".join(where)])
    grid = Grid(["Note or shorthand", "Meaning", "Worksheets"], [False] * 3, rows, [""] * len(rows))
    return Sheet(NOTES, ["Notes", ONE_TABLE], grid, "Notes_data")


def _distinct(headings: list[str]) -> list[str]:
    """No column without a heading, no two alike in any letters."""
    found: list[str] = []
    for number, heading in enumerate(headings, start=1):
        base = heading[:LONGEST_TITLE] or ("Row" if number == 1 else f"Column {number}")
        found.append(_unlike(base, found, " ({})", LONGEST_TITLE + 10))
    return found


def _names(labels: list[str]) -> list[str]:
    """Names of worksheets: short, without spaces and signs, each one's own."""
    found = [COVER, CONTENTS, NOTES]
    for label in labels:
        base = NOT_IN_NAMES.sub("_", label).strip("_") or "Table"
        base = base if base[0].isalpha() else f"Table_{base}"
        found.append(_unlike(base[: LONGEST_NAME - 4], found, "_{}", LONGEST_NAME))
    return found[3:]


def _unlike(base: str, taken: list[str], ending: str, longest: int) -> str:
    known, text, count = {each.casefold() for each in taken}, base, 1
    while text.casefold() in known:
        count += 1
        text = base[: longest - 6] + ending.format(count)
    return text


def places(value: Decimal) -> int:
    """Decimal places that the paper prints."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def width(column: int, grid: Grid, widest: int, narrowest: int) -> int:
    """Of a column, in letters: its longest line, within bounds; the heading wraps."""
    texts = [f"{row[column]:,}" if isinstance(row[column], Decimal) else str(row[column]) for row in grid.rows]
    longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
    word = max(map(len, grid.headings[column].split()), default=0)
    return max(narrowest, min(widest, max(longest, word) + 3))
