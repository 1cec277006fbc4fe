"""Words that several of the deficit's pages share."""

from datetime import date

from apps.core.periods import MONTHS
from apps.deficit.calculations.record import stated_month

AFTER_EMPTY = "after what empty places cost"  # how avoidance in a year is said everywhere


def day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


def stated(text: str) -> str:
    """“2024-10” → “October 2024”; “2022-11?” → “about November 2022”; “2024” → “2024, month not given”."""
    month = stated_month(text)
    if month is None:
        return f"{text}, month not given"
    return f"{'about ' if text.endswith('?') else ''}{MONTHS[month.month - 1]} {month.year}"


def things(n: int, one: str, many: str = "") -> str:
    """“1 forecast”, “3 forecasts”."""
    return f"{n} {one if n == 1 else many or one + 's'}"


def within(label: str) -> str:
    """A label inside a sentence: “Accumulated deficit at 31 March” → “accumulated deficit at 31 March”."""
    return label[:1].lower() + label[1:]


def first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
