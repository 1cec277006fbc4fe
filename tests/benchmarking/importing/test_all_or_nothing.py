"""A file is saved whole or not at all, again without effect, undone by its own record; wrong cells are named."""

from decimal import Decimal

import pytest

from apps.benchmarking.models import Area, Caseload, Figure, NationalImport, Neighbour, SpendLine, SpendRow
from apps.benchmarking.selectors.data_sets import printed_tables
from apps.benchmarking.services.importing.undo import undo_import
from apps.benchmarking.vocabulary import ImportKind
from apps.core.errors import NotAllowed, Refused
from apps.core.periods import FinancialYear
from tests.benchmarking.importing.written import AMOUNTS, AT, OUTTURN, csv_of, imported, said, spend_row, tables
from tests.fixtures import person

pytestmark = pytest.mark.usefixtures("national")
CASELOAD = ("time_period", "geographic_level", "new_la_code", "ehcplans", "mainstream_total", "special_independent",
            "special_non_maintained", "special_la_maintained", "special_total", "ap_pru_total", "fe_total")  # fmt: skip


def undo(pk: int | None, by: str = "finance", reason: str = "The wrong release.") -> None:
    assert pk is not None
    undo_import(import_id=pk, reason=reason, by=person(by), at=AT)


def twenty_thousand() -> list[tuple[str, ...]]:
    """Ten years of every authority that stands and fourteen lines."""
    areas = list(Area.objects.filter(authority__ended_on__isnull=True).select_related("authority"))
    ours = [a for a in areas if a.authority and a.authority.ons_code == a.ons_code]
    titles = [f"{line.code} {line.title}" for line in SpendLine.objects.filter(parts__isnull=True)[:14]]
    where = [
        ("Local authority", "England", "E92000001", "", "", a.name, a.authority.dfe_code, a.ons_code) for a in ours
    ]
    years = [f"{y}{(y + 1) % 100:02d}" for y in range(2005, 2015)]
    return [spend_row(year, place, title) for year in years for place in where for title in titles]


def test_one_wrong_cell_among_twenty_thousand_rows_is_named_and_nothing_is_saved():
    rows = twenty_thousand()
    assert len(rows) >= 20_000
    at, column = 17_345, OUTTURN.index("gross_expenditure")
    rows[at] = tuple("19787300.OO" if i == column else cell for i, cell in enumerate(rows[at]))
    before = tables()
    outcome = imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, rows))
    (problem,) = said(outcome)
    assert problem[:3] == (at + 2, "gross_expenditure", "19787300.OO")
    assert problem[3].startswith("It is not a number.")
    assert (outcome.counts.read, outcome.import_id) == (len(rows), None)
    assert tables() == before


def test_every_problem_is_counted_and_the_first_thousand_are_listed():
    rows = [spend_row(amounts=("?", *AMOUNTS[1:])) for _ in range(1_500)]
    outcome = imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, rows))
    assert (outcome.problems.number, len(outcome.problems.listed), len(outcome.problems.rows)) == (1_500, 1_000, 1_500)
    assert outcome.as_json()["refused"] == 1_500


@pytest.mark.parametrize(
    ("change", "column", "value", "reason"),
    [
        ({9: "E99999999"}, "new_la_code", "E99999999", "No area has this code."),
        ({2: "Parish"}, "geographic_level", "Parish", "It is none of National, Regional and Local authority."),
        ({0: "2024"}, "time_period", "2024", "It is no year such as 202425"),
        ({0: "202424"}, "time_period", "202424", "It is no year such as 202425"),
        ({18: "1e6"}, "gross_expenditure", "1e6", "It is not a number."),
        ({18: "NaN"}, "gross_expenditure", "NaN", "It is not a number."),
        ({18: "=1+1"}, "gross_expenditure", "=1+1", "It is not a number."),
        ({18: "low"}, "gross_expenditure", "low", "It is not a number."),
        ({18: "12,34.5"}, "gross_expenditure", "12,34.5", "It is not a number."),
        ({18: "9" * 14}, "gross_expenditure", "9" * 14, "It is not a number."),
    ],
)
def test_what_is_wrong_is_named_by_row_column_and_value(change, column, value, reason):
    row = tuple(change.get(i, cell) for i, cell in enumerate(spend_row()))
    outcome = imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, [spend_row("202324"), row]))
    (problem,) = said(outcome)
    assert problem[:3] == (3, column, value)
    assert problem[3].startswith(reason)
    assert problem[3].count(".") >= 2 or "Write" in problem[3], "a remedy follows"


