"""Appendix 3 through the product: values, England's rows, the neighbours' statistics, and what changes without BCP."""

from decimal import Decimal

import pytest

from apps.benchmarking.charts import matrix_tables
from apps.benchmarking.selectors.benchmark import Benchmark
from apps.benchmarking.selectors.read import current_benchmark
from apps.benchmarking.vocabulary import Own
from tests.benchmarking.appendix_3 import ENGLAND, LINES, NEIGHBOURS, councils, printed

# With BCP, and without it: what of the fourteen printed columns changes.
MEDIANS = {
    "place-funding": ("170", "166"), "top-up-maintained": ("180", "148"), "top-up-academies": ("288", "253.5"),
    "top-up-independent": ("227", "185.5"), "targeted-mainstream": ("3", "2"), "sen-support": ("49", "47"),
    "alternative-provision": ("34", "29"), "inclusion-support": ("17", "19"), "direct-payments": ("3", "3.5"),
    "therapies": ("10", "9.5"), "central-total": ("819", "786.5"),
}  # fmt: skip
MAXIMA = {
    "top-up-independent": ("525", "454"),
    "alternative-provision": ("172", "127"),
    "central-total": ("1261", "1053"),
}


@pytest.fixture
def b(report: None) -> Benchmark:
    found = current_benchmark()
    assert found is not None
    return found


def test_every_value_and_england_s_rows_stand_in_the_matrix(b: Benchmark):
    rows = {row["council"]: row for row in matrix_tables(b, Own.OUT).figures.rows}
    assert {name: [rows[name][line] for line in LINES] for name in councils()} == councils()
    assert sum(map(len, councils().values())) == 176
    for (line, statistic), value in printed(ENGLAND).items():
        assert rows[f"England, {statistic}"][line] == value


def test_the_42_statistics_reproduce_with_bcp_and_29_without(b: Benchmark):
    checks = b.statistic_checks()
    assert {(c.line, c.statistic): c.printed for c in checks} == printed(NEIGHBOURS)
    assert (len(checks), sum(c.reproduces_in for c in checks)) == (42, 42)


@pytest.mark.parametrize(("statistic", "changes"), [("median", MEDIANS), ("maximum", MAXIMA), ("minimum", {})])
def test_what_changes_without_bcp(b: Benchmark, statistic: str, changes: dict[str, tuple[str, str]]):
    found = {}
    for line in {check.line for check in b.statistic_checks()}:
        chosen = b.line(line)
        assert chosen is not None
        c = b.comparison(chosen)
        pair = tuple(getattr(c.spread(own), statistic) for own in (True, False))
        if pair[0] != pair[1]:
            found[line] = pair
    assert found == {line: tuple(map(Decimal, pair)) for line, pair in changes.items()}
    assert len(changes) == {"median": 11, "maximum": 3, "minimum": 0}[statistic]


def test_six_roundings_of_a_pound_are_flagged_and_left_alone(b: Benchmark):
    apart = [check for line in b.lines for check in b.sum_checks(line) if not check.ties]
    assert {(c.council, c.line, c.difference) for c in apart} == {
        (name, "central-total", Decimal(1))
        for name in ("Southend-on-Sea", "Kent", "Devon", "Milton Keynes", "Bexley", "East Sussex")
    }
    assert all(check.is_rounding for check in apart)
    assert {c.council: c.printed for c in apart} == {c.council: councils()[c.council][14] for c in apart}


@pytest.mark.parametrize(
    ("line", "millions"), [("top-up-independent", "29.0"), ("alternative-provision", "12.2"), ("central-total", "40.6")]
)
def test_what_the_distances_are_worth(b: Benchmark, line: str, millions: str):
    chosen = b.line(line)
    assert chosen is not None
    distance = b.comparison(chosen).distance
    assert distance is not None
    assert f"{distance / 1_000_000:.1f}" == millions
