"""Printed sums against their parts: tolerated within £1, flagged, never corrected."""

from decimal import Decimal

import pytest

from apps.benchmarking.calculations.rounding import StatisticCheck, check_sum
from apps.benchmarking.selectors.benchmark import Benchmark
from tests.benchmarking.appendix_3 import ENGLAND, LINES, NEIGHBOURS, councils, deficits, printed

ABOVE = ["Southend-on-Sea", "Kent", "Devon", "Milton Keynes", "Bexley", "East Sussex"]


@pytest.mark.parametrize(
    ("total", "ties", "rounding"),
    [(10, True, False), (11, False, True), (9, False, True), (12, False, False), (8, False, False)],
)
def test_a_sum_may_differ_by_one_pound(total: int, ties: bool, rounding: bool) -> None:
    check = check_sum(line="b", council="Here", printed=Decimal(total), parts=[Decimal(4), Decimal(6)])
    assert (check.printed, check.summed) == (total, 10)
    assert (check.ties, check.is_rounding) == (ties, rounding)


def test_a_printed_statistic_reproduces_to_the_pound() -> None:
    check = StatisticCheck("b", "median", Decimal(186), own_in=Decimal("185.5"), own_out=Decimal("185.4"))
    assert check.reproduces_in
    assert not check.reproduces_out


def test_every_value_is_as_printed(benchmark_data: Benchmark) -> None:
    b = benchmark_data
    loaded = {c.name: [b.values[line][c.pk] for line in LINES] for c in b.councils}
    assert loaded == councils()
    assert sum(map(len, loaded.values())) == 176
    assert {c.name: c.deficit for c in b.councils} == deficits()
    assert [line.slug for line in b.lines] == list(LINES)


def test_printed_statistics_are_as_printed(benchmark_data: Benchmark) -> None:
    for of, text in ((False, ENGLAND), (True, NEIGHBOURS)):
        loaded = {(k.line, k.statistic.value): v for k, v in benchmark_data.printed.items() if k.of_neighbours == of}
        assert loaded == printed(text)


def test_all_42_printed_statistics_reproduce_only_with_the_council_in(benchmark_data: Benchmark) -> None:
    checks = benchmark_data.statistic_checks()
    assert {(c.line, c.statistic): c.printed for c in checks} == printed(NEIGHBOURS)
    assert len(checks) == 42
    assert all(c.reproduces_in for c in checks)
    assert not all(c.reproduces_out for c in checks)


def test_b_is_a_pound_above_its_parts_for_six_councils(benchmark_data: Benchmark) -> None:
    b = benchmark_data
    apart = [c for line in b.lines for c in b.sum_checks(line) if not c.ties]
    assert [(c.line, c.council, c.difference) for c in apart] == [("central-total", name, 1) for name in ABOVE]
    assert all(c.is_rounding for c in apart)
    values = councils()
    for check in apart:
        parts = [v for i, v in enumerate(values[check.council]) if 1 <= i <= 13 and LINES[i] != "top-up-state"]
        assert check.summed == sum(parts) == values[check.council][14] - 1


def test_33_sums_are_checked(benchmark_data: Benchmark) -> None:
    assert sum(len(benchmark_data.sum_checks(line)) for line in benchmark_data.lines) == 33
