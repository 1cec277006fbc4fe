"""What labels of rows and columns say, as councils write them."""

import re
from enum import Enum
from functools import lru_cache

FLAGS = re.IGNORECASE


class Role(Enum):
    PART = "part"
    TOTAL = "total"  # says that it is a sum
    CLOSING = "closing"  # a balance after what stands above it
    MAYBE = "maybe"  # a sum where the figures bear it out
    DIFFERENCE = "difference"
    APART = "apart"  # no part of a sum: “of which”, a median, a share


def _one_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), FLAGS)


def _words(*phrases: str) -> re.Pattern[str]:
    """Any of them, as whole words."""
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", FLAGS)


TOTAL = _one_of(
    r"\b(?:sub-?\s?|grand |overall )?totals?\b", r"^(?:sum|all)$", r"^sum of\b",
    r"^all (?!other|the other|saints|souls|hallows)\w",
    r"^[a-e](?:\s*\+\s*[a-e])+$", r"\ball (?:phases|schools|ages|years|settings|types)$",
)  # fmt: skip
PLAIN_TOTAL = _one_of(r"^(?:grand |overall |sub-?\s?)?(?:totals?|sum)(?: \(?£?[0-9a-z]{0,4}\)?)?$", r"^all$")
COUNTED_TOTAL = _one_of(r"\b(?:of|all)\s(?:the\s)?([0-9]{1,4})\b")
NOT_ALL = _words("largest", "biggest", "top", "selected", "extract", "main", "key", "sample", "examples?")
OVERLAP = _one_of(
    r"\bmore than (?:one|once)\b", r"\bcounted once\b", r"\bdouble[- ]count", r"\bmutually exclusive\b", r"\boverlap",
    r"\b(?:do|does|will|may|might|need) not (?:sum|add)\b",
)  # fmt: skip
NOTE = _one_of(r"^\W*(?:notes?\b|\*|[¹²³]|[0-9][.)]\s)")
SUBTOTAL = _words(r"sub-?\s?totals?")
CLOSING = _words(
    "closing", "carried forward", "c/f", "balance (?:at|on|as at)", "end of year",
    "(?:deficit|surplus|balance|position)\\b.*\\b31(?:st)? mar(?:ch)?",
)  # fmt: skip
OPENING = _words("opening", "brought forward", "b/f", "1(?:st)? apr(?:il)?")
MAYBE = _words(
    "net", "in[- ]year (?:deficit|surplus|position|movement|gap)", "overall", "combined", "aggregate",
    "^year to date", "^ytd",
)  # fmt: skip
START = _words("opening", "brought forward", "b/f", "at (?:the )?start", "start of \\w+", "1(?:st)? apr(?:il)?")
END = _words("closing", "carried forward", "c/f", "at (?:the )?end", "end of \\w+", "31(?:st)? mar(?:ch)?")
DIFFERENCE = _words(
    "variances?", "differences?", "change", "movement", r"over(?:spend)?\s*/?\s*\(?under", "headroom", "gap",
    "increase", "remaining", "mitigated", "after mitigations?", "shortfall",
    "(?:effect|impact) of",
    "(?:above|below|against|from|to|versus|vs) (?:the )?(?:target|budget|plan|england|national|average|baseline?)",
)  # fmt: skip
APART = _one_of(
    r"\bof which\b", r"^\W*of\b", r"^incl(?:uding|\.)?\b", r"^o/w\b", r"\bmemo(?:randum)?\b", r"\bcumulative\b",
    r"\brunning total\b", r"^notes?\b", r"^source\b", r"\bpupil numbers?\b",
)  # fmt: skip
STATISTIC = _words(
    "median", "maximum", "minimum", "max", "min", "highest", "lowest", "quartile", "percentile", "average",
    "mean", "rank", "^range(?: \\(.*\\))?$", "interquartile range", "standard deviation",
)  # fmt: skip
MEAN = _words("averages?", "mean", "median")
LESS = _one_of(r"^\(?(?:less|minus|deduct|income)\b", r"\bless:", r"\bincome$")
OWED = _words("deficits?", "overspends?", "overspent", "shortfall")
HELD = _words("surplus(?:es)?", "underspends?", "underspent", "reserves?", "repaid", "repayments?")
SPENT = _words("expenditure", "spend", "spending", "costs?", "outturn")
FUNDED = _words("funding", "funds", "grants?", "allocations?", "budgets?", "income", "receipts?", "dsg")
NET = _one_of(
    r"\bin[- ]year\b.*\b(?:deficit|surplus|position|gap|shortfall|overspend|underspend)\b",
    r"^(?:net )?(?:overspend|underspend|shortfall)(?: \(.*\))?$",
)
NET_OF = _words("after", "before", "net of", "excluding", "including", "incl", "excl")
REMAINING = _words("paid", "payable", "received", "after", "remaining", "left", "available", "retained")
RATE = _words(
    "per(?! annum| cent)", "each", "averages?", "unit (?:cost|value|price|rate)s?", "rate", "mean", "a head", "payback",
    "^(?:unit )?(?:price|tariff)(?! of)",
    r"\((?:years|months|weeks|days)", "scores?", "ratio", "rank", "likelihood",
)  # fmt: skip
PERCENT = _one_of(
    "(?<![0-9])%", r"\b(?:per ?cent|percentages?|shares?|proportion|ppts?|pp|pcts?|pc)\b",
    r"\bpoints (?:from|above|below|to|off|behind|ahead)\b|\bin points\b",
)  # fmt: skip
MONEY = _one_of("£", r"\bgbp\b")
THOUSANDS = _one_of(r"£\s?'?’?000s?", r"£\s?k\b", "£ ?thousands?", r"\bgbp k\b")
MILLIONS = _one_of(r"£\s?m(?:illions?)?\b", r"\bgbp m\b")
COUNTED = r"(?:places?|pupils?|children|plans|ehcps?|fte|headcount|learners|referrals|requests|roll)"
DONE = "(?:delivered|opened|provided|commissioned|filled|issued)"
COUNT = _one_of(r"\b(?:number|no\.?|count) of\b", rf"\b{COUNTED}(?: {DONE})?(?: \(.*\))?$", "^number$")
COUNTED_HERE = _words(COUNTED, "number", "schools?", "units?", "staff", "posts", "cases")
PIPELINE = _words(
    "pipeline", "not yet (?:open|deliver)", "to be (?:delivered|opened)", "in development",
    "(?:planned|proposed) places", "places (?:planned|proposed)",
)  # fmt: skip
WORDS = re.compile(r"[a-z]+|[0-9]+", FLAGS)
EMPTY_WORDS = frozenset(
    WORDS.findall(
        "a an and are as at be been by for from had has have in into is it its no of on or our per since that the "
        "their there these they this to was were which who will with would also only just total number all about "
        "around approximately council s 000 0 m k gbp"
    )
)


@lru_cache(maxsize=4096)
def role(label: str) -> Role:
    if APART.search(label) or STATISTIC.search(label):
        return Role.APART
    if CLOSING.search(label):
        return Role.CLOSING
    if TOTAL.search(label):
        return Role.TOTAL
    if DIFFERENCE.search(label):
        return Role.DIFFERENCE
    return Role.MAYBE if MAYBE.search(label) else Role.PART


def stem(word: str) -> str:
    """A word without the ending that changes with its number or tense: ``plac`` of place, places and placed."""
    word = word.lower()
    if word in ("child", "children", "pupil", "pupils"):
        return "child" if word.startswith("child") else "pupil"
    for ending in ("ing", "ed", "s"):
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word.removesuffix("e")


@lru_cache(maxsize=4096)
def content(text: str) -> frozenset[str]:
    """The words of a label that tell it from another."""
    return frozenset(stem(word) for word in WORDS.findall(text) if word.lower() not in EMPTY_WORDS)
