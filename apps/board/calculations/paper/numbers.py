"""The numbers in a text: each must be a figure of the pack, or quoted with its source.

Dates, years, financial years and references (“Table 4”, “paragraph 4.5”) are no figures. A number is matched at the
precision at which it is written: “£183.6m” is any amount that rounds to it.
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
SCALES = {
    "billion": 10**9, "bn": 10**9, "million": 10**6, "m": 10**6, "thousand": 10**3, "k": 10**3, "000": 10**3,
}  # fmt: skip
NO_FIGURES = re.compile(
    rf"""
    \b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{MONTHS})(?:\s+(?:19|20)\d\d)?\b       # 27 January 2026, March 2028
    | \b(?:{MONTHS})\s+\d{{1,2}}\b
    | \b(?:19|20)\d\d\s*[/–-]\s*\d\d(?:\d\d)?\b                                  # 2025/26, 2025-26
    | \b\d\d/\d\d\b                                                              # 25/26
    | \b(?:tables?|para(?:graph)?s?|sections?|appendi(?:x|ces)|items?|questions?|versions?|pages?|lines?|kloe|part|
        chapters?|quarters?|Q|s|step|phase|tier)\s?\.?\s?\d+(?:\.\d+)*(?:(?:\s?(?:to|and|,|–|-)\s?)\d+(?:\.\d+)*)*\b
    | (?<![\d£,.])\b(?:19|20)\d\d\b(?!\s?(?:%|places|children|plans|pupils|m\b|k\b))  # 2026
    """,
    re.VERBOSE | re.IGNORECASE,
)
NUMBER = re.compile(
    r"(?P<pound>£)?\s?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s?(?P<scale>billion|bn|million|thousand|m|k)\b)?(?P<percent>\s?%|\s?per\s?cent\b|\s?percentage points?\b)?",
    re.IGNORECASE,
)
WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip
COUNTED = re.compile(
    rf"\b(?P<word>{'|'.join(WORDS)})\s+(?:\w+\s+)?(?:child(?:ren)?|pupils?|places?|plans?|placements?|young people)\b",
    re.IGNORECASE,
)


def written_numbers(text: str) -> Iterator[Written]:
    """In the order in which they stand; those in words last, and only where they count children, places or plans."""
    rest = NO_FIGURES.sub(lambda m: " " * len(m[0]), text)
    for found in NUMBER.finditer(rest):
        yield _written(found)
    for counted in COUNTED.finditer(text):
        yield Written(counted["word"], Decimal(WORDS[counted["word"].lower()]), Kind.NUMBER, Decimal(1))


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
    """Numbers of the text that are a hidden figure's: as it is, or in the thousands of a table in £000."""
    gone = list(hidden)
    thousands = [Known(k.value / 1000, Kind.NUMBER) for k in gone if k.kind is Kind.MONEY]
    found = [w.text for w in written_numbers(text) if any(w.states(k) and w.value for k in (*gone, *thousands))]
    return list(dict.fromkeys(found))


def _written(found: re.Match[str]) -> Written:
    digits = found["digits"].replace(",", "")
    scale = Decimal(SCALES.get((found["scale"] or "").lower(), 1))
    places = len(digits.partition(".")[2])
    kind = Kind.MONEY if found["pound"] else Kind.PERCENT if found["percent"] else Kind.NUMBER
    return Written(found[0].strip(), Decimal(digits) * scale, kind, scale / 10**places)
