"""Quartiles by a second way, and what each measure says."""

import statistics
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.benchmarking.calculations.comparison import Spread, quartile
from apps.benchmarking.calculations.measures import MEASURES, PER_PLAN, POUNDS, PRINTED, SHARE, Measure
from tests.benchmarking.appendix_3 import column

RATES = st.lists(st.integers(-5, 2000).map(Decimal), min_size=2, max_size=25)


@given(RATES)
def test_quartiles_are_the_standard_library_s_inclusive_ones(values: list[Decimal]) -> None:
    assert [quartile(values, q) for q in (1, 2, 3)] == statistics.quantiles(values, n=4, method="inclusive")


@given(st.integers(-5, 2000).map(Decimal))
def test_of_one_value_every_quartile_is_that_value(value: Decimal) -> None:
    assert {quartile([value], q) for q in range(5)} == {value}


def test_quartiles_of_no_values_are_refused() -> None:
    with pytest.raises(ValueError, match="no values"):
        quartile([], 1)


def test_the_worked_example_of_the_documentation() -> None:
    """Of ten values the lower quartile is a quarter of the way from the 3rd to the 4th: 113 + (119 − 113) ÷ 4."""
    values = column("top-up-independent")
    del values["BCP"]
    spread = Spread.of(list(values.values()))
    assert (spread.lower, spread.median, spread.upper) == (Decimal("114.5"), Decimal("185.5"), Decimal("326"))
    inside = Spread.of(list(column("top-up-independent").values()))
    assert (inside.n, inside.lower, inside.upper) == (11, Decimal("116"), Decimal("353.5"))


@pytest.mark.parametrize(
    ("measure", "value", "shown", "amount", "gap"),
    [
        (PRINTED, "525", "£525", "£525 a head", "£525 a head"),
        (PRINTED, "-185.5", "−£185.50", "−£185.50 a head", "£185.50 a head"),
        (PER_PLAN, "7531.6", "£7,532", "£7,532 a plan", "£7,532 a plan"),
        (POUNDS, "-1234567", "−£1.23 million", "−£1.23 million", "£1.23 million"),
        (SHARE, "35.85", "35.9%", "35.9% of its high-needs spend", "35.9 percentage points"),
    ],
)
def test_what_a_measure_says(measure: Measure, value: str, shown: str, amount: str, gap: str) -> None:
    assert measure in MEASURES.values()
    number = Decimal(value)
    assert (measure.show(number), measure.amount(number), measure.gap(number)) == (shown, amount, gap)
