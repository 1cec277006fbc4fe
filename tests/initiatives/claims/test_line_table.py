"""The calculation as a table: numbered, exact, as reported beside assured."""

from decimal import Decimal

from apps.initiatives.calculations.claim_lines import Line
from apps.initiatives.presenters.claim_lines import BESIDE_HEADING, line_table


def line(label: str, as_reported: str, assured: str, unit: str = "£", kind: str = "") -> Line:
    return Line(label, "how", unit, as_reported, assured, "source", kind)


def test_figures_keep_the_decimals_that_they_have():
    table = line_table(
        [
            line("Units", "2.42", "2.4200", "units"),
            line("Gross", "564000.00", "1.5"),
            line("Exact", "", "333.3333"),
            line("Less", "-31", "-9153.30"),
        ]
    )
    assert table.texts("as_reported") == ["2.42", "564,000", "", "−31"]
    assert table.texts("assured") == ["2.42", "1.50", "333.3333", "−9,153.30"]
    assert table.rows[1]["as_reported"] == Decimal(564000)


def test_lines_beside_stand_under_a_heading_of_their_own():
    table = line_table([line("Net", "1", "1", kind="total"), line("Beside: lowest net value", "", "1", kind="beside")])
    assert [row["line"] for row in table.rows] == ["1. Net", BESIDE_HEADING, "2. Lowest net value"]
    assert [kind for kind, *_ in table.body()] == ["total", "group", ""]
