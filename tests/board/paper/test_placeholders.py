"""What is put where a text is still to be written is no text."""

import pytest

from apps.board.calculations.paper.words import says_nothing


@pytest.mark.parametrize(
    "text", ["", "—", "TBC", "t.b.c.", "xx", "0", "N/A", "To follow.", "**To be confirmed**", "[Table 1]\nTBC"]
)
def test_a_placeholder_says_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["None.", "There are none.", "All", "Public", "The costs are to follow in March."])
def test_short_words_say_something(text: str) -> None:
    assert not says_nothing(text)
