"""Displacement, claimed against observed: the method's figures by hand, and what must always hold."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.money import round_half_up
from apps.deficit.calculations.displacement import Count, Opened, displaced, observe, opened_between

JAN_2025, JAN_2026 = Count(2025, 508, 4432), Count(2026, 554, 4982)


def shown(value: Fraction, places: int) -> str:
    from decimal import Decimal

    return str(round_half_up(Decimal(value.numerator) / value.denominator, places))


def test_observe_gives_the_methods_figures():
    found = observe(JAN_2025, JAN_2026)
    assert shown(found.expected, 2) == "571.04"
    assert shown(found.fewer, 2) == "17.04"
    assert found.change == 46
    assert (shown(JAN_2025.share * 100, 2), shown(JAN_2026.share * 100, 2)) == ("11.46", "11.12")


def test_observe_refuses_januaries_out_of_order_and_without_plans():
    for first, second in ((JAN_2026, JAN_2025), (JAN_2025, JAN_2025)):
        with pytest.raises(ValueError, match="not after the first"):
            observe(first, second)
    with pytest.raises(ValueError, match="counts no plans"):
        observe(Count(2024, 0, 0), JAN_2025)


def test_places_count_from_february_to_january():
    units = [Opened(str(m), date(y, m, 1), Fraction(10)) for y, m in ((2025, 1), (2025, 2), (2026, 1), (2026, 2))]
    assert [u.opens for u in opened_between(units, 2025, 2026)] == [date(2025, 2, 1), date(2026, 1, 1)]


def test_displaced_takes_each_share():
    units = [Opened("a", date(2025, 9, 1), Fraction(60)), Opened("b", date(2025, 9, 1), Fraction(4), Fraction(3, 4))]
    assert displaced(units) == 63


counts = st.tuples(st.integers(0, 900), st.integers(1, 9000)).map(lambda n: (min(n), max(n[0], n[1], 1)))


@given(counts, counts)
def test_fewer_than_expected_means_a_lower_share(first: tuple[int, int], second: tuple[int, int]):
    found = observe(Count(2025, *first), Count(2026, *second))
    assert (found.fewer > 0) == (found.second.share < found.first.share)


@given(st.lists(st.tuples(st.dates(date(2019, 1, 1), date(2030, 1, 1)), st.integers(0, 99))), st.integers(2020, 2027))
def test_every_place_falls_between_exactly_two_neighbouring_januaries(opened, first: int):
    units = [Opened("x", day, Fraction(n)) for day, n in opened]
    whole = displaced(opened_between(units, first, first + 2))
    assert whole == sum(displaced(opened_between(units, first + n, first + n + 1)) for n in (0, 1))
