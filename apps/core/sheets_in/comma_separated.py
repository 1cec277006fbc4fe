"""CSV: UTF-8 or Windows-1252, commas or semicolons, quotes as in RFC 4180."""

import csv
import io

from apps.core.sheets_in.grid import Grid, GridBuilder, SheetRefused

NOT_CSV = {b"PK\x03\x04": "a zip file", b"%PDF": "a PDF", b"\xff\xfe": "in UTF-16", b"\xfe\xff": "in UTF-16",
           b"<": "a web page or XML", b"{": "JSON", b"\x7fELF": "a program", b"MZ\x90": "a program"}  # fmt: skip
# Of Windows-1252, which leaves these five undefined.
UNDEFINED = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])
CONTROL = frozenset(map(chr, range(32))) - {"\t", "\r", "\n"}


def read_csv(name: str, content: bytes) -> Grid:
    text = text_of(name, content)
    builder = GridBuilder(name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for row in reader:
            builder.add([plain(cell) for cell in row])
    except csv.Error as error:
        raise SheetRefused(
            f"{name}, near line {builder.number + 1}: a quoted text does not end, or is too long. "
            "Close the quotes, or save the file as CSV again."
        ) from error
    return builder.grid()


def plain(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from working a text out."""
    return cell[1:] if cell.startswith("'") and cell[1:2] in tuple("=+-@|%") else cell


def text_of(name: str, content: bytes) -> str:
    """The text of a CSV file. Raises ``SheetRefused``."""
    for start, what in NOT_CSV.items():
        if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(start):
            raise SheetRefused(f"{name} is {what}, not a CSV file. Save it as CSV (UTF-8).")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if any(byte in UNDEFINED for byte in content):
            raise SheetRefused(f"{name} is not text in UTF-8. Save it as CSV (UTF-8).") from None
        text = content.decode("cp1252")
    if bad := CONTROL & set(text):
        raise SheetRefused(
            f"{name} holds the control character U+{ord(min(bad)):04X}, so it is no text file. Save it as CSV (UTF-8)."
        )
    return text


def _delimiter(text: str) -> str:
    """What stands most often in the heading line."""
    heading = text.split("\n", 1)[0]
    return max(",;\t", key=heading.count)
