"""The numbers in a text: each must be a figure of the pack, or quoted with its source.

Dates, years, financial years and references (“Table 4”, “paragraph 4.5”) are no figures. A number is matched at the
precision at which it is written: “£183.6m” is any amount that rounds to it. What might be a figure is taken for one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class Kind(StrEnum):
    MONEY = "£"
    PERCENT = "%"
    NUMBER = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A figure that a text may state: £, per cent, or anything counted."""

    value: Decimal
    kind: Kind


@dataclass(frozen=True, slots=True)
class Written:
    """A number as it is written: ``text`` as it stands, ``value`` in ``kind``, to the nearest ``step``."""

    text: str
    value: Decimal
    kind: Kind
    step: Decimal

    def states(self, known: Known) -> bool:
        if known.kind != self.kind:
            return False
        rounded = (abs(known.value) / self.step).quantize(Decimal(1), ROUND_HALF_UP) * self.step
        return rounded == self.value


MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
YEAR = r"(?:19|20)\d\d"
ONE = r"\d+(?:\.\d+)*"
SCALES = {
    "billion": 10**9, "bn": 10**9, "million": 10**6, "m": 10**6, "thousand": 10**3, "k": 10**3, "hundred": 10**2,
    "dozen": 12,
}  # fmt: skip
# Months are written with a capital: “2 may” is no day.
DAYS = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{MONTHS})\s+{YEAR}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{MONTHS})\b"
    rf"|\b(?:{MONTHS})\s+\d{{1,2}},\s+{YEAR}\b"
)
SPANS = re.compile(rf"\b(?:(?P<first>{YEAR})\s?[/–-]\s?(?P<last>\d\d(?:\d\d)?)|(?P<short>\d\d)/(?P<next>\d\d))\b")
# One number after a singular, several after a plural that says how they go on.
REFERENCES = re.compile(
    rf"""\b(?:
        (?:table|para(?:graph)?|section|appendix|item|question|version|page|part|chapter|quarter)\s{ONE}
        | (?:tables|para(?:graph)?s|sections|appendices|items|questions|versions|pages|parts|chapters|quarters)
          \s{ONE}(?:,\s{ONE})*(?:\s(?:and|to)\s{ONE})?
        | s\.?\s?251 | Q[1-4]
    )\b(?!\s?%)""",
    re.VERBOSE | re.IGNORECASE,
)
YEARS = re.compile(rf"(?<![\d£,.]){YEAR}\b(?![,.]?\d)(?!\s?(?:%|places|children|plans|pupils|m\b|k\b))")
NUMBER = re.compile(
    r"(?P<pound>£)?\s?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:[\s-]?(?P<scale>billion|bn|million|thousand|hundred|dozen|m|k)\b)?"
    r"(?P<percent>\s?%|\s?per\s?cent\b|\s?percentage points?\b)?",
    re.IGNORECASE,
)
UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
SPELT = "|".join(UNITS)
IN_WORDS = re.compile(
    rf"\b(?P<word>{SPELT})(?:[\s-](?P<unit>one|two|three|four|five|six|seven|eight|nine))?"
    r"(?:[\s-](?P<scale>hundred|thousand|million|billion|dozen)\b)?(?P<pounds>\s+pounds\b)?"
    r"(?P<percent>\s+per\s?cent\b)?(?P<counted>\s+(?:\w+\s+)?(?:child(?:ren)?|pupils?|places?|plans?|placements?|"
    r"young people|families|schools?)\b)?",
    re.IGNORECASE,
)


def written_numbers(text: str) -> Iterator[Written]:
    """Those in digits in the order in which they stand; then those in words that count, pay or share something."""
    rest = _without_what_is_no_figure(text)
    for found in NUMBER.finditer(rest):
        yield _written(found)
    for said in IN_WORDS.finditer(text):
        if said["scale"] or said["pounds"] or said["percent"] or said["counted"]:
            yield _in_words(said)


def unknown_numbers(text: str, known: Iterable[Known], quoted: Iterable[str]) -> list[str]:
    """Those that state no figure that is known and that are not quoted, as written, each once."""
    figures = list(known)
    cited = [w for entry in quoted for w in written_numbers(entry)]
    found = [
        w.text
        for w in written_numbers(text)
        if not any(w.states(k) for k in figures) and not any((w.value, w.kind) == (c.value, c.kind) for c in cited)
    ]
    return list(dict.fromkeys(found))


def states_hidden(text: str, hidden: Iterable[Known]) -> list[str]:
    """Numbers of the text that are a hidden figure's: as it is, in the thousands of a table in £000, or in words.

    Here every number is looked at, also one that could be part of a date or a reference.
    """
    gone = list(hidden)
    asked = [*gone, *(Known(k.value / 1000, Kind.NUMBER) for k in gone if k.kind is Kind.MONEY)]
    written = [*written_numbers(text), *map(_in_words, IN_WORDS.finditer(text))]
    found = [w.text for w in written if w.value and any(w.states(k) for k in asked)]
    return list(dict.fromkeys(found))


def _without_what_is_no_figure(text: str) -> str:
    """Dates, years and references are blanked, letter by letter."""

    def blank(found: re.Match[str]) -> str:
        return " " * len(found[0])

    text = SPANS.sub(lambda m: blank(m) if _follows(m) else m[0], DAYS.sub(blank, text))
    return YEARS.sub(blank, REFERENCES.sub(blank, text))


def _follows(span: re.Match[str]) -> bool:
    """Of a span of years: the second year is the next one, or a later one written whole."""
    if span["short"]:
        return (int(span["short"]) + 1) % 100 == int(span["next"])
    first, last = int(span["first"]), span["last"]
    return int(last) > first if len(last) == 4 else (first + 1) % 100 == int(last)


def _written(found: re.Match[str]) -> Written:
    digits = found["digits"].replace(",", "")
    scale = Decimal(SCALES.get((found["scale"] or "").lower(), 1))
    places = len(digits.partition(".")[2])
    kind = Kind.MONEY if found["pound"] else Kind.PERCENT if found["percent"] else Kind.NUMBER
    return Written(found[0].strip(), Decimal(digits) * scale, kind, scale / 10**places)


def _in_words(found: re.Match[str]) -> Written:
    scale = Decimal(SCALES.get((found["scale"] or "").lower(), 1))
    value = UNITS[found["word"].lower()] + UNITS.get((found["unit"] or "").lower(), 0)
    kind = Kind.MONEY if found["pounds"] else Kind.PERCENT if found["percent"] else Kind.NUMBER
    words = " ".join(filter(None, (found["word"], found["unit"], found["scale"])))
    return Written(words, value * scale, kind, scale)
