"""The same report in DOCX, XLSX, ODS, CSV and pasted is read the same; cells that span, and headings that repeat."""

import io
import re
from decimal import Decimal
from random import Random

import docx
import pytest

from apps.board.calculations.reconciler import Given, GivenTable, Kind, reconcile, tables_of
from apps.board.calculations.reconciler.figures import figure, like
from apps.board.reading import SheetRefused, read_file, read_text
from apps.board.selectors.printed_report import printed_report
from tests.board.reconciler.made.faults import plants
from tests.board.reconciler.written import read_each_way


def test_the_source_report_gives_the_same_findings_in_each_format() -> None:
    given = printed_report()
    expected = reconcile(given)
    for way, found in read_each_way(given).items():
        again = reconcile(Given(tuple(found.tables), tuple(found.texts), given.council, given.day))
        assert again.findings == expected.findings, way
        assert again.checked.counts == expected.checked.counts, way


@pytest.mark.parametrize("number", range(len(list(plants()))))
def test_planted_faults_are_found_in_each_format(number: int) -> None:
    planted = list(plants())[number](Random(number))  # noqa: S311  # figures, not secrets
    given = planted.made.given()
    expected = reconcile(given).findings
    assert expected
    for way, found in read_each_way(given).items():
        again = reconcile(Given(tuple(found.tables), tuple(found.texts), given.council, given.day))
        assert again.findings == expected, (way, planted.what)


def word_file() -> bytes:
    """A table with a heading that spans, one that is repeated, a label that spans and one that goes on below."""
    document = docx.Document()
    document.add_paragraph("Table 2: Places")
    table = document.add_table(6, 4)
    rows = (
        ("", "Year", "", ""), ("Phase", "24/25", "25/26", "Total"), ("Primary", "10", "20", "30"),
        ("Phase", "24/25", "25/26", "Total"), ("Secondary\nand post-16", "1", "2", "4"),
        ("Total places", "11", "22", "33"),
    )  # fmt: skip
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 3))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_table_of_word_with_spans_and_a_repeated_heading() -> None:
    found = read_file("places.docx", word_file())
    (table,) = tables_of(Given(tuple(found.tables)))
    assert table.name == "Table 2"
    assert table.columns == ("Year 24/25", "Year 25/26", "Year Total")
    assert table.rows == ("Primary", "Secondary and post-16", "Total places")
    (finding,) = reconcile(Given(tuple(found.tables))).findings
    assert (finding.where.row, finding.says, finding.follows) == ("Secondary and post-16", "4", "3")


@pytest.mark.parametrize(
    "text",
    [
        "Table 1: Costs, £000\nLine,22/23,Total\nA,5,5\nB,7,7\nTotal,13,12",
        "Table 1: Costs, £000\n\nLine   22/23   Total\nA   5   5\nB   7   7\nTotal   13   12",
        "Table 1: Costs, £000\n| Line | 22/23 | Total |\n|---|--|--|\n|A|5|5|\n|B|7|7|\n|Total|13|12|",
        "Table 1: Costs, £000\nLine\t22/23\tTotal\nA\t5\t5\nB\t7\t7\nTotal\t13\t12",
    ],
)
def test_pasted_tables_with_commas_blanks_bars_or_tabs(text: str) -> None:
    found = read_text(text)
    (table,) = found.tables
    assert table.caption.startswith("Table 1")
    assert table.rows[-1] == ("Total", "13", "12")
    assert not found.texts


@pytest.mark.parametrize("margin", ["", "    "])
@pytest.mark.parametrize(
    "lines",
    [
        [
            "Line     22/23  Total",
            "         £000   £000",
            "A        5      5",
            "  B      7      7",
            "Total    13     12",
        ],
        [
            "         22/23  Total",
            "         £000   £000",
            "A        5      5",
            "  B      7      7",
            "Total    13     12",
        ],
    ],
)
def test_a_row_of_units_set_in_by_blanks_begins_with_an_empty_cell(lines: list[str], margin: str) -> None:
    found = read_text("\n".join(["Table 1: Costs", *(margin + line for line in lines)]))
    (table,) = tables_of(Given(tuple(found.tables)))
    assert table.columns == ("22/23 £000", "Total £000")
    assert table.rows == ("A", "B", "Total")
    assert not found.texts


def test_paragraphs_carry_the_last_number_before_them() -> None:
    found = read_text("4.8 Outcomes to July show:\n\n8 children remaining.\n\n5. Summary\n\nNone.")
    assert [text.where for text in found.texts] == ["Para 4.8", "Para 4.8", "Section 5", "Section 5"]


def test_a_table_without_a_caption_is_named_by_its_place() -> None:
    given = Given((GivenTable("", (("A", "B"), ("x", "1"), ("y", "2"), ("Total", "9"))),))
    (finding,) = reconcile(given).findings
    assert finding.kind is Kind.SUMS
    assert finding.where.place == "Table 1 given"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n \n", "holds no table and no paragraph"),
        ("x" * 200_001, "characters outside tables"),
        ("\n".join(["a | b"] * 400), "table 1: 400 rows"),
        ("\n".join(["| ".join("a" * 50)] * 3), "table 1: 50 columns"),
    ],
)
def test_too_much_and_nothing_are_refused_with_a_remedy(text: str, said: str) -> None:
    with pytest.raises(SheetRefused, match=said) as refused:
        read_text(text)
    assert re.search("Split|Choose", str(refused.value))


@pytest.mark.parametrize("credit", ["10-", "10 –", "10 CR", "10CR", "(10)", "(10)CR", "(10 CR)", "10 (CR)", "-10"])
def test_a_credit_is_taken_off_in_each_format(credit: str) -> None:
    rows = (("Line", "2024/25"), ("Opening", "635"), ("Overspend", "498 DR"), ("Grant", credit), ("Closing", "1,123"))
    given = Given((GivenTable("Table 1: Deficit", rows),))
    for way, found in read_each_way(given).items():
        outcome = reconcile(Given(tuple(found.tables)))
        assert outcome.checked.counts[Kind.SUMS] == 1, way
        assert not outcome.findings, way


@pytest.mark.parametrize(
    ("printed", "follows"), [("10-", "12-"), ("10 CR", "12 CR"), ("(10)", "(12)"), ("10 DR", "−12")]
)
def test_what_follows_is_written_as_the_credit_beside_it(printed: str, follows: str) -> None:
    assert like(printed, Decimal(-12)) == follows


@pytest.mark.parametrize("text", ["5–7", "10-2", "10 - one-off", "10 credit", "10 - see note"])
def test_a_dash_before_more_is_no_minus(text: str) -> None:
    assert figure(text) is None
