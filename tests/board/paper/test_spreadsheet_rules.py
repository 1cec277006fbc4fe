"""Both spreadsheets keep each rule of the Analysis Function; each rule's test is proved by a file that breaks it."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from apps.board.calculations.paper.document import Paper
from apps.board.renderers.formats import render
from tests.board.paper import rules
from tests.board.paper.books import book_of
from tests.board.paper.made import papers
from tests.board.paper.rules import RULES, Rule
from tests.board.paper.sample import PIXEL, body

BODIES = {kind: body(kind) for kind in ("ods", "xlsx")}
OF_THE_PRODUCT = [
    rule for rule in RULES if rule is not rules.notes_are_written_in_words
]  # what somebody wrote is theirs


@pytest.mark.parametrize("kind", BODIES)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_paper_keeps_the_rule(kind: str, rule: Rule) -> None:
    assert list(rule(book_of(BODIES[kind]))) == []


@given(papers())
@settings(suppress_health_check=list(HealthCheck), max_examples=15)
def test_any_paper_keeps_them(paper: Paper) -> None:
    for kind in BODIES:
        book = book_of(render(paper, kind))
        kept = rules.file_says_its_title_and_language, rules.cover_comes_first_and_says_what_it_is
        apart = (*kept, rules.numbers_are_numbers, rules.notes_are_explained_on_a_sheet_of_their_own)  # its own words
        for rule in OF_THE_PRODUCT:
            assert rule in apart or list(rule(book)) == [], (kind, rule.__name__)


def set_value(at: str, value: object) -> Callable[[Worksheet], None]:
    def change(page: Worksheet) -> None:
        page[at].value = value

    return change


def set_look(at: str, **look: object) -> Callable[[Worksheet], None]:
    def change(page: Worksheet) -> None:
        for name, value in look.items():
            setattr(page[at], name, value)

    return change


def picture(page: Worksheet) -> None:
    import base64

    page.add_image(Image(io.BytesIO(base64.b64decode(PIXEL))), "B2")


RAISED = Font(name="Arial", size=12, vertAlign="superscript")
# Rule by name, sheet, and what breaks it in XLSX. Table_4 stands in A5:B14 there.
XLSX_FAULTS: list[tuple[str, str, Callable[[Worksheet], None]]] = [
    ("cover_comes_first", "Cover", set_value("A8", "")),
    ("contents_link", "Contents", set_look("A5", hyperlink=None)),
    ("notes_are_explained", "Table_4", set_value("A1", "Table 4 [note 99]")),
    ("notes_are_explained", "Table_4", set_value("B6", "[c]")),
    ("notes_are_written_in_words", "Table_4", set_value("A6", "Accumulated deficit¹")),
    ("notes_are_written_in_words", "Table_4", set_look("A6", font=RAISED)),
    ("one_marked_table", "Table_4", lambda page: page.tables.clear()),
    ("title_stands", "Table_4", set_look("A1", style="Normal")),
    ("sheet_says", "Table_4", set_value("A2", "Figures")),
    ("table_follows", "Table_4", set_value("D2", "beside")),
    ("table_follows", "Table_4", set_value("A20", "below")),
    ("table_follows", "Table_4", set_value("A3", None)),
    ("no_cell_is_merged", "Table_4", lambda page: page.merge_cells("A6:A7")),
    ("no_cell_of_a_table_is_blank", "Table_4", set_value("B7", None)),
    ("every_column", "Table_4", set_value("B5", "Dedicated Schools Grant")),
    ("numbers_are_numbers", "Table_4", set_value("B6", "113.3")),
    ("nothing_is_worked_out", "Table_4", set_value("B6", "=1+1")),
    ("nothing_is_hidden", "Table_4", lambda page: setattr(page, "sheet_state", "hidden")),
    ("nothing_is_hidden", "Table_4", lambda page: setattr(page.row_dimensions[6], "hidden", True)),
    ("words_of_tables_wrap", "Table_4", set_look("A6", alignment=Alignment(wrap_text=False))),
    ("no_filter", "Table_4", lambda page: setattr(page, "freeze_panes", "B6")),
    ("nothing_is_said_by_colour", "Table_4", set_look("A6", fill=PatternFill("solid", fgColor="FF0000"))),
    ("letters_are_plain", "Table_4", set_look("A6", font=Font(name="Arial", size=9))),
    ("letters_are_plain", "Table_4", set_look("A6", font=Font(name="Times New Roman", size=12))),
    ("names_of_sheets", "Table_4", lambda page: setattr(page, "title", "Table 4")),
    ("file_says", "Table_4", lambda page: setattr(page.parent.properties, "language", None)),
    ("no_picture", "Table_4", picture),
]  # fmt: skip


def rule_of(name: str) -> Rule:
    (found,) = [rule for rule in RULES if rule.__name__.startswith(name)]
    return found


@pytest.mark.parametrize(
    ("name", "sheet", "change"), XLSX_FAULTS, ids=[f"{n}-{i}" for i, (n, *_) in enumerate(XLSX_FAULTS)]
)
def test_each_rule_finds_its_fault_in_xlsx(name: str, sheet: str, change: Callable[[Worksheet], None]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(BODIES["xlsx"]))
    change(book[sheet])
    out = io.BytesIO()
    book.save(out)
    assert list(rule_of(name)(book_of(out.getvalue())))


FRAME = '<draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"/>'
# Rule by name, the part, and what is written in the place of what in ODS.
ODS_FAULTS = [
    ("cover_comes_first", "content.xml", "Licence: Open", "Open"),
    ("contents_link", "content.xml", "#'Table_4'.A1", "#'Table_3'.A1"),
    ("notes_are_explained", "content.xml", "2025 to 2027 [note 4]", "2025 to 2027 [note 99]"),
    ("notes_are_written_in_words", "content.xml", ">Accumulated deficit 1", ">Accumulated deficit* 1"),
    ("one_marked_table", "content.xml", "range-address=\"'Table_4'.", "range-address=\"'Other'."),
    ("title_stands", "styles.xml", 'style:display-name="Heading 1"', 'style:display-name="Large"'),
    ("sheet_says", "content.xml", ">This worksheet contains one table.<", ">Figures<"),
    ("table_follows", "content.xml", "'Table_4'.A5", "'Table_4'.A6"),
    ("no_cell_is_merged", "content.xml", "<table:table-cell ", '<table:table-cell table:number-columns-spanned="2" '),
    ("no_cell_of_a_table_is_blank", "content.xml", ">Accumulated deficit 1 April 2025<", "><"),
    ("every_column", "content.xml", ">Amount (£m)<", ">Dedicated Schools Grant<"),
    ("numbers_are_numbers", "content.xml", 'office:value-type="float"', 'office:value-type="string"'),
    ("nothing_is_worked_out", "content.xml", 'office:value="113.3"', 'office:value="113.3" table:formula="of:=1+1"'),
    ("nothing_is_hidden", "content.xml", 'table:display="true"', 'table:display="false"'),
    ("nothing_is_hidden", "content.xml", "<table:table-row>", '<table:table-row table:visibility="collapse">'),
    ("words_of_tables_wrap", "content.xml", 'fo:wrap-option="wrap"', 'fo:wrap-option="no-wrap"'),
    ("no_filter", "content.xml", 'table:display-filter-buttons="false"', 'table:display-filter-buttons="true"'),
    ("nothing_is_said_by_colour", "content.xml", 'style:vertical-align="top"', 'fo:background-color="#ff0000"'),
    ("letters_are_plain", "styles.xml", 'fo:font-size="12pt"', 'fo:font-size="9pt"'),
    ("letters_are_plain", "styles.xml", 'fo:font-family="Arial"', 'fo:font-family="Times New Roman"'),
    ("names_of_sheets", "content.xml", 'table:name="Table_4"', 'table:name="Table 4"'),
    ("file_says", "meta.xml", ">en-GB<", "><"),
    ("no_picture", "content.xml", "</text:p></table:table-cell>", f"</text:p>{FRAME}</table:table-cell>"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "part", "old", "new"), ODS_FAULTS, ids=[f"{n}-{i}" for i, (n, *_) in enumerate(ODS_FAULTS)]
)
def test_each_rule_finds_its_fault_in_ods(name: str, part: str, old: str, new: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BODIES["ods"])) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.namelist():
            text = before.read(entry)
            if entry == part:
                assert old.encode() in text, old
                text = text.replace(old.encode(), new.encode())
            after.writestr(entry, text)
    assert list(rule_of(name)(book_of(out.getvalue())))


def test_every_rule_has_a_fault_in_both() -> None:
    for faults in (XLSX_FAULTS, ODS_FAULTS):
        assert {rule_of(name) for name, *_ in faults} == set(RULES)
