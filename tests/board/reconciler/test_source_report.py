"""What is said of the report of 27 January 2026, its tables and paragraphs as printed."""

import csv

import pytest

from apps.board.calculations.reconciler import Finding, Kind, Outcome, Severity, reconcile, tables_of
from apps.board.selectors.printed_report import PRINTED, printed_report

CENTRAL = "CENTRAL SPEND TOTAL"


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return reconcile(printed_report())


def one(outcome: Outcome, kind: Kind, place: str, says: str) -> Finding:
    found = [f for f in outcome.of(kind) if f.where.place == place and f.says == says]
    assert len(found) == 1, (kind, place, says, found)
    return found[0]


def test_295_places_stand_against_264_and_1178_is_what_is_missing(outcome: Outcome) -> None:
    in_words = one(outcome, Kind.PRODUCTS, "Table 1", "10,032")
    assert (in_words.follows, in_words.difference) == ("11,210 (295 × £38k)", "−1,178")
    assert "264 × £38k" in in_words.sentence
    total = one(outcome, Kind.COUNTS, "Table 3", "10,032")
    assert (total.follows, total.difference) == ("11,210 (295 × 38)", "−1,178")
    assert "264 × 38" in total.sentence
    year = one(outcome, Kind.COUNTS, "Table 3", "684")
    assert (year.where.column, year.follows, year.difference) == ("23/24 £ 000", "1,862 (49 × 38)", "−1,178")
    assert "31 × 38 = 1,178 are not in it" in year.sentence


def test_the_total_of_table_1_adds_mixed_bases(outcome: Outcome) -> None:
    found = one(outcome, Kind.BASES, "Table 1", "10,690")
    assert found.follows == "10,032 (no basis said); 658 (a year)"
    assert "10,032 + 564pa + 94pa" in found.sentence


def test_a_sum_is_called_a_range(outcome: Outcome) -> None:
    found = one(outcome, Kind.RANGES, "Table 3", "18,544")
    assert found.follows == "the sum 10,032 + 8,512"


def test_around_six_million_is_6_84(outcome: Outcome) -> None:
    found = one(outcome, Kind.PRODUCTS, "Para 4.6", "£6m")
    assert (found.follows, found.difference) == ("£6.84m (180 × £38k)", "−£0.84m")


def test_2_children_on_sen_support_are_8_in_the_text(outcome: Outcome) -> None:
    found = one(outcome, Kind.REPEATS, "Table 1", "2")
    assert found.where.row == "Dingley's Promise"
    assert (found.follows, found.difference) == ("8 (Para 4.8)", "−6")


def test_medians_and_maxima_of_neighbours_hold_the_council(outcome: Outcome) -> None:
    found = {(f.where.row, f.says, f.follows) for f in outcome.of(Kind.SPREAD)}
    assert ("Statistical Neighbours Median", "£227", "£185.5") in found
    assert {f for f in found if f[0] == "Maximum"} == {
        ("Maximum", "£525", "£454"), ("Maximum", "£172", "£127"), ("Maximum", "£1,261", "£1,053")
    }  # fmt: skip
    assert all(f.severity is Severity.QUESTION for f in outcome.of(Kind.SPREAD))
    assert not [row for row, *_ in found if row.startswith("ENGLAND")]


def test_six_roundings_are_said_as_roundings(outcome: Outcome) -> None:
    found = outcome.of(Kind.SUMS)
    assert {f.where.row.split(" ", 3)[-1] for f in found} == {
        "Southend-on-Sea", "Kent", "Devon", "Milton Keynes", "Bexley", "East Sussex"
    }  # fmt: skip
    assert {(f.severity, f.where.column, f.difference) for f in found} == {(Severity.ROUNDING, CENTRAL, "+£1")}


def test_the_pipeline_of_2025_26_had_two_months_left(outcome: Outcome) -> None:
    found = one(outcome, Kind.PART_YEARS, "Table 3", "3,648")
    assert (found.follows, found.difference) == ("at most 608", "+3,040")


def test_two_points_of_121_children_are_2_42(outcome: Outcome) -> None:
    assert {f.follows for f in outcome.of(Kind.SHARES)} == {"2.42 of 121"}


def test_nothing_else_is_said(outcome: Outcome) -> None:
    counts = {kind.name: len(outcome.of(kind)) for kind in Kind}
    assert counts == {
        "SUMS": 6, "PRODUCTS": 2, "COUNTS": 2, "SHARES": 2, "SPREAD": 11, "REPEATS": 1, "BASES": 1, "PART_YEARS": 1,
        "RANGES": 1,
    }  # fmt: skip


def test_the_printed_tables_are_those_that_the_product_loads() -> None:
    """Appendix 3 as printed, and as data."""
    table = next(t for t in tables_of(printed_report()) if t.name == "Appendix 3")
    with (PRINTED.parent / "appendix3.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 11
    for row in rows:
        number = next(i for i, label in enumerate(table.rows) if f"{row['la_code']} {row['la_name']}" in label)
        figures = [cell.figure for cell in table.cells[number]]
        assert [str(f.value) for f in figures if f] == list(row.values())[3:]
