"""Each refusal names what was entered and what to enter instead."""

from contextlib import suppress
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from apps.initiatives.forms.fields import PoundsField, WholeNumberField

pounds = PoundsField()
whole = WholeNumberField(lowest=0, highest=5_000, example=140)


@pytest.mark.parametrize("text", ["65000", "65,000", "£65,000", "£ 65 000", " 65,000.00 ", "65000."])
def test_pounds_reads(text: str) -> None:
    assert pounds.clean(text) == Decimal(65_000)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("65", "“65” reads as thousands. Was £65,000 meant? Then enter 65,000"),
        ("£65", "Was £65,000 meant?"),
        ("65k", "“65k” reads as thousands. Was £65,000 meant?"),
        ("65.5", "Was £65,500 meant?"),
        ("999", "is not in whole pounds"),
        ("65000.50", "“65000.50” has pence. Enter whole pounds, such as 65,000"),
        ("0", "more than nought"),
        ("-5", "“-5” is not an amount. Enter whole pounds"),
        ("abc", "“abc” is not an amount"),
        ("6,50,00", "is not an amount"),
        ("1e5", "is not an amount"),
        ("٦٥٠٠٠", "is not an amount"),
        ("500001", "more than £500,000"),
        ("9" * 60, "…” is not an amount"),
        ("", "required"),
    ],
)
def test_pounds_refuses(text: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        pounds.clean(text)
    assert said in refused.value.messages[0]


@given(st.text(max_size=60))
def test_pounds_of_any_text_is_an_amount_or_a_refusal(text: str) -> None:
    with suppress(ValidationError):
        assert 1_000 <= pounds.clean(text) <= 500_000


@pytest.mark.parametrize(("text", "number"), [("140", 140), ("1,400", 1400), (" 0 ", 0), ("5000", 5000)])
def test_whole_number_reads(text: str, number: int) -> None:
    assert whole.clean(text) == number


@pytest.mark.parametrize("text", ["-1", "1.5", "abc", "1e3", "½", "5001", "9" * 30, "0x10", "--"])
def test_whole_number_refuses_naming_the_value(text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        whole.clean(text)
    assert text[:30] in refused.value.messages[0]


@given(st.text(max_size=60))
def test_whole_number_of_any_text_is_a_count_or_a_refusal(text: str) -> None:
    with suppress(ValidationError):
        assert 0 <= whole.clean(text) <= 5_000
