"""Median, rank and distance, against the standard library and by hand."""

import statistics
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.benchmarking.calculations.comparison import Spread, compare, median
from tests.benchmarking.appendix_3 import LINES, column

RATES = st.lists(st.integers(-5, 2000).map(Decimal), min_size=1, max_size=25)


@given(RATES)
def test_median_is_the_standard_library_s(values: list[Decimal]) -> None:
    assert median(values) == statistics.median(values)


@given(RATES)
def test_spread_holds_every_value(values: list[Decimal]) -> None:
    spread = Spread.of(values)
    assert spread.n == len(values)
    assert spread.minimum <= spread.median <= spread.maximum
    assert {spread.minimum, spread.maximum} <= set(values)
    assert all(spread.minimum <= value <= spread.maximum for value in values)


@given(st.integers(-5, 2000).map(Decimal), RATES)
def test_rank_counts_everyone_once(ours: Decimal, others: list[Decimal]) -> None:
    c = compare(ours, others, None)
    assert c.rank == sorted([ours, *others], reverse=True).index(ours) + 1
    assert c.higher + c.level + c.lower + 1 == c.n == len(others) + 1
    assert c.values(own_in=True) == tuple(sorted([*others, ours]))
    assert c.values(own_in=False) == tuple(sorted(others))


def test_median_of_an_even_number_is_the_mean_of_the_two_in_the_middle() -> None:
    assert median([Decimal(n) for n in (1, 9, 4, 6)]) == 5
    assert median([Decimal(n) for n in (144, 227)]) == Decimal("185.5")
    assert median([Decimal(7)]) == 7


def test_median_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no values"):
        median([])


def test_distance_is_from_the_others_at_our_population() -> None:
    c = compare(Decimal(525), [Decimal(100), Decimal(200)], Decimal(1000))
    assert c.distance_per_head == 375
    assert c.distance == 375_000
    assert compare(Decimal(525), [Decimal(100)], None).distance is None


@pytest.mark.parametrize(
    ("line", "ours", "own_in", "own_out"),
    [
        ("top-up-independent", 525, "227", "185.5"),
        ("alternative-provision", 172, "34", "29"),
        ("central-total", 1261, "819", "786.5"),
        ("high-needs-total", 1464, "1014", "966.5"),
    ],
)
def test_the_method_s_medians(line: str, ours: int, own_in: str, own_out: str) -> None:
    values = column(line)
    mine = values.pop("BCP")
    c = compare(mine, list(values.values()), None)
    assert (c.ours, c.rank, c.n) == (ours, 1, 11)
    assert c.spread(True).median == Decimal(own_in) == statistics.median([*values.values(), mine])
    assert c.spread(False).median == Decimal(own_out) == statistics.median(values.values())


@pytest.mark.parametrize("line", LINES)
def test_rank_of_each_line_by_sorting(line: str) -> None:
    values = column(line)
    ours = values.pop("BCP")
    assert compare(ours, list(values.values()), None).rank == 1 + sum(v > ours for v in values.values())
