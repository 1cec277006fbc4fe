"""What cannot be read is refused in words that name the file, the place in it and what to do; what was pasted stays."""

import io
import re
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import Table, TableCell, TableRow
from odf.text import P

from apps.board.calculations.reconciler import Given, reconcile
from apps.board.forms.reconcile import MOST_PASTED, ReconcileForm
from apps.board.reading import SheetRefused, read_file, read_text
from tests.fixtures import person

OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600
LOCKED = OLD_OFFICE + "EncryptedPackage".encode("utf-16-le")
ROWS = (("Line", "2023/24", "2024/25"), ("A", 1, 2), ("B", 3, 4), ("Total", 4, 9))
PAGE = reverse("board:reconcile")


def book(change: Callable[[Any, Any], object], title: str = "Budget") -> bytes:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = title
    for row in ROWS:
        sheet.append(row)
    change(made, sheet)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def hidden_sheet(made: Any, _: Any) -> None:
    sheet = made.create_sheet("Workings")
    sheet.append(["x", 1])
    sheet.sheet_state = "hidden"


def wide(_: Any, sheet: Any) -> None:
    sheet.append(list(range(60)))


def long(_: Any, sheet: Any) -> None:
    for number in range(400):
        sheet.append([f"Line {number}", number, number])


def formula(_: Any, sheet: Any) -> None:
    sheet["C4"] = "=SUM(C2:C3)"


def open_document(style: bool, formula: str = "") -> bytes:
    made = OpenDocumentSpreadsheet()
    look = Style(name="ta2", family="table")
    look.addElement(TableProperties(display="false"))
    made.automaticstyles.addElement(look)
    table = Table(name="Workings", **({"stylename": look} if style else {}))
    row = TableRow()
    cell = TableCell(valuetype="float", value="3", **({"formula": formula} if formula else {}))
    cell.addElement(P(text="3"))
    row.addElement(cell)
    table.addElement(row)
    made.spreadsheet.addElement(table)
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


FILES: dict[str, tuple[str, bytes, str, str]] = {
    "an old document": ("r.doc", OLD_OFFICE, "is an old Office file", "save it as DOCX"),
    "an old workbook": ("r.xls", OLD_OFFICE, "is an old Office file", "save it as XLSX"),
    "an old workbook by another name": ("r.xlsx", OLD_OFFICE, "is an old Office file", "save it as DOCX or XLSX"),
    "a workbook with a password": ("r.xlsx", LOCKED, "is protected by a password", "take the password off"),
    "a workbook with macros": ("r.xlsm", b"PK", "is a file with macros", "Save it as XLSX"),
    "a scanned PDF": ("r.pdf", b"%PDF-1.7", "is a PDF", "have to be typed"),
    "a PDF by another name": ("r.docx", b"%PDF-1.7", "is a PDF", "paste them"),
    "text of another kind": ("r.rtf", b"{\\rtf", "is not a DOCX, XLSX, ODS or CSV file", "Save it as one of them"),
    "an empty CSV": ("r.csv", b"", "is empty", "Choose the file again"),
    "a CSV of blank lines": ("r.csv", b"\n\n,,\n", "holds no table and no paragraph", "paste tables"),
    "a formula": ("r.xlsx", book(formula), "sheet “Budget”, cell C4: a formula", "paste their values"),
    "a hidden sheet": ("r.xlsx", book(hidden_sheet), "sheet “Workings”: it is hidden", "Show it or delete it"),
    "sixty columns": ("r.xlsx", book(wide), "sheet “Budget”, cell AE5: beyond the 30 columns", "Split its tables"),
    "four hundred rows": ("r.xlsx", book(long), "“Budget”: 404 rows; 300 are read at most", "Split the table"),
    "a hidden sheet of ODS": ("r.ods", open_document(style=True), "sheet “Workings” is hidden", "Show it or delete it"),
    "a formula of ODS": ("r.ods", open_document(False, "of:=1+2"), "sheet “Workings”: a formula", "paste their values"),
}  # fmt: skip


