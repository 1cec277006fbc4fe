"""CSV, one file a table, with their metadata by W3C's CSV on the Web; zipped into one.

UTF-8 with a byte order mark, as every CSV of the product; headings on the first row; numbers as printed. A cell
that the paper does not print holds the same shorthand as in the spreadsheets; the metadata says that it is no value.
"""

import csv
import io
import json
import re
from decimal import Decimal
from typing import Any

from apps.board.calculations.paper.document import Heading, Paper, Table
from apps.board.renderers import words, zips
from apps.board.renderers.book import GROUP, Grid, Value, grid_of
from apps.core.exports.comma_separated import safe_text

METADATA = "metadata.json"
CONTEXT = "http://www.w3.org/ns/csvw"
LICENCES = {
    "Open Government Licence v3.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
LONGEST_NAME = 60


def csv_zip(paper: Paper) -> bytes:
    return zips.written(csv_files(paper))


def csv_files(paper: Paper) -> dict[str, bytes]:
    """Each file by its name; ``metadata.json`` first."""
    paper = words.cleaned(paper)
    tables = list(paper.tables())
    names = _file_names(tables)
    grids = [grid_of(table) for table in tables]
    about = _metadata(paper, [_about(*each) for each in zip(tables, grids, names, strict=True)])
    text = json.dumps(about, ensure_ascii=False, indent=2).encode()
    return {METADATA: text} | {name: _csv(grid) for name, grid in zip(names, grids, strict=True)}


def _csv(grid: Grid) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_text(heading) for heading in grid.headings])
    writer.writerows([_field(value) for value in row] for row in grid.rows)
    return out.getvalue().encode("utf-8-sig")


def _field(value: Value) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else safe_text(value)


def _issued(paper: Paper) -> dict[str, str]:
    if paper.day_known:
        return {"@value": paper.meeting_date.isoformat(), "@type": "xsd:date"}
    return {"@value": f"{paper.meeting_date:%Y-%m}", "@type": "xsd:gYearMonth"}


def _metadata(paper: Paper, tables: list[dict[str, Any]]) -> dict[str, Any]:
    empty = [{"dc:description": f"{words.one_line(title)}: {words.UNWRITTEN}"} for title in words.unwritten(paper)]
    return {
        "@context": [CONTEXT, {"@language": paper.language}],
        "dc:title": paper.title,
        "dc:description": words.running(paper),
        "dc:publisher": paper.council,
        "dc:license": {"@id": LICENCES[paper.licence]} if paper.licence in LICENCES else paper.licence,
        "dc:issued": _issued(paper),
        "dc:created": {"@value": words.written_at(paper).isoformat(), "@type": "xsd:dateTime"},
        "dc:identifier": f"sha256:{paper.pack_hash}",
        "dc:hasVersion": str(paper.version),
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "lineTerminators": ["\r\n", "\n"]},
        **({"notes": empty} if empty else {}),
        "tables": tables,
    }


def _about(table: Table, grid: Grid, name: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "url": name,
        "dc:title": words.one_line(table.title),
        "tableSchema": {"columns": _columns(table, grid), "rowTitles": ["column_1"]},
    }
    if table.source:
        found["dc:source"] = table.source
    if table.notes:
        found["notes"] = [{"dc:description": note} for note in table.notes]
    return found


def _columns(table: Table, grid: Grid) -> list[dict[str, Any]]:
    grouped = len(grid.headings) > len(table.headings)
    headings = [*([Heading(GROUP)] if grouped else []), *table.headings]
    return [_column(number, heading, grid) for number, heading in enumerate(headings)]


def _column(number: int, heading: Heading, grid: Grid) -> dict[str, Any]:
    values = [row[number] for row in grid.rows]
    found: dict[str, Any] = {
        "name": f"column_{number + 1}",
        "titles": safe_text(grid.headings[number]),
        "datatype": "decimal" if _are_numbers(values) else "string",
        "null": list(words.SHORTHAND),
        "required": False,
    }
    if heading.unit:
        found["dc:extent"] = heading.unit
    return found


def _are_numbers(values: list[Value]) -> bool:
    given = [value for value in values if value not in words.SHORTHAND]
    return bool(given) and all(isinstance(value, Decimal) for value in given)


def _file_names(tables: list[Table]) -> list[str]:
    found: list[str] = []
    for table in tables:
        base = NOT_IN_NAMES.sub("-", table.slug.lower()).strip("-")[:LONGEST_NAME] or "table"
        count, name = 1, f"{base}.csv"
        while name in found:
            count += 1
            name = f"{base}-{count}.csv"
        found.append(name)
    return found
