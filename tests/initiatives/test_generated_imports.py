"""Generated outcome sheets: twelve thousand cells through the rows' rules, and spoilt files through the readers.

A cell is taken or its fault names column, value and remedy; a file is read or refused in a sentence, in bounded time.
"""

import io
import random
import time
import zipfile
from collections import Counter
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.core.charts import Column, Rows
from apps.core.exports import WRITERS, Sheet
from apps.core.sheets_in import Grid, Line, SheetRefused, read_sheet
from apps.core.sheets_in.rows import NO, YES, heading_faults
from apps.initiatives.forms import occupancy_rows, scheme_rows
from apps.initiatives.forms.outcome_rows import AT_LEAST, CELLS, CODE, COLUMNS, Row, read_rows
from apps.initiatives.selectors.outcome_readings import measures
from apps.initiatives.selectors.schemes import scheme_view
from tests.initiatives.claims import judged
from tests.initiatives.schemes.made import registered
from tests.initiatives.schemes.test_uploads import FULL, NORTH
from tests.initiatives.strange import IDENTIFYING, REMEDY, WITHOUT_VALUE, value
from tests.initiatives.test_outcome_upload import GOOD

ROWS, FILES, SEED, SECONDS = 1_200, 200, 20260127, 2
PROGRAMMES = {"SEND Sufficiency Programme": "send-sufficiency"}
FIELDS = {column: clean.__self__ for column, clean in CELLS.items() if column != AT_LEAST}  # type: ignore[attr-defined]


def generated(chance: random.Random, number: int) -> Line:
    cells = list(GOOD)
    for at in chance.sample(range(len(cells)), chance.choice((0, 1, 1, 2, 4, len(cells)))):
        cells[at] = value(chance, cells[at])
    return Line(number, tuple(cells))


def sound(row: Row, codes: set[str]) -> bool:
    cells = row.cells
    whole = all(judged.may(field, cells[column], IDENTIFYING) for column, field in FIELDS.items())
    return whole and cells[CODE] in codes and cells[AT_LEAST].casefold() in (*YES, *NO)


def test_twelve_thousand_generated_cells(report: None):
    chance, known = random.Random(SEED), measures()  # noqa: S311 - the same cells every time
    lines = [generated(chance, number) for number in range(2, ROWS + 2)]
    read, codes = read_rows(COLUMNS, lines, known), {m.slug for m in known}
    counts: Counter[str] = Counter()
    for row in read.rows:
        counts["taken" if row.reading else "refused"] += 1
        assert bool(row.reading) != bool(row.faults)
        assert not row.reading or sound(row, codes), row.cells
        for fault in row.faults:
            assert fault.value == row.cells[fault.column]
            assert REMEDY.search(fault.message) or any(w in fault.message for w in WITHOUT_VALUE), fault.message
    cells = sum(len(line.cells) for line in lines)
    print(f"{cells} generated cells of {ROWS} rows: {dict(counts)}, {read.left_empty} left empty")
    assert cells >= 12_000
    assert min(counts.values()) >= 100


@pytest.mark.parametrize("sheet", [scheme_rows, occupancy_rows], ids=["schemes", "occupancy"])
def test_generated_cells_of_the_register(sheet: Any, report: None):
    """Each row is taken or its faults name the cells; what is taken, each cell may hold."""
    chance, counts = random.Random(SEED), Counter[str]()  # noqa: S311 - the same cells every time
    good = NORTH if sheet is scheme_rows else FULL
    clean = scheme_rows.cells_cleaned(PROGRAMMES) if sheet is scheme_rows else occupancy_rows.CELLS
    known: Any = PROGRAMMES if sheet is scheme_rows else [scheme_view(registered().pk)]
    for number in range(2, ROWS + 2):
        cells = dict(good)
        for column in chance.sample(list(cells), chance.choice((0, 1, 1, 2, 4, len(cells)))):
            cells[column] = value(chance, cells[column])
        rows, left_empty = sheet.read_rows(sheet.COLUMNS, [Line(number, tuple(cells.values()))], known)
        counts["left empty"] += left_empty
        for row in rows:
            counts["taken" if row.content else "refused"] += 1
            assert bool(row.content) != bool(row.faults)
            assert not row.content or all(accepts(clean[c], row.cells[c]) for c in clean), row.cells
            for fault in row.faults:
                assert fault.value == row.cells[fault.column]
                assert REMEDY.search(fault.message) or any(w in fault.message for w in WITHOUT_VALUE), fault.message
    print(f"{ROWS} generated rows of {sheet.__name__}: {dict(counts)}")
    assert min(counts["taken"], counts["refused"]) >= 100


def accepts(clean: Any, cell: str) -> bool:
    """By the judge of its field; a word of a list by the words that it offers."""
    field = getattr(clean, "__self__", None)
    if field is not None:
        return judged.may(field, cell, IDENTIFYING)
    try:
        clean(cell)
    except ValidationError:
        return False
    return not any(bad in cell for bad in IDENTIFYING)


def spoilt(chance: random.Random, content: bytes) -> bytes:
    """A few bytes changed, a piece cut out, repeated or put elsewhere."""
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at, length = chance.randrange(len(data) or 1), chance.randrange(1, 60)
        match chance.randrange(5):
            case 0 | 1:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 2:
                del data[at : at + length]
            case 3:
                data[at:at] = data[at : at + length]
            case _:
                data[at:at] = chance.randbytes(length)
    return bytes(data)


def spoilt_inside(chance: random.Random, content: bytes) -> bytes:
    """One part of a zip spoilt, and packed again as if it belonged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        names = whole.namelist()
        one = chance.choice([n for n in names if n.endswith(".xml")])
        for name in names:
            packed.writestr(name, spoilt(chance, whole.read(name)) if name == one else whole.read(name))
    return out.getvalue()


def filled_in(kind: str) -> bytes:
    """The template with three rows filled in, as the product itself writes it."""
    rows = [dict(zip(COLUMNS, GOOD, strict=True)) for _ in range(3)]
    sheet = Sheet.of(("outcomes", Rows("Outcomes", [Column(name, name) for name in COLUMNS], rows)))
    return WRITERS[kind](sheet, "https://example.org/", timezone.localtime())


def read_or_refused(name: str, content: bytes) -> Grid | str:
    try:
        return read_sheet(name, content)
    except SheetRefused as refused:
        return str(refused)


@pytest.mark.parametrize("kind", ["csv", "ods", "xlsx"])
def test_spoilt_files_are_read_or_refused(kind: str, report: None):
    chance, counts, slowest = random.Random(SEED), Counter[str](), 0.0  # noqa: S311
    content, known = filled_in(kind), measures()
    whole = read_sheet(f"a.{kind}", content)
    assert all(row.reading for row in read_rows(whole.headings, whole.lines, known).rows)
    for number in range(FILES):
        inside = kind != "csv" and number % 2
        broken = (spoilt_inside if inside else spoilt)(chance, content)
        began = time.process_time()
        found = read_or_refused(f"a.{kind}", broken)
        counts["refused" if isinstance(found, str) else "read"] += 1
        if isinstance(found, str):
            assert f"a.{kind}" in found
            assert REMEDY.search(found) or "It is not opened" in found, found
        elif not heading_faults(found.headings, COLUMNS):
            read_rows(found.headings, found.lines, known)
        slowest = max(slowest, time.process_time() - began)
    print(f"{FILES} spoilt {kind} files: {dict(counts)}, the slowest in {slowest:.2f} s of work")
    assert slowest < SECONDS
    assert sum(counts.values()) == FILES