@pytest.mark.parametrize("what", FILES)
def test_a_file_that_cannot_be_read_is_named_with_the_place_and_a_remedy(what: str) -> None:
    name, content, place, remedy = FILES[what]
    with pytest.raises(SheetRefused) as refused:
        read_file(name, content)
    said = str(refused.value)
    assert said.startswith(f"“{name}”")
    assert place in said
    assert remedy in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "\n\n".join(f"Table {n}\nA | B\nx | 1\ny | 2" for n in range(1, 201)),
            "holds 200 tables; 80 are read at most. Split the report: give what stands from “Table 81” on by itself.",
        ),
        (
            "Table 1\nA | B\nx | 1\ny | 2\n\nTable 9: Wide\n" + "\n".join(" | ".join("7" * 60) for _ in range(3)),
            "The pasted text, “Table 9: Wide”: 60 columns; 40 are read at most. Split the table.",
        ),
        (
            "\n\n".join(f"Table {n}\n" + "\n".join(" | ".join("7" * 30) for _ in range(60)) for n in range(1, 6)),
            "holds 9,000 cells in tables; 6,000 are read at most. Split the report: give what stands from “Table 4” on",
        ),
    ],
)
def test_of_too_much_the_place_is_named_from_which_it_is_too_much(text: str, said: str) -> None:
    with pytest.raises(SheetRefused, match=re.escape(said)):
        read_text(text)


def test_empty_columns_beside_a_table_are_not_counted() -> None:
    def rows(_: Any, sheet: Any) -> None:
        for number in range(250):
            sheet.append([f"Line {number}", number, number])

    (table,) = read_file("r.xlsx", book(rows)).tables
    assert {len(row) for row in table.rows} == {3}


def test_merged_cells_are_read_as_headings_of_what_is_below_them() -> None:
    rows = (
        ("", "2024", "", "", "2025", "", ""),
        ("Phase", "Boys", "Girls", "Total", "Boys", "Girls", "Total"),
        ("Primary", 3, 4, 7, 5, 6, 11),
        ("Secondary", 8, 2, 10, 9, 4, 31),
    )

    def merge(_: Any, sheet: Any) -> None:
        sheet.delete_rows(1, 4)
        for row in rows:
            sheet.append(row)
        sheet.merge_cells("B1:D1")
        sheet.merge_cells("E1:G1")

    (finding,) = reconcile(Given(tuple(read_file("r.xlsx", book(merge)).tables))).findings
    assert (finding.where.row, finding.where.column, finding.follows) == ("Secondary", "2025 Total", "13")


@pytest.mark.django_db
@pytest.mark.parametrize("fault", ["day", "file", "tables", "length"])
def test_what_was_pasted_stays_when_something_is_refused(client: Client, fault: str) -> None:
    client.force_login(person("board"))
    pasted = "Table 1\nA | B\nx | 1\nTotal | 1"
    given: dict[str, Any] = {"pasted": pasted}
    if fault == "day":
        given["day"] = "soon"
    elif fault == "file":
        given["report"] = SimpleUploadedFile("r.csv", b"a,b\nc,1\n")
    else:
        given["pasted"] = pasted = "\n\n".join([pasted] * (200 if fault == "tables" else 15_000))
    answer = client.post(PAGE, given)
    assert answer.status_code == 422
    assert pasted in answer.content.decode()


def test_no_browser_cuts_what_is_pasted() -> None:
    field = ReconcileForm()["pasted"]
    assert field.field.max_length == MOST_PASTED
    assert "maxlength" not in str(field)


@pytest.mark.django_db
def test_where_nothing_could_be_checked_the_page_says_so(client: Client) -> None:
    client.force_login(person("board"))
    answer = client.post(PAGE, {"report": SimpleUploadedFile("r.csv", b"Line,2023/24,2024/25\n")})
    assert "nothing was recognised that could be checked" in answer.content.decode()
