"""Exports of charts and tables, read back from the files themselves."""

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from apps.core.charts import Chart, Column, Rows, horizontal_bars
from apps.core.charts.rows import NOT_KNOWN
from apps.core.exports import Sheet, downloads, export_if_asked

FORMATS = ("csv", "xlsx", "ods")
FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1",
    "＝1+1", "＋1+1", "－1+1", "＠SUM(A1)", " \"=HYPERLINK(1)",
)  # fmt: skip
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
COLUMNS = (
    Column("line", "Line"),
    Column("deficit", "Deficit", kind="money_m"),
    Column("gap", "Gap", kind="money_k"),
    Column("share", "Share", kind="percent"),
    Column("places", "Places", kind="number", unit="places"),
    Column("on", "Stated on"),
)
FACTS = [
    {
        "line": "Closing", "deficit": Decimal("183600000.00"), "gap": Decimal("3166666.6667"), "share": Decimal("41.4"),
        "places": 264, "on": date(2026, 1, 27), "_kind": "total",
    },
    {"line": "Reduction", "deficit": Decimal("-1900000.00"), "gap": None, "share": None, "places": 0, "on": None},
]  # fmt: skip
ROWS = Rows("Deficit, £m", COLUMNS, FACTS)


def get(query: str) -> HttpRequest:
    request = RequestFactory().get(f"/deficit/?{query}")
    request.user = AnonymousUser()
    return request


def exported(kind: str, rows: Rows = ROWS) -> bytes:
    response = export_if_asked(get(f"_export={kind}&_of=walk"), ("walk", rows))
    assert isinstance(response, HttpResponse)
    assert response.status_code == 200
    return response.content


def texts(text: str) -> Rows:
    return Rows("Texts", (Column("text", "Text"),), [{"text": text}])


def csv_rows(body: bytes) -> list[list[str]]:
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def xlsx_cells(body: bytes, sheet: int = 1) -> dict[str, tuple[str, str]]:
    """Type and value of each cell of one sheet; a formula anywhere fails."""
    root = part(body, f"xl/worksheets/sheet{sheet}.xml")
    assert not list(root.iter(f"{MAIN}f"))
    return {
        cell.get("r", ""): (cell.get("t", "n"), "".join(t.text or "" for t in cell.iter(f"{MAIN}t")) or value(cell))
        for cell in root.iter(f"{MAIN}c")
    }


def value(cell: ElementTree.Element) -> str:
    return cell.findtext(f"{MAIN}v") or ""


def ods_cells(body: bytes, sheet: int = 0) -> list[list[tuple[str, str]]]:
    """Type and value of each cell of one sheet; a formula anywhere fails."""
    root = part(body, "content.xml")
    cells = list(root.iter(f"{TABLE}table-cell"))
    assert not [c for c in cells if c.get(f"{TABLE}formula")]
    table = list(root.iter(f"{TABLE}table"))[sheet]
    return [[ods_cell(c) for c in row.iter(f"{TABLE}table-cell")] for row in table.iter(f"{TABLE}table-row")]


def ods_cell(cell: ElementTree.Element) -> tuple[str, str]:
    kind = cell.get(f"{OFFICE}value-type", "")
    names = {"float": "value", "date": "date-value", "string": "string-value"}
    return kind, cell.get(f"{OFFICE}{names[kind]}", "") if kind else ""


def as_spaces(text: str) -> str:
    """XML takes a tab or a line end in an attribute for a space."""
    return text.translate(str.maketrans("\t\r\n", "   "))