def test_a_row_that_stands_twice_names_the_first():
    outcome = imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, [spend_row(), spend_row("202324"), spend_row()]))
    assert said(outcome) == [(4, "", "", "It says again what line 2 says. Keep one of the two.")]


def test_a_file_again_changes_nothing_and_leaves_no_record():
    first = imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, [spend_row()]))
    before = tables()
    again = imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, [spend_row()]))
    assert (again.counts.same, again.counts.new, again.import_id) == (1, 0, None)
    assert first.import_id
    assert tables() == before


def test_a_check_saves_nothing_and_counts_all():
    before = tables()
    outcome = imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, [spend_row()]), check_only=True)
    assert (outcome.counts.new, outcome.import_id) == (1, None)
    assert tables() == before


def test_an_undone_import_leaves_every_row_as_it_was():
    rows = [spend_row(), spend_row("202324")]
    first = imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, rows))
    stood = {k: v for k, v in tables().items() if k not in ("nationalimport", "replacedrow")}
    other = [spend_row(amounts=("7", *AMOUNTS[1:])), spend_row("202223")]
    second = imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, other))
    assert second.counts.as_json() == {"read": 2, "new": 1, "changed": 1, "same": 0, "left_out": 0}
    with pytest.raises(Refused, match=rf"Import {second.import_id} changed 1 of its rows since"):
        undo(first.import_id)
    undo(second.import_id)
    assert {k: v for k, v in tables().items() if k not in ("nationalimport", "replacedrow")} == stood
    undo(first.import_id)
    assert not SpendRow.objects.filter(financial_year__in=[2023, 2024]).exists()
    again = imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, rows))
    assert again.counts.new == 2
    with pytest.raises(Refused, match="is undone already"):
        undo(first.import_id)


def test_only_finance_undoes_and_says_why():
    made = imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, [spend_row()]))
    with pytest.raises(NotAllowed):
        undo(made.import_id, by="manager")
    with pytest.raises(Refused, match="Say why"):
        undo(made.import_id, reason=" ")
    assert NationalImport.objects.get(pk=made.import_id).state == "saved"


def test_neighbours_change_places_and_come_back():
    """Two neighbours that swap their ranks never share one, and an undone model goes with its sets."""
    header = ("model_version", "la_code", "rank", "neighbour_la_code", "proximity")
    ours = [("2027-01", "839", str(n), code, "Close") for n, code in enumerate(("822", "882", "896"), 1)]
    made = imported(ImportKind.NEIGHBOURS, csv_of(header, ours))
    swapped = [(v, la, {"1": "2", "2": "1"}.get(r, r), n, p) for v, la, r, n, p in ours]
    changed = imported(ImportKind.NEIGHBOURS, csv_of(header, swapped))
    assert changed.counts.as_json() == {"read": 3, "new": 0, "changed": 2, "same": 1, "left_out": 0}, said(changed)
    in_order = Neighbour.objects.filter(comparator_set__model_version="2027-01").order_by("rank")
    assert list(in_order.values_list("authority__dfe_code", flat=True)) == ["882", "822", "896"]
    undo(changed.import_id)
    assert list(in_order.values_list("authority__dfe_code", flat=True)) == ["822", "882", "896"]
    undo(made.import_id)
    assert not in_order.exists()
    twice = imported(ImportKind.NEIGHBOURS, csv_of(header, [*ours, ("2027-01", "839", "3", "869", "")]))
    assert said(twice) == [(5, "rank", "3", "Line 4 gives this rank already. Keep one.")]


def plans(january: int, *counts: int) -> bytes:
    row = (f"{january - 1}{january % 100:02d}", "Local authority", "E06000058", *map(str, counts))
    return csv_of(CASELOAD, [row])


def test_the_councils_own_caseload_follows_its_imports():
    """What the projection reads: four groups of the newest count, gone again when the import is undone."""
    made = imported(ImportKind.SEN2_CASELOAD, plans(2027, 5_000, 2_000, 300, 250, 1_000, 1_550, 40, 700))
    assert made.sound, said(made)
    grouped = Caseload.objects.filter(january=2027).values_list("placement", "plans")
    assert dict(grouped) == {"inmss": 550, "local_specialist": 1_000, "mainstream": 2_000, "other": 1_450}
    changed = imported(ImportKind.SEN2_CASELOAD, plans(2026, 4_983, 2_023, 301, 253, 1_002, 1_556, 35, 718))
    assert changed.counts.changed > 0
    undo(changed.import_id)
    assert Caseload.objects.get(january=2026, placement="inmss").plans == 554
    undo(made.import_id)
    assert not Caseload.objects.filter(january=2027).exists()


