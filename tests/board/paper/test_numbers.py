"""Which numbers a text holds, and which of them the pack knows."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.board.calculations.paper.numbers import Kind, Known, states_hidden, unknown_numbers, written_numbers

DEFICIT = Known(Decimal("183600000"), Kind.MONEY)
PLACES = Known(Decimal(295), Kind.NUMBER)
SHARE = Known(Decimal("41.4"), Kind.PERCENT)
KNOWN = (DEFICIT, PLACES, SHARE)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("The deficit is £183.6m at 31 March 2026.", []),
        ("The deficit is £183.6 million, or £184m.", []),
        ("The deficit is £183,600k: £183,600,000.", []),
        ("The deficit is £183.7m.", ["£183.7m"]),
        ("Of 295 places in 2025/26, see Tables 1 to 4, paragraph 4.5 and Appendix 3.", []),
        ("Of 296 places.", ["296"]),
        ("The share is 41.4%, which is 41 per cent.", []),
        ("The share is 42%.", ["42%"]),
        ("£295", ["£295"]),
        ("On 27 January 2026 the Board met; the override ends in March 2028.", []),
        ("Two children moved.", ["Two"]),
        ("One of the three phases, two thirds of the way.", []),
        ("2,950 places", ["2,950"]),
        ("Portage’s 94, the Council’s 9,999 places.", ["94", "9,999"]),
        ("In Table 1, 94 is printed; Tables 1, 2 and 3 hold it.", ["94"]),
        ("Of these 2 may move, and 12 in March 77 more.", ["2", "12", "77"]),
        ("Twelve billion pounds, and four hundred places.", ["Twelve billion", "four hundred"]),
        ("99/99 of families in 25/26.", ["99"]),
        ("twenty five families", ["twenty five"]),
        ("£\u00a0183.6\u00a0million", []),
        ("In section 251 returns of 2025-26.", []),
    ],
)
def test_numbers_that_the_pack_does_not_hold(text: str, unknown: list[str]) -> None:
    assert unknown_numbers(text, KNOWN, ()) == unknown


def test_a_quoted_number_needs_its_own_quotation() -> None:
    text = "Half of it, 46.4%, and 30% before the Tribunal."
    assert unknown_numbers(text, KNOWN, ["46.4%"]) == ["30%"]
    assert unknown_numbers(text, KNOWN, ["46.4%", "30%"]) == []
    assert unknown_numbers("46.4 places", KNOWN, ["46.4%"]) == ["46.4"]


@given(st.integers(1, 10**9), st.sampled_from([0, 1, 2]))
def test_any_amount_states_itself_at_any_precision(pounds: int, places: int) -> None:
    millions = f"£{Decimal(pounds) / 10**6:.{places}f}m"
    written = next(iter(written_numbers(f"It is {millions} a year.")))
    assert written.text == millions
    assert abs(written.value - pounds) <= Decimal(10**6) / 10**places
    assert not unknown_numbers(f"£{pounds:,}", [Known(Decimal(pounds), Kind.MONEY)], ())
    assert unknown_numbers(f"£{pounds + 1:,}", [Known(Decimal(pounds), Kind.MONEY)], ())


@pytest.mark.parametrize(
    "text", ["Portage’s 94", "£94k", "£94,000", "In Table 1, 94 is", "Of these 2 may", "only two stayed"]
)
def test_a_hidden_figure_is_found_however_it_is_written(text: str) -> None:
    hidden = [Known(Decimal(94_000), Kind.MONEY), Known(Decimal(2), Kind.NUMBER)]
    assert states_hidden(text, hidden)
    assert not states_hidden("On 3 March 2026 the Board met.", hidden)
