"""What is said is said so that a reader finds the cell, knows the unit, and can follow the sum."""

from pathlib import Path

from apps.board.calculations.reconciler import Finding, Given, GivenTable, Severity, reconcile
from apps.board.presenters.reconcile import sections, sheet_rows
from apps.board.reading import read_text

NATIONAL = Path(__file__).parents[3] / "data" / "national"
COSTS = """Table 4: Costs
Scheme | Places | Cost £m | Cost per place £000
Annexe | 40 | 4.45 | 111
Modular | 16 | 0.93 | 58
Free school | 120 | 14.00 | 171
Total | 176 | 19.38 | 110"""
RESERVES = """Table 8: Reserves (£000)
Reserve | Balance 1 April 2025 | Added | Used | Balance 31 March 2026
Improvement | 1,250 | 400 | (351) | 1,335
Difficulty | 640 | 0 | (120) | 520
Total | 1,890 | 400 | (435) | 1,855"""


def given(text: str) -> Given:
    found = read_text(text)
    return Given(tuple(found.tables), tuple(found.texts))


def only(text: str) -> Finding:
    (found,) = reconcile(given(text)).findings
    return found


def test_row_and_column_are_called_so_and_the_difference_has_its_unit() -> None:
    outcome = reconcile(given(COSTS))
    (section,) = sections(outcome)
    assert section.items[0].where == "Table 4, row “Free school”, column “Cost £m”"
    assert section.items[0].figures == "14.00 is printed; 20.52 follows; difference −6.52 (£m)"
    assert sheet_rows(outcome)[0]["difference"] == "−6.52 (£m)"


def test_a_product_names_what_is_multiplied_and_in_what_it_comes_out() -> None:
    assert only(COSTS).sentence == ("14.00 is printed, and “Places” × “Cost per place £000”, 120 × 171, is 20.52 (£m).")


def test_a_figure_that_two_sums_hold_is_named_with_both_in_the_form_in_which_it_is_printed() -> None:
    found = only(RESERVES)
    assert (found.says, found.follows, found.difference, found.unit) == ("(351)", "(315)", "−36", "(£000)")
    assert "The sum down (“Total”) and the sum across (“Balance 31 March 2026”)" in found.sentence


def test_a_difference_of_shares_is_in_percentage_points() -> None:
    found = only("Table 1\nYear | Due | Met | Met %\nA | 212 | 150 | 71%\nB | 188 | 119 | 36%\nC | 240 | 201 | 84%")
    assert (found.follows, found.difference, found.unit) == ("63.3%", "−27.3", "percentage points")
    assert "“Met” as a share of “Due” is 119 ÷ 188 = 63.3%" in found.sentence


def test_the_larger_is_named_first_where_no_sign_is_printed() -> None:
    found = only(
        "Table 1 (£m)\nYear | Low | High | Range\nA | 4.5 | 9.1 | 4.6\nB | 5.2 | 8.4 | 2.3\nC | 6.0 | 9.9 | 3.9"
    )
    assert found.sentence == "2.3 is printed, and “High” less “Low” is 3.2."


def test_what_is_printed_with_fewer_digits_than_its_parts_is_no_rounding_to_be_told() -> None:
    rows = (("Role", "FTE"), ("Officers", "14.3"), ("Psychologists", "9.67"), ("Support", "6.5"), ("Total", "30.5"))
    assert not reconcile(Given((GivenTable("Table 5: Posts", rows),))).findings


def test_many_differences_of_one_are_rounding_even_where_no_unit_is_named() -> None:
    text = "Table 1\nLine | A | B | C | All\n" + "\n".join(
        f"L{n} | {100 + n} | {200 + 3 * n} | {310 - n} | {610 + 3 * n + (n % 2)}" for n in range(8)
    )
    assert {one.severity for one in reconcile(given(text)).findings} == {Severity.ROUNDING}


def test_of_national_statistics_no_difference_is_said() -> None:
    """As published: averages under “total”, rates without a sign, shares of what is not printed."""
    for file in (
        "sen2_caseload_all_plans_2019_2025",
        "sen2_timeliness_2019_2024",
        "hn_benchmarking_budget_outturn_2021_22_la",
    ):
        lines = (NATIONAL / f"{file}.csv").read_text(encoding="utf-8-sig").splitlines()
        rows = tuple(tuple(line.split(",")[:40]) for line in lines[:41])
        outcome = reconcile(Given((GivenTable(file, rows),)))
        assert outcome.checked.counts.total()
        assert not [one for one in outcome.findings if one.severity is Severity.DIFFERS], file
