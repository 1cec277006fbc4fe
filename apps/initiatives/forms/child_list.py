"""Lists of children, read in memory and never kept: one unique pupil number a line and, in a second column, words.

A claim's list says why a child is not counted; one of occupancy, where the child would otherwise be.

No refusal repeats anything of the list but the number of a line.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from apps.core.child_keys import is_upn, normalised
from apps.core.free_text import check_no_child, check_visible
from apps.initiatives.vocabulary import OriginPlacement

MOST_BYTES = 512 * 1024
MOST_CHILDREN = 5_000
MOST_REASON = 500
HEADINGS = {"UPN", "UNIQUEPUPILNUMBER"}
NOT_ARRIVED = "The file did not arrive. Choose it again."
NOT_TEXT = "The file is not plain text. In the spreadsheet choose “Save as”, then “CSV UTF-8”, and upload that file."


@dataclass
class ChildList:
    """``excluded`` says of some of ``numbers`` why they are not counted."""

    numbers: list[str] = field(default_factory=list)
    excluded: dict[str, str] = field(default_factory=dict)


def read_children(content: bytes) -> ChildList:
    """Raises ``ValidationError`` with the line that is wrong and what to do."""
    found = ChildList()
    for line, number, cells in _listed(content):
        found.numbers.append(number)
        if reason := _reason(line, cells):
            found.excluded[number] = reason
    if len(found.excluded) == len(found.numbers):
        raise ValidationError("Every child of the list has a reason not to be counted. Leave at least one without.")
    return found


def read_origins(content: bytes) -> dict[str, OriginPlacement]:
    """Where each child would otherwise be, by unique pupil number. Raises ``ValidationError`` as above."""
    return {number: _origin(line, cells) for line, number, cells in _listed(content)}


def _listed(content: bytes) -> Iterator[tuple[int, str, list[str]]]:
    """Number of the line, unique pupil number and cells of each child; a heading is passed over."""
    if len(content) > MOST_BYTES:
        raise ValidationError(f"The file is larger than {MOST_BYTES // 1024} KB. Upload one column of numbers only.")
    lines: dict[str, int] = {}
    for line, cells in _rows(_text(content)):
        if line == 1 and "".join(cells[0].upper().split()) in HEADINGS:
            continue
        number = _number(line, cells[0], lines)
        lines[number] = line
        if any(cell.strip() for cell in cells[2:]):
            raise ValidationError(f"Line {line} has more than two columns. Keep the number and one more.")
        yield line, number, cells
    if not 1 <= len(lines) <= MOST_CHILDREN:
        raise ValidationError(
            f"The list holds {len(lines)} children. It may hold 1 to {MOST_CHILDREN:,}. Choose another file."
        )


def _number(line: int, cell: str, lines: dict[str, int]) -> str:
    number = normalised(cell)
    if not is_upn(number):
        raise ValidationError(f"Line {line} is not a unique pupil number. Check its thirteen characters.")
    if number in lines:
        raise ValidationError(f"Line {line} repeats the child of line {lines[number]}. Take one of them out.")
    return number


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(NOT_TEXT) from None
    if "\x00" in text:
        raise ValidationError(NOT_TEXT)
    return text


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Number of the line and its cells; empty lines are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return rows
        except csv.Error:
            raise ValidationError(
                f"Line {reader.line_num} cannot be read. Check its quotation marks and commas."
            ) from None
        if any(cell.strip() for cell in cells):
            rows.append((reader.line_num, cells))


def _reason(line: int, cells: list[str]) -> str:
    reason = cells[1].strip() if len(cells) > 1 else ""
    if not reason:
        return ""
    if len(reason) > MOST_REASON:
        raise ValidationError(f"Line {line}: its reason is longer than {MOST_REASON} characters. Shorten it.")
    try:
        check_visible(reason)
        check_no_child(reason)
    except ValidationError:
        raise ValidationError(
            f"Line {line}: its reason has no words or could identify a child. Write it in other words."
        ) from None
    return reason


def _origin(line: int, cells: list[str]) -> OriginPlacement:
    said = "".join(cells[1:2]).strip().casefold()
    for placement in OriginPlacement:
        if said in (placement.label.casefold(), placement.value):
            return placement
    known = "; ".join(OriginPlacement.labels)
    raise ValidationError(f"Line {line}: its second column names no placement. Write one of: {known}.")