def part(body: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None
        return ElementTree.fromstring(archive.read(name))  # noqa: S314 - our own file


def test_export_if_asked_without_the_question_is_none() -> None:
    assert export_if_asked(get("year=2025-26"), ("walk", ROWS)) is None


def test_csv_holds_exact_pounds_with_their_unit() -> None:
    assert csv_rows(exported("csv")) == [
        ["Line", "Deficit (£)", "Gap (£)", "Share (%)", "Places (places)", "Stated on"],
        ["Closing", "183600000", "3166666.6667", "41.4", "264", "2026-01-27"],
        ["Reduction", "-1900000", "", "", "0", ""],
    ]


def test_csv_ends_its_lines_as_rfc_4180_says() -> None:
    body = exported("csv", texts('a "b", c\nd'))
    assert body.decode("utf-8-sig") == 'Text\r\n"a ""b"", c\nd"\r\n'


def test_xlsx_keeps_numbers_numbers_and_dates_dates() -> None:
    cells = xlsx_cells(exported("xlsx"))
    assert cells["B1"] == ("inlineStr", "Deficit (£)")
    assert (cells["B2"][0], Decimal(cells["B2"][1])) == ("n", Decimal("183600000"))
    assert (cells["C2"][0], Decimal(cells["C2"][1])) == ("n", Decimal("3166666.6667"))
    assert (cells["B3"][0], Decimal(cells["B3"][1])) == ("n", Decimal("-1900000"))
    assert cells["F2"] == ("n", str((date(2026, 1, 27) - date(1899, 12, 30)).days))
    assert "C3" not in cells


def test_ods_keeps_numbers_numbers_and_dates_dates() -> None:
    rows = ods_cells(exported("ods"))
    assert rows[0][1] == ("string", "Deficit (£)")
    assert rows[1][1:] == [
        ("float", "183600000"), ("float", "3166666.6667"), ("float", "41.4"), ("float", "264"), ("date", "2026-01-27"),
    ]  # fmt: skip
    assert rows[2][1:3] == [("float", "-1900000"), ("", "")]


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_puts_an_apostrophe_before_a_formula(text: str) -> None:
    assert csv_rows(exported("csv", texts(text)))[1] == [f"'{text}"]


@pytest.mark.parametrize("text", FORMULAS)
def test_xlsx_writes_a_formula_as_text(text: str) -> None:
    body = exported("xlsx", texts(text))
    kind, written = xlsx_cells(body)["A2"]
    assert kind == "inlineStr"
    assert as_spaces(written.replace("_x000D_", "\r")) == as_spaces(text)
    assert b'quotePrefix="1"' in zipfile.ZipFile(io.BytesIO(body)).read("xl/styles.xml")


@pytest.mark.parametrize("text", FORMULAS)
def test_ods_writes_a_formula_as_text(text: str) -> None:
    kind, written = ods_cells(exported("ods", texts(text)))[1][0]
    assert kind == "string"
    assert as_spaces(written) == as_spaces(text)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_heading_is_no_formula_either(kind: str) -> None:
    body = exported(kind, Rows("Texts", (Column("a", "=1+1"),), [{"a": "b"}]))
    heading = {
        "csv": lambda: csv_rows(body)[0][0],
        "xlsx": lambda: xlsx_cells(body)["A1"][1],
        "ods": lambda: ods_cells(body)[0][0][1],
    }[kind]()
    assert heading == ("'=1+1" if kind == "csv" else "=1+1")


@pytest.mark.parametrize("text", ["Déficit – £1", "2025/26", "−5 places", "a\x00b\x0bc", "", "x" * 40_000])
@pytest.mark.parametrize("kind", FORMATS)
def test_any_text_gives_a_file_that_opens(kind: str, text: str) -> None:
    body = exported(kind, texts(text))
    read = {"csv": csv_rows, "xlsx": xlsx_cells, "ods": ods_cells}[kind]
    assert read(body)


@pytest.mark.parametrize(("kind", "sheet"), [("xlsx", 2), ("ods", 1)])
def test_a_second_sheet_says_what_it_is(kind: str, sheet: int) -> None:
    table = Rows("Deficit by line, £m", COLUMNS[:2], [{"line": "Closing", "deficit": Decimal(183_600_000)}])
    chart = Chart(
        slug="walk", title="The deficit grows", subtitle="£m, 2025/26, Table 4", sentences="It is £183.6m.",
        figure=horizontal_bars(table, name="line", value="deficit"), table=table, notes=("A note.",),
    )  # fmt: skip
    response = export_if_asked(get(f"year=2025-26&_export={kind}&_of=walk"), chart)
    assert response is not None
    body = response.content
    cells = (
        [text for _, text in xlsx_cells(body, sheet).values()]
        if kind == "xlsx"
        else [text for row in ods_cells(body, sheet) for _, text in row]
    )
    about = dict(zip(cells[::2], cells[1::2], strict=True))
    assert about["Title"] == "The deficit grows"
    assert about["Measure, basis and source"] == "£m, 2025/26, Table 4"
    assert about["Note"] == "A note."
    assert about["Page"] == "http://testserver/deficit/?year=2025-26"
    assert "Exported at" in about
    assert "Pounds, exact" in about["Money"]


@pytest.mark.parametrize("kind", FORMATS)
def test_the_file_is_named_after_slug_and_day(kind: str) -> None:
    response = export_if_asked(get(f"_export={kind}"), ("walk", ROWS))
    assert response is not None
    name = response["Content-Disposition"]
    assert name.startswith('attachment; filename="walk-20')
    assert name.endswith(f'.{kind}"')


@pytest.mark.parametrize("query", ["_export=pdf&_of=walk", "_export=&_of=walk", "_export=csv&_of=none", "_export=csv"])
def test_an_unknown_format_or_table_is_refused_in_a_sentence(query: str) -> None:
    response = export_if_asked(get(query), ("walk", ROWS), ("bars", ROWS))
    assert response is not None
    assert response.status_code == 400
    assert "There is:" in response.content.decode()


def test_a_refusal_escapes_what_was_asked_for() -> None:
    response = export_if_asked(get("_export=csv&_of=<script>"), ("walk", ROWS))
    assert response is not None
    assert b"<script>" not in response.content.split(b"<main")[1].split(b"</main>")[0]


def test_downloads_keep_the_filters() -> None:
    links = downloads(get("year=2025-26&year=2026-27&_export=csv&_of=other"), "walk")
    assert [link.name for link in links] == ["CSV", "ODS", "XLSX"]
    assert links[0].url == "?year=2025-26&year=2026-27&_export=csv&_of=walk"


def book(text: str) -> Sheet:
    """Two worksheets; a CSV has the rows of both."""
    columns = (Column("name", "Name"), Column("n", "Number", kind="number"))
    first, second = [{"name": text, "n": 3}], [{"name": "b", "n": NOT_KNOWN}]
    pages = [("First", Rows("First", columns, first)), ("Second", Rows("Second", columns, second))]
    return Sheet("book", "A book", Rows("A book", columns, [*first, *second]), [("Shape", text)], pages)


def of_book(kind: str, text: str) -> bytes:
    response = export_if_asked(get(f"_export={kind}&_of=book"), book(text))
    assert response is not None
    return response.content


@pytest.mark.parametrize("text", FORMULAS)
def test_no_worksheet_of_several_holds_a_formula(text: str) -> None:
    """The sheet that says what it is among them."""
    kind, written = xlsx_cells(of_book("xlsx", text))["A2"]
    assert (kind, as_spaces(written.replace("_x000D_", "\r"))) == ("inlineStr", as_spaces(text))
    assert xlsx_cells(of_book("xlsx", text), 3)["A1"][0] == "inlineStr"
    kind, written = ods_cells(of_book("ods", text))[1][0]
    assert (kind, as_spaces(written)) == ("string", as_spaces(text))
    assert ods_cells(of_book("ods", text), 2)[1][1][0] == "string"
    assert csv_rows(of_book("csv", text))[1] == [f"'{text}", "3"]


def test_what_nobody_knows_is_a_word_and_a_known_number_stays_one() -> None:
    assert csv_rows(of_book("csv", "a"))[1:] == [["a", "3"], ["b", NOT_KNOWN]]
    assert xlsx_cells(of_book("xlsx", "a"))["B2"] == ("n", "3")
    assert xlsx_cells(of_book("xlsx", "a"), 2)["B2"] == ("inlineStr", NOT_KNOWN)
    assert ods_cells(of_book("ods", "a"), 1)[1][1] == ("string", NOT_KNOWN)
