"""What holds a number and is no figure: dates and times, years, references, names, ages that the law sets, links.

Each is blanked, letter by letter. What might be a figure is left.
"""

import re
import unicodedata

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
YEAR = r"(?:19|20)\d\d"
ONE = r"\d+(?:\.\d+)*"
COUNTED = (
    r"(?:child(?:ren)?|pupils?|learners?|students?|places?|plans?|placements?|young\speople|famil(?:y|ies)|"
    r"schools?|EHCPs?|appeals?|tribunals?|referrals?|assessments?|exclusions?|settings?)\b"
)
LINKS = re.compile(r"\b(?:https?://|www\.)[^\s<>]*[^\s<>.,;:)]", re.IGNORECASE)
# Months are written with a capital: “2 may” is no day.
DAYS = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s)?)?(?:{MONTHS})\s+{YEAR}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s)?(?:{MONTHS})\b"
    rf"|\b(?:{MONTHS})\s+\d{{1,2}},\s+{YEAR}\b"
    rf"|\b(?:0?[1-9]|[12]\d|3[01])(?P<sign>[/.-])(?:0?[1-9]|1[0-2])(?P=sign){YEAR}\b"
    rf"|\b{YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b"
)
TIMES = re.compile(
    r"\b(?:[01]?\d|2[0-3])[:.][0-5]\d\s?(?:am|pm)\b|\b(?:1[0-2]|[1-9])\s?(?:am|pm)\b|(?<=\bat\s)(?:[01]?\d|2[0-3]):[0-5]\d\b"
)
SPANS = re.compile(rf"\b(?:(?P<first>{YEAR})\s?[/–-]\s?(?P<last>\d\d(?:\d\d)?)|(?P<short>\d\d)/(?P<next>\d\d))\b")
# One number after a singular, several after a plural that says how they go on.
REFERENCES = re.compile(
    rf"""\b(?:
        (?:table|para(?:graph)?|section|appendix|annex|item|question|recommendation|version|page|part|chapter|quarter
           |phase|tranche|band|stage|regulation|article|schedule|clause|note|key\sstage)\s{ONE}
        | (?:tables|para(?:graph)?s|sections|appendices|annexes|items|questions|recommendations|versions|pages|parts
             |chapters|quarters|phases|tranches|bands|stages|regulations|articles|clauses|notes|key\sstages)
          \s{ONE}(?:,\s{ONE})*(?:(?:\s(?:and|to|or)\s|\s?[–-]\s?){ONE})?
        | s\.?\s?251 | Q[1-4] | KS[1-5] | COVID-19
    )\b(?!\s?%)""",
    re.VERBOSE | re.IGNORECASE,
)
SCHOOLING = re.compile(
    r"\bYears\s(?:1[0-3]|\d)(?:(?:\s(?:and|to|or)\s|\s?[–-]\s?)(?:1[0-3]|\d))?\b|\bYear\s(?:1[0-3]|\d)\b(?!,\d|\.\d)"
    r"|\b(?:[Pp]ost|[Pp]re)-1[4-9]\b"
)
AGES = re.compile(
    r"\b(?:aged?|ages)\s(?:under\s|over\s|up\sto\s|between\s)?(?:[12]?\d|sixteen|eighteen|twenty(?:[\s-]five)?)"
    r"(?:(?:\s(?:to|and)\s|\s?[–-]\s?)[12]?\d)?\b(?![.,]?\d|\s?%)|\b0\s?[–-]\s?(?:5|19|25)\b(?![.,]\d|\s?%|\s?m\b)"
    r"|\bunder-[12]?\ds?\b|\b[12]?\d-year-olds?\b",
    re.IGNORECASE,
)
NAMES = re.compile(r"£000s?\b|\b(?:within\s(?:20|twenty)\sweeks|(?:20|twenty)-weeks?)\b", re.IGNORECASE)
# A place in an order counts nothing, unless it is one of what is counted, or of who has most and least.
ORDER = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)\b(?!\s+(?:\w+\s+)?{COUNTED}|\s+(?:out\s)?of\s+(?:the\s)?\d"
    r"|\s+(?:\w+\s+)?(?:(?:high|low|larg|small|bigg)est|most|least)\b)",
    re.IGNORECASE,
)
YEARS = re.compile(
    rf"(?<![\d£$€,.])(?P<before>\b(?:in|since|during|until)\s)?{YEAR}\b(?![,.]?\d)"
    r"(?!\s?(?:%|[mk]\b|bn\b|(?:million|billion|thousand|pounds|per\s?cent)\b))"
    rf"(?P<counts>(?=\s(?:(?:more|new|other|further|extra|additional|specialist)\s+)?{COUNTED}))?",
    re.IGNORECASE,
)

RAISED = re.compile("[\u00b2\u00b3\u00b9\u2070-\u2089]+")
BETWEEN_DIGITS = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))")


def plain(text: str) -> str:
    """With digits of one kind, without letters that nobody sees; a raised digit stands by itself, being a note's."""
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    text = RAISED.sub(lambda m: f" {m[0]}", BETWEEN_DIGITS.sub(",", text))
    return re.sub(r"(?<=\d)·(?=\d)", ".", unicodedata.normalize("NFKC", text))


def without_what_is_no_figure(text: str) -> str:
    for pattern in (LINKS, DAYS, TIMES):
        text = pattern.sub(_blank, text)
    text = SPANS.sub(lambda m: _blank(m) if _follows(m) else m[0], text)
    for pattern in (REFERENCES, SCHOOLING, AGES, NAMES, ORDER):
        text = pattern.sub(_blank, text)
    return YEARS.sub(lambda m: m[0] if m["counts"] is not None and not m["before"] else _blank(m), text)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _follows(span: re.Match[str]) -> bool:
    """Of a span of years: the second year is the next one, or a later one written whole."""
    if span["short"]:
        return (int(span["short"]) + 1) % 100 == int(span["next"])
    first, last = int(span["first"]), span["last"]
    return int(last) > first if len(last) == 4 else (first + 1) % 100 == int(last)
