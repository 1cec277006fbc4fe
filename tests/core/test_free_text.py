import pytest
from django.core.exceptions import ValidationError

from apps.core.free_text import check_no_child, check_not_turned, check_visible


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("See A123456789012 for this", "a unique pupil number"),
        ("NHS 943 476 5919", "an NHS number"),
        ("NHS number 9434765919.", "an NHS number"),
        ("child born 12/03/2015 moved", "a date of birth"),
        ("DOB: 2015-03-12", "a date of birth"),
        ("lives at BH2 6DY now", "a postcode"),
    ],
)
def test_what_could_identify_a_child_is_refused_and_named(text, what):
    with pytest.raises(ValidationError, match=f"looks like {what}. Take it out"):
        check_no_child(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ledger of 27/01/2026, placements cost 65,000 in 2025/26",
        "Call 9434765918",  # ten digits, and no NHS number
        "Table 2, para 4.5 and Appendix 3",
        "Six places moved from September to January 2026",
    ],
)
def test_ordinary_reasons_are_taken(text):
    check_no_child(text)
    check_visible(text)


@pytest.mark.parametrize("text", ["\u200b\u200b\u200b\u200b", "\u2060 \u00ad", "… — …"])
def test_what_cannot_be_read_is_refused(text):
    with pytest.raises(ValidationError, match="no words"):
        check_visible(text)


@pytest.mark.parametrize("sign", ["\u202e", "\u202d", "\u2066", "\u2069"])
def test_a_sign_that_turns_the_order_of_letters_is_refused(sign: str) -> None:
    with pytest.raises(ValidationError, match="turns the order of letters"):
        check_not_turned(f"The deficit is £{sign}183.6 million.")
    check_not_turned("The deficit is £183.6 million – “so far”.\u200f")
