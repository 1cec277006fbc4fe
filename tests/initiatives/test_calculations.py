"""Method sections 2 to 4, worked by hand."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.initiatives.calculations.intake import intake_a_year, months_between
from apps.initiatives.calculations.proportions import printed_step, share_difference
from apps.initiatives.calculations.rates import run_rate_change, together

shares = st.decimals(0, 100, places=1)
sizes = st.integers(1, 5000)


def test_share_difference_of_portages_specialist_transitions() -> None:
    found = share_difference(Decimal(24), Decimal(22), 121, 121)
    assert found.children == Decimal("-2.42")
    assert (round(found.low, 1), round(found.high, 1)) == (-15.2, 10.4)
    assert (found.rounded_low, found.rounded_high) == (Decimal("-3.63"), Decimal("-1.21"))
    assert not found.distinguishable


def test_share_difference_of_portages_mainstream_transitions() -> None:
    found = share_difference(Decimal(64), Decimal(66), 121, 121)
    assert (round(found.low), round(found.high)) == (-12, 17)


def test_share_difference_that_is_plain() -> None:
    assert share_difference(Decimal(20), Decimal(60), 121, 121).distinguishable


@pytest.mark.parametrize(("before", "after", "n"), [(-1, 5, 10), (5, 101, 10), (5, 6, 0)])
def test_share_difference_refuses_what_is_no_share(before: int, after: int, n: int) -> None:
    with pytest.raises(ValueError, match="0 to 100"):
        share_difference(Decimal(before), Decimal(after), n, n)


@given(shares, shares, sizes, sizes)
def test_share_difference_lies_in_its_interval(before: Decimal, after: Decimal, n: int, m: int) -> None:
    found = share_difference(before, after, n, m)
    assert found.low <= float(found.children) + 1e-9
    assert float(found.children) <= found.high + 1e-9
    assert found.rounded_low <= found.children <= found.rounded_high


@pytest.mark.parametrize(("value", "step"), [("24", "1"), ("24.000", "1"), ("41.4", "0.1"), ("100", "1"), ("0", "1")])
def test_printed_step(value: str, step: str) -> None:
    assert printed_step(Decimal(value)) == Decimal(step)


def test_run_rate_change_of_the_counted_places() -> None:
    change = run_rate_change("places", 264, Decimal(38_000), Decimal(39_000))
    assert (change.now, change.then, change.change) == (10_032_000, 10_296_000, 264_000)
    assert together("all", [change, change]).then == 2 * change.then


def test_intake_of_twelve_children_in_sixteen_months() -> None:
    months = months_between(date(2024, 4, 1), date(2025, 8, 1))
    assert (months, intake_a_year(Decimal(12), months)) == (16, 9)
    with pytest.raises(ValueError, match="one month"):
        intake_a_year(Decimal(12), 0)
