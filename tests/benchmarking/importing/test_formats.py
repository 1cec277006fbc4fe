"""Genuine formats: two generations of headers, three encodings, marks, levels, missing columns, workbooks."""

from decimal import Decimal

import pytest

from apps.benchmarking.models import AMOUNTS as NAMES
from apps.benchmarking.models import Figure, NationalImport, SpendRow
from apps.benchmarking.vocabulary import ImportKind
from apps.core.charts import Column, Rows
from apps.core.exports import WRITERS, Sheet
from apps.core.periods import FinancialYear
from tests.benchmarking.importing.written import (
    AMOUNTS,
    AT,
    BUDGET,
    ENGLAND,
    OUTTURN,
    SOUTH_WEST,
    TOP_UP,
    csv_of,
    imported,
    said,
    spend_row,
)

pytestmark = pytest.mark.usefixtures("national")
KINDS = ((ImportKind.S251_BUDGET, BUDGET), (ImportKind.S251_OUTTURN, OUTTURN))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize(("kind", "header"), KINDS)
def test_each_generation_of_header_in_each_encoding(kind, header, encoding):
    content = csv_of(header, [spend_row(where=w) for w in (ENGLAND, SOUTH_WEST)] + [spend_row()], encoding)
    assert (b"\x96" in content) == (encoding == "cp1252")
    outcome = imported(kind, content)
    assert (outcome.sound, outcome.counts.new) == (True, 3), said(outcome)
    assert outcome.encoding == ("cp1252" if encoding == "cp1252" else "utf-8")
    row = SpendRow.objects.select_related("area", "line").get(
        national_import=outcome.import_id, area__ons_code="E06000058"
    )
    assert (row.line.code, row.financial_year, row.kind) == ("1.2.3", FinancialYear(2024), kind.value.split("-")[1])
    given = [Decimal(a) if a != "x" else None for a in AMOUNTS]
    assert [getattr(row, name) for name in NAMES] == given
    assert row.marks == "....x....."


@pytest.mark.parametrize(("kind", "header"), [(KINDS[0][0], OUTTURN), (KINDS[1][0], BUDGET)])
def test_a_budget_is_not_read_as_an_outturn_nor_an_outturn_as_a_budget(kind, header):
    ((row, column, _, reason),) = said(imported(kind, csv_of(header, [spend_row()])))
    assert (row, column.removesuffix("planned_expenditure").removesuffix("expenditure")) == (1, "category_of_")
    assert reason.startswith("There is no column “category_of_")


def test_columns_in_another_order_case_and_with_strangers_are_read():
    order = list(reversed(range(len(OUTTURN))))
    header = [OUTTURN[i].upper().replace("_", " ") for i in order] + ["a note of ours"]
    row = spend_row()
    outcome = imported(ImportKind.S251_OUTTURN, csv_of(header, [[row[i] for i in order] + ["see page 3"]]))
    assert (outcome.sound, outcome.counts.new) == (True, 1), said(outcome)


def test_a_missing_phase_is_not_given_and_a_missing_net_is_refused():
    keep = [i for i, name in enumerate(OUTTURN) if name not in ("post_16", "income")]

    def shorter(row):
        return [row[i] for i in keep]

    outcome = imported(ImportKind.S251_OUTTURN, csv_of(shorter(OUTTURN), [shorter(spend_row())]))
    row = SpendRow.objects.get(national_import=outcome.import_id)
    assert (row.post_16, row.income, row.marks) == (None, None, "....xz.z..")
    keep.remove(OUTTURN.index("net_expenditure"))
    refused = imported(ImportKind.S251_OUTTURN, csv_of(shorter(OUTTURN), [shorter(spend_row())]))
    assert said(refused) == [
        (
            1,
            "net_expenditure",
            "",
            "There is no column “net_expenditure”. Choose what the file is, or use it as it was published.",
        ),
    ]


@pytest.mark.parametrize("year", ["202425", "2024-25", "2024/25"])
def test_years_as_files_write_them(year):
    outcome = imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, [spend_row(year)]))
    assert SpendRow.objects.get(national_import=outcome.import_id).financial_year == FinancialYear(2024)


