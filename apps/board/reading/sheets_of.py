"""Where in an XLSX stands what is not read: a hidden sheet, a formula, a cell too far to the right."""

import re
from collections.abc import Iterator

from apps.board.reading.open_document import AS_VALUES
from apps.core.sheets_in import SheetRefused
from apps.core.sheets_in.archive import Archive
from apps.core.sheets_in.grid import MOST_COLUMNS

BOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
SHEET = re.compile(rb"<(?:[A-Za-z0-9]+:)?sheet\s[^>]*>")
LINK = re.compile(rb"<(?:[A-Za-z0-9]+:)?Relationship\s[^>]*>")
ATTRIBUTE = re.compile(rb"""([A-Za-z:]+)\s*=\s*["']([^"']*)["']""")
CELL = re.compile(rb"""<(?:[A-Za-z0-9]+:)?c\s[^>]*?\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
FORMULA = re.compile(rb"<(?:[A-Za-z0-9]+:)?f[\s>/]")


def check_sheets(name: str, archive: Archive) -> None:
    """Raises ``SheetRefused``, which names sheet and cell. What has none of the usual parts is left to other checks."""
    if BOOK not in archive.names:
        return
    for title, hidden, part in _sheets(archive):
        place = f"{name}, sheet “{title[:60]}”"
        if hidden:
            raise SheetRefused(f"{place}: it is hidden. Show it or delete it, and save the file again.")
        if part in archive.names:
            _check_cells(place, archive.xml(part))


def _sheets(archive: Archive) -> Iterator[tuple[str, bool, str]]:
    """Title, whether it is hidden, and its part."""
    links = [_attributes(found) for found in LINK.findall(archive.xml(LINKS))] if LINKS in archive.names else []
    parts = {link.get("Id", ""): link.get("Target", "").removeprefix("/xl/") for link in links}
    for found in SHEET.findall(archive.xml(BOOK)):
        sheet = _attributes(found)
        yield (
            sheet.get("name", ""),
            sheet.get("state", "visible") != "visible",
            f"xl/{parts.get(sheet.get('r:id', ''), '')}",
        )


def _attributes(mark: bytes) -> dict[str, str]:
    return {key.decode(): value.decode(errors="replace") for key, value in ATTRIBUTE.findall(mark)}


def _check_cells(place: str, xml: bytes) -> None:
    if formula := FORMULA.search(xml):
        cells = CELL.findall(xml, 0, formula.start())
        at = f", cell {cells[-1][0].decode()}{cells[-1][1].decode()}" if cells else ""
        raise SheetRefused(f"{place}{at}: a formula. {AS_VALUES}")
    for found in CELL.finditer(xml):
        if _column(found[1]) > MOST_COLUMNS:
            at = f"{found[1].decode()}{found[2].decode()}"
            raise SheetRefused(
                f"{place}, cell {at}: beyond the {MOST_COLUMNS} columns that are read. Split its tables, or paste them."
            )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
