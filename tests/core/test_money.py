from decimal import Decimal

import pytest

from apps.core.money import Amount, MixedAmounts, millions, number, pounds, round_half_up, signed, thousands, total
from apps.core.vocabulary import Basis, BenefitClass, Block


def amount(value: str, **changes) -> Amount:
    fields = {
        "basis": Basis.RUN_RATE,
        "benefit_class": BenefitClass.AVOIDANCE,
        "block": Block.HIGH_NEEDS,
        "price_base": "2025-26",
        **changes,
    }
    return Amount(Decimal(value), **fields)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [("0.5", 0, "1"), ("1.5", 0, "2"), ("2.5", 0, "3"), ("-0.5", 0, "-1"), ("185.45", 1, "185.5"), ("0.05", 1, "0.1")],
)
def test_round_half_up_takes_a_half_away_from_nought(value, places, expected):
    assert round_half_up(Decimal(value), places) == Decimal(expected)


def test_money_is_written_with_a_true_minus_and_no_minus_nought():
    assert millions(Decimal("183600000")) == "£183.6m"
    assert millions(Decimal("-1900000")) == "−£1.9m"
    assert thousands(Decimal("10031500")) == "10,032"
    assert pounds(Decimal("-1234567.5")) == "−£1,234,568"
    assert number(Decimal("-0.4")) == "0"
    assert signed(millions(Decimal("70300000"))) == "+£70.3m"
    assert signed("£0.0m") == "£0.0m"
    assert signed("−£1.9m") == "−£1.9m"


@pytest.mark.parametrize(
    "other",
    [
        {"basis": Basis.IN_YEAR},
        {"benefit_class": BenefitClass.CASHABLE},
        {"block": Block.GENERAL_FUND},
        {"price_base": "2026-27"},
    ],
)
def test_amounts_of_another_kind_are_never_added(other):
    with pytest.raises(MixedAmounts, match="cannot be added to"):
        amount("1") + amount("1", **other)


def test_amounts_of_one_kind_add_up():
    assert total([amount("10032000"), amount("564000"), amount("94000")]).value == 10_690_000
