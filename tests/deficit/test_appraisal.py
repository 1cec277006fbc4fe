"""Break-even of a request: the method's figures by hand, refusals, and what must always hold."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.money import round_half_up
from apps.deficit.calculations.appraisal import CannotAppraise, break_even

COST = Decimal(1_500_000)
money = st.decimals("0.01", "9000000", places=2)
share = st.decimals("0.01", "1", places=2)


@pytest.mark.parametrize(
    ("value", "confidence", "exact", "placements"),
    [("38000", "1", "39.5", 40), ("47000", "1", "31.9", 32), ("38000", "0.75", "52.6", 53), ("1500000", "1", "1.0", 1)],
)
def test_break_even_gives_the_methods_figures(value: str, confidence: str, exact: str, placements: int):
    found = break_even(COST, Decimal(value), Decimal(confidence))
    assert (str(round_half_up(found.shown, 1)), found.placements) == (exact, placements)


@pytest.mark.parametrize(
    ("cost", "value", "confidence", "said"),
    [
        ("0", "38000", "1", "A cost of nought or less"),
        ("-1", "38000", "1", "A cost of nought or less"),
        ("1", "0", "1", "A placement avoided is worth nought or less"),
        ("1", "-38000", "1", "A placement avoided is worth nought or less"),
        ("1", "38000", "0", "Confidence is a share above 0%"),
        ("1", "38000", "1.01", "Confidence is a share above 0%"),
    ],
)
def test_break_even_refuses_with_a_sentence(cost: str, value: str, confidence: str, said: str):
    with pytest.raises(CannotAppraise, match=said):
        break_even(Decimal(cost), Decimal(value), Decimal(confidence))


@given(money, money, share)
def test_the_placements_cover_the_cost_and_one_fewer_do_not(cost: Decimal, value: Decimal, confidence: Decimal):
    found = break_even(cost, value, confidence)
    assert found.placements * value * confidence >= cost
    assert (found.placements - 1) * value * confidence < cost


@given(money, money, share)
def test_less_confidence_never_takes_fewer_placements(cost: Decimal, value: Decimal, confidence: Decimal):
    assert break_even(cost, value, confidence).exact >= break_even(cost, value).exact
