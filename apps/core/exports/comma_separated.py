"""CSV: RFC 4180, UTF-8 with a byte order mark so that Excel reads it, one heading row and then the rows."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal

from apps.core.exports.sheets import Sheet, Value, could_be_formula, plain_number


def write_csv(sheet: Sheet, _address: str, _at: datetime) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_text(text) for text in sheet.headings])
    writer.writerows([field(value) for value in row] for row in sheet.rows())
    return out.getvalue().encode("utf-8-sig")


def field(value: Value) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return plain_number(value)
        case date():
            return value.isoformat()
        case _:
            return safe_text(value)


def safe_text(text: str) -> str:
    """An apostrophe before what a spreadsheet might work out as a formula."""
    return f"'{text}" if could_be_formula(text) else text
