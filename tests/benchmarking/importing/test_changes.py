"""What a check says would change: every kind of row by its name, its year and its two values; never what stays."""

import pytest

from apps.benchmarking.services.importing.changes import Moved, moved
from apps.benchmarking.vocabulary import ImportKind
from apps.core.periods import FinancialYear
from tests.benchmarking.importing.test_all_or_nothing import plans
from tests.benchmarking.importing.written import AMOUNTS, OUTTURN, csv_of, imported, spend_row

pytestmark = pytest.mark.usefixtures("national")
BCP = "Bournemouth, Christchurch and Poole"


def test_amounts_of_a_line():
    imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, [spend_row()]))
    other = (*AMOUNTS[:3], "4000000", "c", *AMOUNTS[5:])
    again = imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, [spend_row(amounts=other)]))
    line = "Outturn, 1.2.3 Independent and non-maintained"
    assert moved(again.changes) == [
        Moved(f"{line}: special", BCP, "2024/25", "3,000,000.25", "4,000,000"),
        Moved(f"{line}: marks", BCP, "2024/25", "....x.....", "....c....."),
    ]


def test_counts_and_suppressed_ones():
    imported(ImportKind.SEN2_CASELOAD, plans(2027, 5_000, 2_000, 300, 250, 1_000, 1_550, 40, 700))
    again = imported(ImportKind.SEN2_CASELOAD, plans(2027, 5_001, 2_000, 300, 250, 1_000, 1_550, 40, 700))
    assert moved(again.changes) == [
        Moved("Education, health and care plans", BCP, "2027", "5,000", "5,001"),
        Moved("Plans: other, elsewhere, awaiting and unknown", BCP, "2027", "710", "711"),
    ]


def test_rates_a_head_statistics_and_ranks():
    header, year = ("la_code", "topup_nmss_independent", "total_hn"), FinancialYear(2026)
    imported(ImportKind.S251_PER_HEAD, csv_of(header, [("839", "526", "1465"), ("Mean", "300", "900")]), year=year)
    again = imported(
        ImportKind.S251_PER_HEAD, csv_of(header, [("839", "527", "1465"), ("Mean", "301", "900")]), year=year
    )
    table, line = "Section 251 budget 2026/27, high needs lines per head", "1.2.3 Independent and non-maintained"
    assert moved(again.changes) == [
        Moved(line, "BCP", table, "526", "527"), Moved(f"{line}: mean", "England", table, "300", "301"),
    ]  # fmt: skip
    ranks = ("model_version", "la_code", "rank", "neighbour_la_code")
    imported(ImportKind.NEIGHBOURS, csv_of(ranks, [("2027-01", "839", "1", "822")]))
    ranked = imported(ImportKind.NEIGHBOURS, csv_of(ranks, [("2027-01", "839", "2", "822")]))
    [one] = moved(ranked.changes)
    assert (one.what, one.whose, one.before, one.after) == ("Neighbour: rank", "Bedford Borough", "1", "2")


def test_the_first_fifty_of_many():
    rows = [spend_row(f"{y}{(y + 1) % 100:02d}") for y in range(2001, 2061)]
    imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, rows))
    other = [spend_row(f"{y}{(y + 1) % 100:02d}", amounts=("9", *AMOUNTS[1:])) for y in range(2001, 2061)]
    again = imported(ImportKind.S251_OUTTURN, csv_of(OUTTURN, other))
    assert (again.counts.changed, len(again.changes)) == (60, 50)
