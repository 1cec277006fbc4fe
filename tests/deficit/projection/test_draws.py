"""Draws follow the triangle over low, central and high, and each assumption has its own stream."""

from decimal import Decimal

import numpy as np
import pytest

from apps.deficit.calculations.projection.draws import at_none_and_all, central, drawn, one_at_a_time
from apps.deficit.calculations.projection.inputs import Assumption
from apps.deficit.calculations.projection.percentiles import percentiles
from apps.deficit.calculations.projection.results import PERCENTILES

N = 20_000


def row(key: str, low: str, middle: str, high: str) -> Assumption:
    return Assumption(key, Decimal(low), Decimal(middle), Decimal(high))


@pytest.mark.parametrize(
    "a", [row("a", "0", "0.5", "1"), row("b", "0", "0", "6"), row("c", "-3", "2", "2"), row("d", "0.85", "0.95", "1")]
)
def test_draws_follow_the_triangle(a: Assumption) -> None:
    """Its mean, variance and distribution function, each against the textbook's; the largest distance between the two
    functions stays below Kolmogorov's 0.1% bound, 1.95 ÷ √n."""
    low, middle, high = float(a.low), float(a.central), float(a.high)
    values = np.sort(drawn((a,), draws=N, seed=1)[a.key])
    assert low <= values[0] <= values[-1] <= high
    variance = (low**2 + middle**2 + high**2 - low * middle - low * high - middle * high) / 18
    assert abs(values.mean() - (low + middle + high) / 3) < 4 * (variance / N) ** 0.5
    assert abs(values.var() / variance - 1) < 0.05
    exact = [_below(float(v), low, middle, high) for v in values]
    assert np.abs(np.asarray(exact) - np.arange(1, N + 1) / N).max() < 1.95 / N**0.5


def _below(value: float, low: float, middle: float, high: float) -> float:
    if value <= middle and middle > low:
        return (value - low) ** 2 / ((high - low) * (middle - low))
    return 1 - (high - value) ** 2 / ((high - low) * (high - middle)) if high > middle else 1.0


def test_streams_are_apart_and_repeat() -> None:
    rows = (row("one", "0", "0.5", "1"), row("two", "0", "0.5", "1"), row("sure", "3", "3", "3"))
    first, again = drawn(rows, draws=N, seed=7), drawn(rows[::-1], draws=N, seed=7)
    assert all(np.array_equal(first[key], again[key]) for key in first)
    assert abs(np.corrcoef(first["one"], first["two"])[0, 1]) < 0.03
    assert first["sure"].tolist() == [3.0]


def test_cases_that_are_not_drawn() -> None:
    rows = (row("one", "0", "0.5", "1"), row("sure", "3", "3", "3"), row("two", "1", "2", "4"))
    assert {k: v.tolist() for k, v in central(rows).items()} == {"one": [0.5], "sure": [3.0], "two": [2.0]}
    samples, keys = one_at_a_time(rows)
    assert keys == ("one", "two")
    assert samples["one"].tolist() == [0.0, 1.0, 0.5, 0.5]
    assert samples["two"].tolist() == [2.0, 2.0, 1.0, 4.0]
    ends = at_none_and_all(rows, ("two",))
    assert (ends["two"].tolist(), ends["one"].tolist()) == ([0.0, 1.0], [0.5])


@pytest.mark.parametrize("size", [2, 3, 40, 499, 500, 501, 10_000])
def test_percentiles_are_numpys_own(size: int) -> None:
    random = np.random.default_rng(size)
    rows = (random.normal(size=size), random.gamma(0.3, size=size), np.full(size, 7.25), random.integers(0, 3, size))
    for values in (np.asarray(row, dtype=np.float64) for row in rows):
        found = percentiles(values, PERCENTILES)
        assert np.allclose(found, np.percentile(values, PERCENTILES), rtol=1e-13, atol=0)
