"""The numbers in a text: each must be a figure of the pack, or quoted with its source.

Dates, years, financial years and references (“Table 4”, “paragraph 4.5”) are no figures (``no_figures``). A number is
matched at the precision at which it is written: “£183.6m” is any amount that rounds to it. One that is said to be
rounded (“about 300 places”) may be rounded further. What might be a figure is taken for one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import pairwise

from apps.board.calculations.paper import spelt
from apps.board.calculations.paper.no_figures import COUNTED, plain, without_what_is_no_figure


class Kind(StrEnum):
    MONEY = "£"
    PERCENT = "%"
    NUMBER = ""
    FOREIGN = "other money"


@dataclass(frozen=True, slots=True)
class Known:
    """A figure that a text may state: £, per cent, or anything counted."""

    value: Decimal
    kind: Kind


@dataclass(frozen=True, slots=True)
class Written:
    """A number as it is written: ``text`` as it stands, ``value`` in ``kind``, to the nearest ``step``.

    ``mark`` is how it is said to be rounded, one of ``ROUNDED``. A ``share`` is said as “one in four” or “a third”.
    """

    text: str
    value: Decimal
    kind: Kind
    step: Decimal
    mark: str = ""
    share: bool = False

    def states(self, known: Known) -> bool:
        if known.kind != self.kind:
            return False
        exact = abs(known.value)
        return _rounded(exact, self.step, ROUND_HALF_UP) == self.value or (bool(self.mark) and self._is_near(exact))

    def _is_near(self, exact: Decimal) -> bool:
        """Within a tenth, on the side that is said, and rounded to its last digit that is not nought."""
        if abs(exact - self.value) * 10 > exact:
            return False
        if self.share:
            return {"over": exact >= self.value, "under": exact <= self.value}.get(self.mark, True)
        last = Decimal(1).scaleb(int(self.value.normalize().as_tuple().exponent))
        return _rounded(exact, last, ROUNDED[self.mark]) == self.value


ROUNDED = {"about": ROUND_HALF_UP, "over": ROUND_FLOOR, "under": ROUND_CEILING}
MARKED = re.compile(
    r"(?:(?P<about>\b(?:about|around|approximately|roughly|some|circa|close\sto|c\.)|[~≈])"
    r"|\b(?:(?P<over>over|more\sthan|at\sleast|above)"
    r"|(?P<under>nearly|almost|under|less\sthan|fewer\sthan|up\sto|below|at\smost)))\s?$",
    re.IGNORECASE,
)
LONGEST_MARK = 15
SCALES = {
    "trillion": 10**12, "tn": 10**12, "billion": 10**9, "bn": 10**9, "million": 10**6, "mn": 10**6, "m": 10**6,
    "thousand": 10**3, "k": 10**3, "hundred": 10**2, "dozen": 12,
}  # fmt: skip
_PERCENT = r"\s?(?:%|per\s?cent\b|percentage\spoints?\b|pc\b)"
NUMBER = re.compile(
    r"(?:(?P<pound>(?:£|\bGBP)\s?[-−]?)|(?P<foreign>(?:[$€]|\bUSD|\bEUR)\s?[-−]?))?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:[\s-]?(?P<scale>{'|'.join(SCALES)})\b)?(?P<pounds>\s?pounds\b)?(?P<pence>p\b)?(?P<percent>{_PERCENT})?",
    re.IGNORECASE,
)
IN_WORDS = re.compile(
    rf"(?P<pound>£)?\b(?P<words>{spelt.WORDS})(?P<pounds>\spounds\b)?(?P<percent>{_PERCENT})?"
    rf"(?P<counted>\s(?:\w+\s){{0,2}}?{COUNTED})?",
    re.IGNORECASE,
)
ALWAYS = 11  # smaller ones in words count nothing by themselves: “one of the two”
JOINED = re.compile(r"\s?[–—-]\s?|\sto\s", re.IGNORECASE)
BETWEEN, AND = re.compile(r"\bbetween\s$", re.IGNORECASE), re.compile(r"\sand\s", re.IGNORECASE)
COUNTS = re.compile(rf"\s(?:\w+\s){{0,2}}?{COUNTED}", re.IGNORECASE)
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_SMALL = "|".join(sorted(spelt.SMALL, key=len, reverse=True))
_OF = rf"\s(?!(?:of\s)?a\s(?:hundred|dozen|{'|'.join(spelt.LARGE)}))(?:of\s)?(?:[\w,]+\s){{0,3}}?{COUNTED}"
SHARE = re.compile(
    rf"\b(?P<part>\d+|{_SMALL})\s(?:in|out\sof)\s(?:every\s)?(?P<whole>[2-9]|10|12|20|100|1,?000|{_SMALL}|twenty)\b"
    r"(?![,.]?\d|\s?%|\sper\s?cent)"
    rf"|\b(?:(?P<upper>\d|a|{_SMALL})[\s-])?(?P<lower>{'|'.join(PARTS)})s?(?=(?P<of>{_OF}))"
    rf"|(?P<above>\d+)[⁄/](?P<below>\d+)(?=(?P<over>{_OF}))",
    re.IGNORECASE,
)


def written_numbers(text: str) -> Iterator[Written]:
    """Shares, then those in digits, then those in words that count, pay or share something, or are not small."""
    rest = without_what_is_no_figure(plain(text))
    shares = list(_shares(rest))
    for found, written in shares:
        yield written
        rest = rest[: found.start()] + " " * len(found[0]) + rest[found.end() :]
    yield from _in_digits(rest)
    for said in IN_WORDS.finditer(rest):
        written = _in_words(said)
        pays = said["pound"] or said["pounds"] or said["percent"]
        if pays or written.value >= ALWAYS or _counts(said, written):
            yield written


def every_number(text: str) -> Iterator[Written]:
    """Also those in words that count nothing by themselves, and the two numbers that make a share."""
    whole = plain(text)
    rest = without_what_is_no_figure(whole)
    yield from (written for _, written in _shares(rest))
    yield from _in_digits(rest)
    yield from map(_in_words, IN_WORDS.finditer(whole))


def quoted_numbers(entry: str) -> list[Written]:
    """Of a figure that is quoted: also one that would be a year or a reference in a sentence."""
    return [*every_number(entry), *_in_digits(plain(entry))]


def unknown_numbers(text: str, known: Iterable[Known], quoted: Iterable[str]) -> list[str]:
    """Those that state no figure that is known and that are not quoted, as written, each once."""
    figures = list(known)
    cited = {(w.value, w.kind) for entry in quoted for w in quoted_numbers(entry)}
    found = [
        w.text
        for w in written_numbers(text)
        if (w.value, w.kind) not in cited and not any(w.states(k) for k in figures)
    ]
    return list(dict.fromkeys(found))


def states_hidden(text: str, hidden: Iterable[Known]) -> list[str]:
    """Numbers of the text that are a hidden figure's: as it is, in the thousands of a table in £000, or in words.

    Here every number is looked at, also a small one in words and each of the two that make a share.
    """
    gone = list(hidden)
    asked = [*gone, *(Known(k.value / 1000, Kind.NUMBER) for k in gone if k.kind is Kind.MONEY)]
    found = [w.text for w in every_number(text) if w.value and any(w.states(k) for k in asked)]
    return list(dict.fromkeys(found))


@dataclass(slots=True)
class _Digits:
    """A number in digits, before those that are joined with it have been looked at."""

    found: re.Match[str]
    scale: str
    kind: Kind
    name: str

    def written(self, text: str) -> Written:
        digits = self.found["digits"].replace(",", "")
        scale = Decimal(SCALES.get(self.scale, 1)) / (100 if self.found["pence"] else 1)
        step = scale / 10 ** len(digits.partition(".")[2])
        return Written(self.name, Decimal(digits) * scale, self.kind, step, _mark(text, self.found.start()))


def _in_digits(text: str) -> Iterator[Written]:
    found = [_Digits(m, (m["scale"] or "").lower(), _kind(m), m[0].strip()) for m in NUMBER.finditer(text)]
    for left, right in pairwise(found):
        if _are_joined(text, left.found, right.found):
            whole = text[left.found.start() : right.found.end()].strip()
            _share_what_is_said(left, right, whole, counts=bool(COUNTS.match(text, right.found.end())))
    yield from (each.written(text) for each in found)


def _are_joined(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    gap = text[left.end() : right.start()]
    return bool(JOINED.fullmatch(gap) or (AND.fullmatch(gap) and BETWEEN.search(text, 0, left.start())))


def _share_what_is_said(left: _Digits, right: _Digits, whole: str, counts: bool) -> None:
    """Of “£20–30m” and “1.9 to 2.1 per cent”, each has what the other says for both, and is named with it."""
    before = (left.scale, left.kind, right.kind)
    if left.kind is Kind.NUMBER and (right.found["pounds"] or (right.kind is Kind.PERCENT and not left.scale)):
        left.kind = right.kind
    if left.kind is Kind.MONEY and right.kind is Kind.NUMBER and not counts:
        right.kind = Kind.MONEY
    if not left.scale and left.kind is right.kind:
        left.scale = right.scale
    if before != (left.scale, left.kind, right.kind):
        left.name = right.name = whole


def _kind(found: re.Match[str]) -> Kind:
    groups = found.groupdict()
    if groups.get("foreign"):
        return Kind.FOREIGN
    if groups.get("pound") or groups.get("pounds") or groups.get("pence"):
        return Kind.MONEY
    return Kind.PERCENT if groups.get("percent") else Kind.NUMBER


def _in_words(found: re.Match[str]) -> Written:
    value, step = spelt.value_of(found)
    text = "".join(found[group] or "" for group in ("pound", "words", "pounds", "percent"))
    return Written(text, value, _kind(found), step, _mark(found.string, found.start()))


def _counts(said: re.Match[str], written: Written) -> bool:
    """“One of the places” counts nothing; “one more place” does."""
    between = len((said["counted"] or "").split()) - 1
    return between >= 0 and (written.value != 1 or between < 2)


def _shares(text: str) -> Iterator[tuple[re.Match[str], Written]]:
    for found in SHARE.finditer(text):
        upper, lower = _upper_and_lower(found)
        if 0 < upper < lower:
            value = _rounded(100 * Decimal(upper) / lower, Decimal(1), ROUND_HALF_UP)
            mark = _mark(text, found.start())
            said = f"{found[0]}{found['of'] or found['over'] or ''}"
            yield found, Written(said, value, Kind.PERCENT, Decimal(1), mark, share=True)


def _upper_and_lower(found: re.Match[str]) -> tuple[int, int]:
    """Nought over one for what is no share after all: “third of the places”."""
    if found["part"]:
        return _small(found["part"]), _small(found["whole"])
    if found["above"]:
        return int(found["above"]), int(found["below"])
    lower = found["lower"].lower()
    return _small(found["upper"]) if found["upper"] else int(lower == "half"), PARTS[lower]


def _small(word: str) -> int:
    digits, said = word.replace(",", ""), word.lower()
    return int(digits) if digits.isdigit() else 1 if said == "a" else spelt.VALUES[said]


def _mark(text: str, at: int) -> str:
    found = MARKED.search(text, max(0, at - LONGEST_MARK), at)
    return str(found.lastgroup) if found else ""


def _rounded(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    return (value / step).quantize(Decimal(1), rounding) * step
