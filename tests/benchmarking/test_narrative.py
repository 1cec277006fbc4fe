"""The rule of the narrative row, and how far the report says the same."""

from decimal import Decimal
from fractions import Fraction

import pytest

from apps.benchmarking.calculations.narrative import said_of
from apps.benchmarking.charts.narrative import agreeing, generated, rule_says
from apps.benchmarking.models import LineComment
from apps.benchmarking.selectors.benchmark import Benchmark


@pytest.mark.parametrize(
    ("ours", "median", "level"),
    [
        ("4.99", "4.99", "small budgets"), ("5", "4", "average"), ("0", "0", "small budgets"),
        ("110", "100", "average"), ("111", "100", "average"), ("133", "100", "average"), ("400", "300", "high"),
        ("149.99", "100", "high"), ("150", "100", "very high"), ("90", "100", "average"), ("76", "100", "average"),
        ("75", "100", "low"), ("67", "100", "low"), ("200", "300", "very low"), ("66", "100", "very low"),
        ("20", "0", "very high"), ("-20", "0", "very low"), ("9", "0", "average"),
    ],
)  # fmt: skip
def test_the_rule_s_levels(ours: str, median: str, level: str):
    assert said_of(Decimal(ours), Decimal(median), None).level == level


def test_close_to_england_s_highest_from_95_per_cent():
    assert said_of(Decimal(95), Decimal(10), Decimal(100)).close_to_highest
    assert not said_of(Decimal("94.99"), Decimal(10), Decimal(100)).close_to_highest
    assert not said_of(Decimal(95), Decimal(10), None).close_to_highest
    assert said_of(Decimal(3), Decimal(2), None).ratio == Fraction(3, 2)


def test_it_agrees_with_the_report_on_fifteen_of_sixteen_lines(benchmark_data: Benchmark):
    b = benchmark_data
    assert {line.slug for line in b.lines} - {line.slug for line in agreeing(b)} == {"hospital"}
    assert rule_says(b, b.lines[-2]).close_to_highest
    assert generated(b, b.lines[4]) == (
        "BCP very high: £525 a head, 2.8 times its neighbours' median, £185.50; the highest of 11"
    )


def test_every_sentence_fits_its_column(benchmark_data: Benchmark):
    most = LineComment._meta.get_field("generated").max_length
    assert max(len(generated(benchmark_data, line)) for line in benchmark_data.lines) <= most
