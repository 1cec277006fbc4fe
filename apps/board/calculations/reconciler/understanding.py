"""From rows of texts to a table: which rows are headings, which columns name the rows."""

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from apps.board.calculations.reconciler.given import GivenTable
from apps.board.calculations.reconciler.periods import month_in, year_in
from apps.board.calculations.reconciler.table import EMPTY, Cell, Table, cell

MOST_HEADINGS, LONGEST_NAME, MOST_NAMES = 5, 32, 4
Row = tuple[str, ...]
OUT_OF = re.compile(r"[0-9]+ (?:of|out of|/) [0-9]+")
A_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
BELOW = re.compile(r"\bcodes?\b|^(?:ref(?:erence)?|id|no\.?|#|rank(?:ing)?|position|item|row|line)$", re.IGNORECASE)


def understood(number: int, given: GivenTable) -> Table | None:
    """None where it has no body of at least one row and one column."""
    rows = _squared(given.rows)
    caption = given.caption.strip()
    if rows and len([text for text in rows[0] if text]) == 1 and len(rows) > 1 and rows[0][0]:
        caption, rows = f"{caption} {rows[0][0]}".strip(), rows[1:]
    top = _headings(rows)
    body = [row for row in rows[top:] if row not in rows[:top]]
    if not body or len(body[0]) < 2:
        return None
    above = _spread(rows[:top])
    names = _names(above, body)
    headings = [_joined(row[i] for row in above) for i in range(len(body[0]))]
    columns = [headings[i] or f"Column {i + 1}" for i in range(names, len(headings))]
    labels = [_joined(row[:names]) for row in body]
    cells = tuple(tuple(_cells(row[names:])) for row in body)
    return Table(number, caption, tuple(columns), tuple(labels), cells, _joined(headings[:names]))


def _squared(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Without empty rows and columns, every row as long as the longest."""
    kept = [[" ".join(text.split(" ")).strip() for text in row] for row in rows if any(text.strip() for text in row)]
    width = max((len(row) for row in kept), default=0)
    full = [row + [""] * (width - len(row)) for row in kept]
    used = [i for i in range(width) if any(row[i] for row in full)]
    return [tuple(row[i] for i in used) for row in full]


def _headings(rows: Sequence[Sequence[str]]) -> int:
    """How many rows at the top hold no figure; at least one, where a body is left below it."""
    for number, row in enumerate(rows):
        filled = [text for text in row[1:] if text]
        if number and (_holds_figures(row) or not filled or number == MOST_HEADINGS):
            return number
        if not number and _holds_figures(row):
            return 0
    return min(1, len(rows) - 1)


def _spread(headings: Sequence[Row]) -> list[Row]:
    """A heading over several columns stands over the first alone, in text and in merged cells: it goes on over what is
    blank beside it, where the headings below begin again (“Boys, Girls, Boys, Girls”)."""
    found = list(headings)
    for number in range(len(found) - 1):
        below = [text for text in found[number + 1][1:] if text]
        if len(set(below)) < len(below):
            found[number] = tuple(_going_on(found[number], found[number + 1]))
    return found


def _going_on(row: Row, below: Row) -> Iterator[str]:
    last = ""
    for i, text in enumerate(row):
        last = text if text or not i or not below[i] else last
        yield last if i else text


def _holds_figures(row: Sequence[str]) -> bool:
    """Years alone are headings, and numbers that count on: year groups, quarters, options."""
    found = [text for text in row[1:] if cell(text).figure]
    if len(found) > 1 and all(text.isdecimal() for text in found):
        first = int(found[0])
        if first in (0, 1, 7) and [int(text) for text in found] == list(range(first, first + len(found))):
            return False
    if not found and any(cell(text).nought and text for text in row[1:]):
        return True
    return bool(found) and not all(A_YEAR.fullmatch(text) for text in found)


def _names(headings: Sequence[Sequence[str]], body: Sequence[Sequence[str]]) -> int:
    """How many columns on the left name the rows: short words, after a column of codes where there is one."""
    count = 0
    for i in range(min(MOST_NAMES, len(body[0]) - 1)):
        texts = [row[i] for row in body if row[i]]
        heading = " ".join(row[i] for row in headings).replace("_", " ")
        figures = sum(cell(text).figure is not None for text in texts)
        if i == 0 and figures and (BELOW.search(heading) or _numbered(texts)):
            count = 1
            continue
        if i and (not texts or figures * 2 >= len(texts) or not _are_names(texts)):
            break
        count = i + 1
        if i == 0 and figures * 2 >= len(texts):
            break
    return max(count, 1)


def _numbered(texts: Sequence[str]) -> bool:
    """Whether the rows are numbered from 1."""
    found = [text.rstrip(".)") for text in texts if text.rstrip(".)").isdecimal()]
    return len(found) > 1 and found == [str(n) for n in range(1, len(found) + 1)]


def _are_names(texts: Sequence[str]) -> bool:
    if sum(bool(month_in(text)) or bool(year_in(text)) for text in texts) * 2 > len(texts):
        return False
    worded = [text for text in texts if re.search("[A-Za-z]", text) and not OUT_OF.match(text)]
    return (
        len(worded) * 2 > len(texts)
        and median(map(len, texts)) <= LONGEST_NAME
        and not any("\n" in text for text in texts)
    )


def _joined(parts: Iterable[str]) -> str:
    """Each once, with a blank between."""
    found = [" ".join(part.replace("_", " ").split()) for part in parts if part]
    return " ".join(dict.fromkeys(found))


def _cells(texts: Sequence[str]) -> list[Cell]:
    return [cell(text) if text else EMPTY for text in texts]
