"""A spreadsheet of either format as one kind of thing: cells with their looks, tables, what is hidden."""

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from lxml import etree

Place = tuple[int, int]  # row and column, from 1
NS = {
    short: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for short, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("meta", "meta"),
        ("fo", "xsl-fo-compatible"), ("draw", "drawing"),
    )
} | {"dc": "http://purl.org/dc/elements/1.1/", "xlink": "http://www.w3.org/1999/xlink"}  # fmt: skip


@dataclass
class Seen:
    kind: str  # text, number, formula, empty, other
    value: str
    wraps: bool = True
    size: float = 12
    face: str = "Arial"
    filled: bool = False
    raised: bool = False
    heading: bool = False
    link: str = ""


@dataclass
class Marked:
    name: str
    first: Place
    last: Place
    filtered: bool = False


@dataclass
class Page:
    name: str
    cells: dict[Place, Seen] = field(default_factory=dict)
    tables: list[Marked] = field(default_factory=list)
    widths: int = 0
    merged: bool = False
    hidden: bool = False
    frozen: bool = False
    drawn: bool = False

    @property
    def lines(self) -> list[str]:
        """What stands above the table, in the first column."""
        top = self.tables[0].first[0] if self.tables else 10**6
        return [
            seen.value for (row, column), seen in sorted(self.cells.items()) if column == 1 and row < top and seen.value
        ]


@dataclass
class Book:
    title: str
    language: str
    pages: list[Page]


def book_of(body: bytes) -> Book:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return ods_book(archive) if "content.xml" in archive.namelist() else xlsx_book(body)


def xlsx_book(body: bytes) -> Book:
    found = openpyxl.load_workbook(io.BytesIO(body), rich_text=True)
    return Book(found.properties.title or "", found.properties.language or "", [xlsx_page(page) for page in found])


def xlsx_page(page: Any) -> Page:
    cells = {(c.row, c.column): xlsx_cell(c) for row in page for c in row if c.value is not None or c.has_style}
    tables = []
    for made in page.tables.values():
        left, top, right, bottom = openpyxl.utils.range_boundaries(made.ref)
        tables.append(Marked(made.displayName, (top, left), (bottom, right), made.autoFilter is not None))
    dimensions = [*page.row_dimensions.values(), *page.column_dimensions.values()]
    return Page(
        page.title, cells, tables, len(page.column_dimensions), bool(page.merged_cells.ranges),
        page.sheet_state != "visible" or any(d.hidden for d in dimensions), bool(page.freeze_panes),
        bool(page._images or page._charts),
    )  # fmt: skip


def xlsx_cell(cell: Any) -> Seen:
    kinds = {"s": "text", "n": "number", "f": "formula"}
    kind = "empty" if cell.value is None else kinds.get(cell.data_type, "other")
    runs = cell.value if isinstance(cell.value, list) else []
    raised = cell.font.vertAlign == "superscript" or any(getattr(r, "font", None) and r.font.vertAlign for r in runs)
    return Seen(
        kind, "" if cell.value is None else str(cell.value),
        bool(cell.alignment.wrap_text), cell.font.sz, cell.font.name,
        cell.fill.fill_type is not None, raised, cell.style.startswith("Headline"),
        (cell.hyperlink.location or "") if cell.hyperlink else "",
    )  # fmt: skip


def ods_book(archive: zipfile.ZipFile) -> Book:
    content, meta, styles = (etree.fromstring(archive.read(f"{n}.xml")) for n in ("content", "meta", "styles"))
    looks = {s.get(q("style:name")): s for root in (styles, content) for s in root.iter(q("style:style"))}
    ranges = list(content.iter(q("table:database-range")))
    pages = [ods_page(page, looks, ranges) for page in content.iter(q("table:table"))]
    return Book(meta.findtext(".//dc:title", "", NS), meta.findtext(".//dc:language", "", NS), pages)


def ods_page(page: Any, looks: dict[str, Any], ranges: list[Any]) -> Page:
    name = page.get(q("table:name"))
    cells = {}
    for row, line in enumerate(page.iter(q("table:table-row")), start=1):
        for column, cell in enumerate(line, start=1):
            cells[row, column] = ods_cell(cell, looks)
    spans = [c for c in page.iter(q("table:table-cell")) if c.get(q("table:number-columns-spanned"), "1") != "1"]
    own = [ods_range(r) for r in ranges if r.get(q("table:target-range-address")).startswith(f"'{name}'.")]
    shown = looks[page.get(q("table:style-name"))].find("style:table-properties", NS)
    hidden = [e for e in page.iter() if e.get(q("table:visibility")) in ("collapse", "filter")]
    return Page(
        name, cells, own, len(page.findall("table:table-column", NS)), bool(spans),
        bool(hidden) or shown.get(q("table:display")) != "true", False, bool(list(page.iter(q("draw:frame")))),
    )  # fmt: skip


def ods_range(found: Any) -> Marked:
    at = re.fullmatch(r"'.+?'\.([A-Z]+)(\d+):'.+?'\.([A-Z]+)(\d+)", found.get(q("table:target-range-address")))
    assert at
    places = [openpyxl.utils.column_index_from_string(at[n]) for n in (1, 3)]
    filtered = found.get(q("table:display-filter-buttons")) != "false"
    return Marked(found.get(q("table:name")), (int(at[2]), places[0]), (int(at[4]), places[1]), filtered)


def ods_cell(cell: Any, looks: dict[str, Any]) -> Seen:
    kind = {"string": "text", "float": "number", None: "empty"}.get(cell.get(q("office:value-type")), "other")
    if cell.get(q("table:formula")):
        kind = "formula"
    value = "\n".join("".join(p.itertext()) for p in cell.iter(q("text:p")))
    chain = list(family(cell.get(q("table:style-name")), looks))
    link = next((a.get(q("xlink:href")) for a in cell.iter(q("text:a"))), "")
    inner = [n for s in cell.iter(q("text:span")) for n in family(s.get(q("text:style-name")), looks)]
    return Seen(
        kind if value or kind == "formula" else "empty", value,
        first(chain, "table-cell-properties", "fo:wrap-option") == "wrap",
        float(first(chain, "text-properties", "fo:font-size").removesuffix("pt") or 0),
        first(chain, "text-properties", "fo:font-family"),
        first(chain, "table-cell-properties", "fo:background-color") not in ("", "transparent"),
        bool(first([*inner, *chain], "text-properties", "style:text-position")),
        any((s.get(q("style:display-name")) or "").startswith("Heading") for s in chain), link.lstrip("#"),
    )  # fmt: skip


def family(name: str | None, looks: dict[str, Any]) -> Any:
    while name in looks:
        yield looks[name]
        name = looks[name].get(q("style:parent-style-name"))


def first(chain: list[Any], part: str, attribute: str) -> str:
    for look in chain:
        found = look.find(f"style:{part}", NS)
        if found is not None and found.get(q(attribute)):
            return str(found.get(q(attribute)))
    return ""


def q(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{NS[prefix]}}}{local}"
