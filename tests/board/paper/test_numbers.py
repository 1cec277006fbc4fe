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
        ("Twelve billion pounds, and four hundred places.", ["Twelve billion pounds", "four hundred"]),
        ("99/99 of families in 25/26.", ["99"]),
        ("twenty five families", ["twenty five"]),
        ("£\u00a0183.6\u00a0million", []),
        ("In section 251 returns of 2025-26.", []),
    ],
)
def test_numbers_that_the_pack_does_not_hold(text: str, unknown: list[str]) -> None:
    assert unknown_numbers(text, KNOWN, ()) == unknown


# Known beside KNOWN: £12,345,000, £1,900,000 below nought, £20m, £30m, 33, 135, 68% and 50%.
MORE = (
    *KNOWN,
    *(Known(Decimal(pounds), Kind.MONEY) for pounds in (12_345_000, -1_900_000, 20_000_000, 30_000_000)),
    *(Known(Decimal(number), Kind.NUMBER) for number in (33, 135)),
    *(Known(Decimal(share), Kind.PERCENT) for share in (68, 50)),
)
SOUND = """
in words | two hundred and ninety-five places; Two hundred and ninety five children
in words, paid | twenty million pounds; one hundred and eighty-three point six million pounds; £twenty million
in words, shared | sixty-eight per cent; sixty-eight percent; fifty %
thousands and millions | £12,345k; £12.345m; £12.3m; 12,345 thousand pounds; 12.3 million pounds; GBP 12.3m; £183.6mn
as a share | 68%; 68 %; 68 per cent; 68pc; half of the places; one in two children; 50 percentage points
two numbers of a share | 33 out of 135 children
ranges | £20m–£30m; £20m to £30m; £20–30m; £20-£30m; between £20 and £30 million; 50 to 68 per cent; 20–30m pounds
below nought | -£1.9m; −£1.9m; £-1.9m; (£1.9m); minus £1.9m
other digits | ２９５ places; £１８３.６m; 2​95 places; £183·6m; ٢٩٥ places; £12 345 000
said to be rounded | about 300 places; some 300 places; nearly 300 places; around £180m; over £180m; over 290 places
said to be rounded, of a share | over half of children; about two thirds of the 135 places; nearly 70%
dates and times | 27/01/2026; 27.01.2026; 2026-01-27; the 1st of April; 5 March; 31st March 2028; at 9:30; 10am
years | since 2023; 2025/26; 2025–26; 2024 to 2026; the 2014 Act; in 2024 families joined
references | Table 3; section 4.2; Sections 4.2–4.5; Recommendation 7; phase 2; Tables 1, 2 or 3; Key Stage 2; KS2
names | a 20-week duty; within 20 weeks; aged 16 to 25; aged under twenty; 0–25; 0–19; post-16; Year 9; Years 7 to 11
order | the 1st, 2nd and 3rd phase; the 21st century; the twenty-first century
links | https://www.example.gov.uk/2026/report-296.pdf?id=5879; www.example.gov.uk/296
units by themselves | Amounts are in £000.
small words | one of the two approaches; one to one; three phases
"""
UNSOUND = """
in words | two hundred and ninety-six places; nineteen million pounds; ninety thousand; sixty million; nineteen stayed
in words, small | a couple of children; a pair of places; zero point five per cent; Nine children
in words, of a whole | half a million pounds; a million; one and a half million; a dozen units; quarter of a million
in words, near | two hundred places; one hundred and eighty-three million pounds; one hundred per cent
thousands and millions | £12.4m; 12.4 million pounds; 12,345 thousand; £12.3; £12.345k; 183.6m; GBP 12.4m; £12.36m
a unit that is wrong | £295; 295 pounds; 295p; 295%; 68 children; $295; €183.6m; £33 for children; £68
as a share | 69%; 69 per cent; 69pc; a third of children; two-thirds of pupils; three quarters of plans; ¾ of places
shares of what is unknown | half of the 296 places
one in so many | 1 in 4; one in four children; 4 out of 10; four in ten children; two out of ten pupils
ranges | £20–31m; £21–30m; £21 to £30 million; between £20 and £31 million; 51 to 68 per cent; £1.9m-3m
other digits | １２３ places; £１８４.６m; 2​96; ²⁹⁶; £12 346 000
rounded and not said to be | 300 places; £180m; £200m; 290 children
said to be rounded, too far | about 400 places; more than 200 places; about £150m; nearly 290 places; over 300 places
order | the 296th place; the 3rd highest; the 2nd of 11; the 3rd new place
years that count | 2024 families joined; 2030 children; 2024 new places; 2,014 places
no reference | Table 3 holds 296; Table 3%; year 296
what a link says | [296](https://www.example.gov.uk/); report 296
"""


def cases(table: str) -> list[tuple[str, str]]:
    lines = [line.split(" | ") for line in table.strip().splitlines()]
    return [(kind, text) for kind, texts in lines for text in texts.split("; ")]


@pytest.mark.parametrize(("kind", "text"), cases(SOUND))
def test_a_sound_number_is_let_through(kind: str, text: str) -> None:
    assert unknown_numbers(text, MORE, ()) == [], kind


@pytest.mark.parametrize(("kind", "text"), cases(UNSOUND))
def test_a_number_that_the_pack_does_not_hold_is_named(kind: str, text: str) -> None:
    found = unknown_numbers(text, MORE, ())
    assert found, kind
    assert not unknown_numbers(text, MORE, found), "quoted as it was named"


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
