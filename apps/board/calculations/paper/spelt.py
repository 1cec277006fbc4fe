"""Numbers in words: “two hundred and ninety-five”, “half a million”, “twelve point three million”."""

import re
from decimal import Decimal

SMALL = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
LARGE = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
TIMES = {"hundred": 100, "dozen": 12, "couple": 2, "pair": 2}
VALUES = SMALL | TENS | TIMES | LARGE | {"zero": 0, "nought": 0}
PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
DIGIT = {"nought": 0, "zero": 0, "oh": 0} | {word: value for word, value in SMALL.items() if value < 10}

_UNIT = "|".join(word for word, value in SMALL.items() if value < 10)
_ORDER = r"(?!-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b)"  # a place in an order counts nothing
_TO_19 = "|".join(sorted(SMALL, key=len, reverse=True))
_BELOW_100 = rf"(?:(?:{'|'.join(TENS)})\b{_ORDER}(?:[\s-](?:{_UNIT}))?|(?:{_TO_19}))\b"
_BELOW_1000 = (
    rf"(?:(?:a|{_BELOW_100})[\s-](?:hundred|dozen)\b(?:\s(?:and\s)?{_BELOW_100}(?!\s(?:hundred|dozen)))?|{_BELOW_100})"
)
_LARGE = "|".join(LARGE)
WORDS = (
    rf"(?:(?:half|quarter|(?P<three>three[\s-]quarters))(?:\sof)?\sa\s(?P<of>hundred|dozen|{_LARGE})\b"
    rf"|(?P<whole>{_BELOW_1000})\sand\sa\s(?P<part>half|quarter)\s(?P<times>{_LARGE})\b"
    rf"|(?P<before>{_BELOW_1000}|zero|nought)\spoint(?P<decimals>(?:\s(?:{'|'.join(DIGIT)})\b)+)(?:[\s-](?P<scale>{_LARGE})\b)?"
    rf"|a\s(?:couple|pair)\b|(?:a\s(?:{_LARGE})\b|{_BELOW_1000}(?:[\s-](?:{_LARGE})\b)?)"
    rf"(?:,?\s(?:and\s)?{_BELOW_1000}[\s-](?:{_LARGE})\b)*(?:(?:(?<=thousand)|(?<=illion)),?\s(?:and\s)?{_BELOW_1000})?)"
)


def value_of(found: re.Match[str]) -> tuple[Decimal, Decimal]:
    """The number of a match of ``WORDS``, and the step to which it is said."""
    said = found["words"].lower()
    if found["of"]:
        share = PARTS["quarter"] * 3 if found["three"] else PARTS[said.split()[0].split("-")[0]]
        return share * VALUES[found["of"].lower()], Decimal(1)
    if found["whole"]:
        times = VALUES[found["times"].lower()]
        return (_sum(found["whole"].lower()) + PARTS[found["part"].lower()]) * times, Decimal(times) / 10
    if found["before"]:
        decimals = [DIGIT[word] for word in found["decimals"].lower().split()]
        times = LARGE.get((found["scale"] or "").lower(), 1)
        step = Decimal(times) / 10 ** len(decimals)
        return _sum(found["before"].lower()) * times + int("".join(map(str, decimals))) * step, step
    words = re.findall(r"[a-z]+", said)
    return _sum(said), Decimal(LARGE.get(words[-1], 1))


def _sum(words: str) -> Decimal:
    """“one hundred and eighty-three thousand and four”: thousands and above close what was said so far."""
    total, current = 0, 0
    for word in re.findall(r"[a-z]+", words):
        if word in ("and", "a"):
            current += word == "a"
        elif word in TIMES:
            current = (current or 1) * TIMES[word]
        elif word in LARGE:
            total, current = total + (current or 1) * LARGE[word], 0
        else:
            current += VALUES[word]
    return Decimal(total + current)
