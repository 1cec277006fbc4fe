"""Growth in words: from what to what and by how much, in whichever order a sentence says it."""

import pytest

from apps.board.calculations.reconciler import Finding, Given, Kind, Severity, reconcile
from apps.board.reading import read_text


def findings(text: str) -> tuple[Finding, ...]:
    found = read_text(text)
    return reconcile(Given(tuple(found.tables), tuple(found.texts))).findings


GROWTH = [
    ("Plans stood at 3,214, up from 3,010 a year before, an increase of {}.", "6.8%", "8.6%"),
    ("There are 3,214 plans, an increase of {} from 3,010 a year before.", "6.8%", "8.6%"),
    ("There are 3,214 plans, up from 3,010 in January 2024 ({}).", "+6.8%", "+8.6%"),
    ("Plans rose by {} from 3,010 to 3,214.", "6.8%", "8.6%"),
    ("The 3,010 plans of last year increased by {} to 3,214.", "6.8%", "8.6%"),
    ("Plans rose from 3,010 to 3,214 (an increase of {}).", "6.8%", "8.6%"),
    ("Plans rose from 3,010 to 3,214 (up {}).", "6.8%", "8.6%"),
    ("The deficit of £113.3m at March 2025 rises by {} to £184.6m at March 2026.", "£71.3m", "£70.3m"),
    ("The deficit was £113.3m at 31 March 2025 and rises by {} to £184.6m.", "£71.3m", "£70.3m"),
    ("Spend of £12.4m fell by {} to £11.2m.", "£1.2m", "£2.1m"),
    ("Requests fell by {} from 460 to 430.", "30", "13"),
]


@pytest.mark.parametrize(("sentence", "sound", "wrong"), GROWTH)
def test_a_wrong_growth_is_named_and_a_sound_one_is_not(sentence: str, sound: str, wrong: str) -> None:
    assert not findings(sentence.format(sound))
    (found,) = findings(sentence.format(wrong))
    assert found.says == wrong.removeprefix("+")
    assert found.kind is (Kind.SHARES if "%" in wrong else Kind.SUMS)
    assert found.severity is Severity.DIFFERS


def test_a_bare_share_in_brackets_that_is_near_the_growth_is_asked_about() -> None:
    sentence = "The number of plans went from 3,010 in January 2024 to 3,214 in January 2025 ({})."
    assert not findings(sentence.format("6.8%"))
    (found,) = findings(sentence.format("8.6%"))
    assert (found.says, found.follows, found.severity) == ("8.6%", "6.78%", Severity.QUESTION)
    assert "Nothing says that the figure in brackets is the growth" in found.sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Of the £113.3m budget, the cost of placements rises by £70.3m to £184.6m.",
        "Within the budget of £113.3m, top-ups rise by £70.3m to £184.6m.",
        "The budget of £60.0m stands while the cost rises by £5.0m to £90.0m.",
        "Plans rose from 3,010 to 3,214 (8.6% of pupils).",
        "The share of pupils with a plan rose from 3,010 to 3,214 (8.6%).",
        "Placements rose from 119 to 201 (84%).",
        "Plans rose from 3,010 to 3,214 (England 8.6%).",
        "Demand grew by 12% from ages 5 to 16.",
        "The share rose from 4.1% to 4.9%, an increase of 8.6%.",
    ],
)
def test_what_might_be_of_something_else_is_not_asked(sentence: str) -> None:
    assert not findings(sentence)