@pytest.mark.parametrize("title", [TOP_UP, TOP_UP.replace("–", "-"), "1.2.3", "  1.2.3 Something else altogether"])
def test_lines_are_matched_on_their_code(title):
    outcome = imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, [spend_row(title=title)]))
    assert SpendRow.objects.get(national_import=outcome.import_id).line.slug == "top-up-independent"


def test_lines_that_are_not_kept_are_left_out_and_counted():
    titles = (
        TOP_UP,
        "1.0.1 Individual Schools Budget",
        "1.2 High needs",
        "Total",
        "1.2.12 Carbon reduction",
        "1.4.11 SEN transport",
    )
    outcome = imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, [spend_row(title=t) for t in titles]))
    assert outcome.counts.as_json() == {"read": 6, "new": 3, "changed": 0, "same": 0, "left_out": 3}


def test_england_is_held_against_the_sum_of_the_authorities():
    rows = [
        spend_row(),
        spend_row(where=(*ENGLAND[:1], *ENGLAND[1:]), amounts=("0",) * 6 + ("19597310", "0", "19597310", "1")),
    ]
    outcome = imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, rows))
    (total,) = outcome.totals
    assert (total.printed, total.summed, total.difference, total.ties) == (
        19_597_310,
        Decimal("19597300.00"),
        10,
        False,
    )
    assert NationalImport.objects.get(pk=outcome.import_id).totals == [total.as_json()]


def test_a_net_that_is_not_gross_less_income_is_flagged_and_left_as_published():
    amounts = (*AMOUNTS[:8], "19597302", AMOUNTS[9])
    outcome = imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, [spend_row("202324"), spend_row(amounts=amounts)]))
    (total,) = outcome.totals
    assert total.what == "Line 3 of the file: net, and gross less income"
    assert (total.printed, total.summed, total.difference, total.ties) == (19_597_302, 19_597_300, 2, False)
    assert SpendRow.objects.get(national_import=outcome.import_id, financial_year=2024).net == 19_597_302


def test_more_than_four_decimals_are_rounded_half_up_and_commas_are_taken_where_they_group():
    amounts = ("24137003.71000500000001", "1,234,567.89", "0.00005", "-0.00005", *AMOUNTS[4:])
    outcome = imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, [spend_row(amounts=amounts)]))
    row = SpendRow.objects.get(national_import=outcome.import_id)
    found = row.early_years, row.primary, row.secondary, row.special
    assert found == tuple(map(Decimal, ("24137003.7100", "1234567.8900", "0.0001", "-0.0001")))
    again = imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, [spend_row(amounts=amounts)]))
    assert (again.counts.same, again.import_id) == (1, None)


def test_sen2_headers_of_both_releases_give_the_same_placements():
    """2026 splits academies from free schools; each January's plans sum to the plans printed."""
    for january in (2025, 2026):
        found = dict(Figure.objects.filter(area__ons_code="E06000058", year=january, measure__startswith="plans")
                     .exclude(measure__startswith="plans_issued").values_list("measure", "value"))  # fmt: skip
        assert sum(v for m, v in found.items() if m != "plans") == found["plans"], january
    assert (found["plans"], found["plans_inmss"], found["plans_post_16"]) == (4982, 554, 718)


@pytest.mark.parametrize("name", ["table.xlsx", "table.ods"])
def test_the_wide_table_comes_as_a_workbook_too(name):
    top_up = "Top-up and other funding – non- maintained and independent providers"
    rows = [
        ["LA code + name", top_up, "TOTAL HIGH NEEDS BLOCK SPEND"],
        ["839 BCP", "530", "1470"],
        ["Median", "208", "960"],
    ]
    outcome = imported(ImportKind.S251_PER_HEAD, _book(name, rows), name, year=FinancialYear(2026))
    assert (outcome.sound, outcome.counts.new, outcome.encoding) == (True, 4, name.split(".")[1]), said(outcome)


def _book(name: str, rows: list[list[str]]) -> bytes:
    columns = tuple(Column(str(i), text) for i, text in enumerate(rows[0]))
    kept = [dict(zip("012", row, strict=True)) for row in rows[1:]]
    return WRITERS[name.split(".")[1]](Sheet.of(("table", Rows("Table", columns, kept))), "https://example.org/", AT)
