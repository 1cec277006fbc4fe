"""Differences between sources: the worked example by hand, and what must always hold."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.deficit.calculations.reconciliation import cost_of_doubt, differences, doubt

RATE = Decimal("0.9")
FIGURES = {"ledger": Decimal(100_000_000), "s251": Decimal(96_000_000), "dsg_note": Decimal(100_000_000)}


def test_the_worked_example_of_the_calculations():
    """4.0 apart, 1.5 explained: 2.5 stands, the lowest counts, and 90% of 4.0 is lost (docs/calculations.md)."""
    explained = {("ledger", "s251"): Decimal(1_500_000)}
    found = differences(FIGURES, explained)
    assert [(d.higher, d.lower, d.amount, d.explained, d.unexplained) for d in found] == [
        ("dsg_note", "s251", Decimal(4_000_000), Decimal(0), Decimal(4_000_000)),
        ("ledger", "s251", Decimal(4_000_000), Decimal(1_500_000), Decimal(2_500_000)),
    ]
    lowest = doubt(FIGURES, explained)
    assert (lowest.lowest, lowest.highest, lowest.at_stake) == (
        Decimal(96_000_000), Decimal(100_000_000), Decimal(4_000_000),
    )  # fmt: skip
    assert cost_of_doubt(RATE, lowest) == Decimal("3600000.0")


def test_a_difference_wholly_explained_settles_the_equal_source_too():
    explained = {("ledger", "s251"): Decimal(4_000_000)}
    assert [d.settled for d in differences(FIGURES, explained)] == [True, True]
    assert doubt(FIGURES, explained) is None
    assert cost_of_doubt(RATE, None) == 0


def test_an_explanation_that_stands_the_other_way_round_is_taken_off():
    (found,) = differences({"a": Decimal(10), "b": Decimal(7)}, {("b", "a"): Decimal(2)})
    assert (found.explained, found.unexplained) == (Decimal(-2), Decimal(5))


def test_one_source_alone_is_no_doubt():
    assert doubt({"ledger": Decimal(1)}, {}) is None
    assert doubt({}, {}) is None


def test_a_surplus_earns_no_grant_so_none_is_lost_below_nought():
    found = doubt({"a": Decimal(2), "b": Decimal(-3)}, {})
    assert (found.at_stake, cost_of_doubt(RATE, found)) == (Decimal(5), Decimal("1.8"))


amounts = st.decimals("-9e8", "9e8", places=2)
sources = st.dictionaries(st.sampled_from("abcdef"), amounts, max_size=6)


@given(sources, st.randoms())
def test_without_explanations_the_widest_pair_is_highest_less_lowest(figures, chance):
    found = doubt(figures, {})
    apart = max(figures.values()) - min(figures.values()) if figures else Decimal(0)
    assert (found.at_stake if found else Decimal(0)) == apart
    mixed = list(figures.items())
    chance.shuffle(mixed)
    assert differences(dict(mixed), {}) == differences(figures, {})


@given(sources)
def test_everything_explained_leaves_no_doubt(figures):
    explained = {(d.higher, d.lower): d.amount for d in differences(figures, {})}
    assert doubt(figures, explained) is None


@pytest.mark.parametrize("n", range(2, 6))
def test_each_pair_stands_once(n: int):
    figures = {str(i): Decimal(i) for i in range(n)}
    assert len(differences(figures, {})) == n * (n - 1) // 2
