"""ODS: every sheet, each cell as it is written out. What the house refuses in an ODS is refused here."""

from xml.parsers import expat

from apps.board.reading.blocks import Gathered, Row, gathered
from apps.board.reading.limits import LONGEST_CELL, MOST_CELLS
from apps.core.sheets_in import SheetRefused
from apps.core.sheets_in.archive import Archive
from apps.core.sheets_in.comma_separated import plain
from apps.core.sheets_in.grid import MOST_COLUMNS
from apps.core.sheets_in.open_document import BEYOND, CELLS, OFFICE, STYLE, TABLE, TEXT, check_parts

AS_VALUES = "Copy its cells and paste their values in their place, or paste the tables as text."
DAMAGED = "{} is damaged, or is not what its name says. Save it as ODS again."
MOST_REPEATS = 7  # digits


def read_ods(name: str, content: bytes) -> Gathered:
    """Raises ``SheetRefused``. A sheet's name is the caption of a table that has none."""
    if not content.startswith(b"PK"):
        raise SheetRefused(DAMAGED.format(name))
    archive = Archive(name, content)
    check_parts(name, archive)
    reader = _Reader(name)
    try:
        sheets = reader.read(archive.xml("content.xml"))
    except expat.ExpatError as error:
        raise SheetRefused(DAMAGED.format(name)) from error
    into = Gathered()
    for title, rows in sheets:
        into.caption = title
        gathered(rows, into)
        into.caption = into.where = ""
    return into


class _Reader:
    """Takes elements as the parser meets them. Repeats are counted before they are kept."""

    def __init__(self, name: str) -> None:
        self.name, self.kept = name, 0
        self.sheets: list[tuple[str, list[Row]]] = []
        self.hidden: set[str] = set()
        self.style = ""
        self.row: list[str] = []
        self.cell: dict[str, str] | None = None
        self.text: list[str] = []
        self.rows, self.empty, self.aside = 1, 0, 0

    def read(self, xml: bytes) -> list[tuple[str, list[Row]]]:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.characters
        parser.Parse(xml, True)
        return self.sheets

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._refuse(tag, attributes)
        self._note_style(tag, attributes)
        if tag == f"{TABLE}table":
            self._start_sheet(attributes)
        elif tag == f"{TABLE}table-row":
            self.rows, self.row, self.empty = self._times(attributes.get(f"{TABLE}number-rows-repeated")), [], 0
        elif tag in CELLS:
            self.cell, self.text = attributes, []
        elif tag == f"{OFFICE}annotation":
            self.aside += 1
        elif tag in (f"{TEXT}p", f"{TEXT}line-break") and self.text:
            self.text.append("\n")
        elif tag in (f"{TEXT}s", f"{TEXT}tab"):
            self.text.append(" ")

    def _note_style(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == f"{STYLE}style":
            self.style = attributes.get(f"{STYLE}name", "")
        elif tag == f"{STYLE}table-properties" and attributes.get(f"{TABLE}display") == "false":
            self.hidden.add(self.style)

    def _start_sheet(self, attributes: dict[str, str]) -> None:
        title = attributes.get(f"{TABLE}name", "")
        if attributes.get(f"{TABLE}style-name", "") in self.hidden:
            raise SheetRefused(f"{self.name}: sheet “{title[:60]}” is hidden. Show it or delete it, and save it again.")
        self.sheets.append((title, []))

    def _refuse(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in BEYOND:
            raise SheetRefused(f"{self.name} holds links to other files. Paste the values in their place.")
        if attributes.get(f"{TABLE}formula"):
            raise SheetRefused(f"{self.name}, sheet “{self.sheets[-1][0][:60]}”: a formula. {AS_VALUES}")

    def characters(self, data: str) -> None:
        if self.cell is not None and not self.aside and len(self.text) <= LONGEST_CELL:
            self.text.append(data[: LONGEST_CELL + 1])

    def end(self, tag: str) -> None:
        if tag == f"{OFFICE}annotation":
            self.aside -= 1
        elif tag in CELLS and self.cell is not None:
            self._add(plain("".join(self.text).strip()), self._times(self.cell.get(f"{TABLE}number-columns-repeated")))
            self.cell = None
        elif tag == f"{TABLE}table-row" and self.sheets:
            self._keep()

    def _add(self, text: str, times: int) -> None:
        """Empty cells at a row's end are never written out."""
        if not text:
            self.empty += times
            return
        if len(self.row) + self.empty + times > MOST_COLUMNS:
            raise SheetRefused(
                f"{self.name}, sheet “{self.sheets[-1][0][:60]}”: more than {MOST_COLUMNS} columns. Split its tables."
            )
        self.row += [""] * self.empty + [text] * times
        self.empty = 0

    def _keep(self) -> None:
        """An empty row parts tables, however often it is repeated."""
        times = self.rows if self.row else 1
        self.kept += len(self.row) * times
        if self.kept > MOST_CELLS:
            raise SheetRefused(f"{self.name} holds more than {MOST_CELLS:,} cells. Split the report.")
        self.sheets[-1][1].extend([tuple(self.row)] * times)

    def _times(self, repeated: str | None) -> int:
        if repeated is None:
            return 1
        if not (repeated.isascii() and repeated.isdigit() and len(repeated) <= MOST_REPEATS and int(repeated)):
            raise SheetRefused(DAMAGED.format(self.name))
        return int(repeated)
