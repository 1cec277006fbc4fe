"""ODS: the values of the first sheet, read as they come; repeated cells and rows are counted before they are kept."""

from decimal import Decimal, InvalidOperation
from xml.parsers import expat

from apps.core.sheets_in.archive import Archive
from apps.core.sheets_in.comma_separated import plain
from apps.core.sheets_in.grid import LONGEST_CELL, MOST_COLUMNS, Grid, GridBuilder, SheetRefused

ODF = "urn:oasis:names:tc:opendocument:xmlns"
TABLE, TEXT, OFFICE, STYLE = (f"{ODF}:{name}:1.0 " for name in ("table", "text", "office", "style"))
MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
BEYOND = (f"{TABLE}table-source", f"{TABLE}dde-link", f"{OFFICE}dde-source", f"{TABLE}cell-range-source")
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
SHOWN_IN_CELL = (f"{TEXT}s", f"{TEXT}tab")
MOST_REPEATS = 7  # digits


def read_ods(name: str, content: bytes) -> Grid:
    if not content.startswith(b"PK"):
        raise SheetRefused(f"{name} is not an ODS file, whatever it is called. Save it as ODS from the template.")
    archive = Archive(name, content)
    check_parts(name, archive)
    reader = _Reader(name)
    try:
        return reader.read(archive.xml("content.xml"))
    except expat.ExpatError as error:
        raise SheetRefused(f"{name} is damaged, or is not what its name says. Save it as ODS again.") from error


def check_parts(name: str, archive: Archive) -> None:
    paths = [path.lower() for path in archive.names]
    if "mimetype" not in paths or archive.read("mimetype").strip() != MIMETYPE:
        raise SheetRefused(f"{name} is not an ODS file, whatever it is called. Save it as ODS from the template.")
    if any(path.startswith(("basic/", "scripts/")) for path in paths):
        raise SheetRefused(f"{name} holds macros. Save it without them.")
    if any(path.startswith("object ") for path in paths):
        raise SheetRefused(f"{name} holds embedded objects. Take them out, and save the file again.")
    for part in archive.names:
        if part.lower().endswith((".xml", ".rdf")):
            xml = archive.xml(part)
            if part.lower() == "meta-inf/manifest.xml" and b"encryption-data" in xml:
                raise SheetRefused(f"{name} is protected by a password. Save it without one.")


class _Reader:
    """Takes the document's elements as the parser meets them, and keeps no tree."""

    def __init__(self, name: str) -> None:
        self.name, self.builder = name, GridBuilder(name)
        self.tables: list[tuple[str, str]] = []
        self.hidden: set[str] = set()
        self.style = ""
        self.cells: list[str] = []
        self.empty = self.rows = self.paragraphs = self.aside = 0
        self.cell: dict[str, str] | None = None
        self.text: list[str] = []

    def read(self, xml: bytes) -> Grid:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.Parse(xml, True)
        if any(look in self.hidden for _, look in self.tables):
            raise SheetRefused(f"{self.name} holds a hidden sheet. Show it or delete it, and save the file again.")
        if not self.tables:
            raise SheetRefused(f"{self.name} holds no sheet. Start from the template.")
        return self.builder.grid(self.tables[0][0], tuple(title for title, _ in self.tables[1:]))

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in BEYOND:
            raise SheetRefused(f"{self.name} holds links to other files. Paste the values into the template instead.")
        if attributes.get(f"{TABLE}formula"):
            raise SheetRefused(f"{self.name} holds a formula. Paste the values in its place, and save the file again.")
        if tag == f"{TABLE}table":
            self.tables.append((attributes.get(f"{TABLE}name", ""), attributes.get(f"{TABLE}style-name", "")))
        elif tag == f"{STYLE}style":
            self.style = attributes.get(f"{STYLE}name", "")
        elif tag == f"{STYLE}table-properties" and attributes.get(f"{TABLE}display") == "false":
            self.hidden.add(self.style)
        elif len(self.tables) == 1:
            self._start_in_sheet(tag, attributes)

    def _start_in_sheet(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == f"{TABLE}table-row":
            self.rows = self._times(attributes.get(f"{TABLE}number-rows-repeated"))
        elif tag in CELLS:
            self.cell, self.text, self.paragraphs = attributes, [], 0
        elif tag == f"{OFFICE}annotation":
            self.aside += 1
        elif tag == f"{TEXT}p" and not self.aside:
            self.text += ["\n"] if self.paragraphs else []
            self.paragraphs += 1
        elif tag in SHOWN_IN_CELL:
            self.text.append(" ")
        elif tag == f"{TEXT}line-break":
            self.text.append("\n")

    def characters(self, data: str) -> None:
        if self.cell is not None and self.paragraphs and not self.aside and len(self.text) <= LONGEST_CELL:
            self.text.append(data[: LONGEST_CELL + 1])

    def end(self, tag: str) -> None:
        if len(self.tables) != 1:
            return
        if tag == f"{OFFICE}annotation":
            self.aside -= 1
        elif tag in CELLS and self.cell is not None:
            self._add(self.cell, "".join(self.text))
            self.cell = None
        elif tag == f"{TABLE}table-row":
            self.builder.add(self.cells, self.rows)
            self.cells, self.empty = [], 0

    def _add(self, cell: dict[str, str], written: str) -> None:
        """Empty cells at a row's end are never written out."""
        times, text = self._times(cell.get(f"{TABLE}number-columns-repeated")), _value(cell, written)
        if not text.strip():
            self.empty += times
            return
        if len(self.cells) + self.empty + times > MOST_COLUMNS:
            raise SheetRefused(f"{self.name} has more than {MOST_COLUMNS} columns. Keep to those of the template.")
        self.cells += [""] * self.empty + [text] * times
        self.empty = 0

    def _times(self, repeated: str | None) -> int:
        if repeated is None:
            return 1
        if not (repeated.isascii() and repeated.isdigit() and len(repeated) <= MOST_REPEATS and int(repeated)):
            raise SheetRefused(f"{self.name} is damaged. Save it as ODS again.")
        return int(repeated)


def _value(cell: dict[str, str], written: str) -> str:
    """The value where the cell has one of a kind, else what is written in it."""
    match cell.get(f"{OFFICE}value-type"):
        case "date":
            return cell.get(f"{OFFICE}date-value", "").removesuffix("T00:00:00")
        case "percentage":
            return _percent(cell.get(f"{OFFICE}value", ""))
        case "float" | "currency":
            return cell.get(f"{OFFICE}value", "")
        case "boolean":
            return "yes" if cell.get(f"{OFFICE}boolean-value") == "true" else "no"
    return plain(written)


def _percent(value: str) -> str:
    """0.414 is shown as 41.4%, so it is read as 41.4."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    return f"{(number * 100).normalize():f}" if number.is_finite() and abs(number.adjusted()) < MOST_REPEATS else value