@pytest.mark.parametrize(
    ("counts", "column"),
    [
        ((5_000, 2_000, 300, 250, 1_000, 1_551, 40, 700), "special_total"),
        ((4_000, 2_000, 300, 250, 1_000, 1_550, 40, 700), "ehcplans"),
    ],
)  # fmt: skip
def test_a_caseload_whose_parts_cannot_be_right_is_refused(counts, column):
    (problem,) = said(imported(ImportKind.SEN2_CASELOAD, plans(2027, *counts)))
    assert problem[:2] == (2, column)


def test_allocations_that_do_not_add_up_are_refused():
    header = ("time_period", "la_code", "schools_block", "cssb", "high_needs_block", "early_years_block", "total_dsg")
    good = imported(ImportKind.DSG_ALLOCATIONS, csv_of(header, [("202425", "839", "100", "10", "50", "20", "180")]))
    assert good.counts.new == 5
    (problem,) = said(
        imported(ImportKind.DSG_ALLOCATIONS, csv_of(header, [("202526", "839", "100", "10", "50", "20", "280")]))
    )
    assert problem == (2, "total_dsg", "280", "Its blocks add up to 180. Check the row.")


def test_a_sum_stays_exact():
    assert Figure.objects.get(measure="outturn_high_needs", year=2021, area__ons_code="E06000058").value == Decimal(
        47_976_413
    )


def test_a_neighbour_takes_a_rank_that_another_leaves_and_none_that_one_keeps():
    header = ("model_version", "la_code", "rank", "neighbour_la_code")
    imported(ImportKind.NEIGHBOURS, csv_of(header, [("2027-01", "839", "1", "822"), ("2027-01", "839", "2", "882")]))
    moved = [("2027-01", "839", "3", "882"), ("2027-01", "839", "2", "896")]
    outcome = imported(ImportKind.NEIGHBOURS, csv_of(header, moved))
    assert (outcome.sound, outcome.counts.new, outcome.counts.changed) == (True, 1, 1), said(outcome)
    before = tables()
    (problem,) = said(imported(ImportKind.NEIGHBOURS, csv_of(header, [("2027-01", "839", "1", "881")])))
    assert problem[:3] == (2, "rank", "1")
    assert problem[3].startswith("Bedford Borough has it already.")
    assert tables() == before


def test_authorities_whose_codes_are_taken_are_refused():
    header = ("old_la_code", "new_la_code", "la_name", "region_code", "region_name")
    rows = [
        ("999", "E06000058", "Another", "E12000009", "South West"),
        ("999", "E12000009", "Another", "E12000009", "South West"),
        ("999", "E06999999", "Another", "E12000099", "x" * 41),
    ]
    before = tables()
    found = said(imported(ImportKind.AUTHORITIES, csv_of(header, rows)))
    assert [problem[:2] for problem in found] == [(2, "new_la_code"), (3, "new_la_code"), (4, "region_name")]
    assert "has this code. Check the row." in found[0][3]
    assert tables() == before


def test_digits_of_other_scripts_and_counts_beyond_all_people_are_no_numbers():
    (problem,) = said(imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, [spend_row(amounts=("１２", *AMOUNTS[1:]))])))
    assert problem[:3] == (2, "early_years_establishments", "１２")
    (problem,) = said(imported(ImportKind.SEN2_CASELOAD, plans(2027, 10**9, 0, 0, 0, 0, 0, 0, 0)))
    assert problem[1:3] == ("ehcplans", "1000000000")


def test_a_table_per_head_goes_with_its_import():
    """The pages read the newest table that has values: the report's own, before and after."""
    before = {k: v for k, v in tables().items() if k not in ("nationalimport", "replacedrow")}
    stood = [table.slug for table in printed_tables()]
    content = csv_of(("la_code", "topup_nmss_independent", "total_hn"), [("839", "530", "1470"), ("822", "120", "890")])
    made = imported(ImportKind.S251_PER_HEAD, content, year=FinancialYear(2026))
    assert made.counts.new == 4
    assert len(printed_tables()) == len(stood) + 1
    undo(made.import_id)
    assert [table.slug for table in printed_tables()] == stood
    assert {k: v for k, v in tables().items() if k not in ("nationalimport", "replacedrow")} == before
