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


TOTAL = re.compile(
    r"\b(?:sub-?\s?|grand |overall )?totals?\b|^(?:sum|all)$|^sum of\b|^all \w+(?: \w+)?$|^[a-e](?:\s*\+\s*[a-e])+$|\ball (?:phases|schools|ages|years|settings|types)$",
    FLAGS,
)
PLAIN_TOTAL = re.compile(r"^(?:grand |overall |sub-?\s?)?(?:totals?|sum)(?: \(?£?[0-9a-z]{0,4}\)?)?$|^all$", FLAGS)
SUBTOTAL = re.compile(r"\bsub-?\s?totals?\b", FLAGS)
CLOSING = re.compile(
    r"\bclosing\b|\bcarried forward\b|\bc/f\b|\bbalance (?:at|on|as at)\b|\b(?:deficit|surplus|balance|position)\b.*\b31(?:st)? mar(?:ch)?\b|\bend of year\b",
    FLAGS,
)
OPENING = re.compile(r"\bopening\b|\bbrought forward\b|\bb/f\b|\b(?:1|1st) apr(?:il)?\b", FLAGS)
MAYBE = re.compile(
    r"\bnet\b|\bin[- ]year (?:deficit|surplus|position|movement|gap)\b|\boverall\b|\bcombined\b|\baggregate\b", FLAGS
)
DIFFERENCE = re.compile(
    r"\bvariances?\b|\bdifferences?\b|\bchange\b|\bmovement\b|\bover(?:spend)?\s*/?\s*\(?under|\bheadroom\b|\bgap\b|\bincrease\b",
    FLAGS,
)
APART = re.compile(
    r"\bof which\b|^incl(?:uding|\.)?\b|^o/w\b|\bmemo(?:randum)?\b|\bcumulative\b|\brunning total\b|^notes?\b|^source\b|\bpupil numbers?\b",
    FLAGS,
)
STATISTIC = re.compile(
    r"\b(?:median|maximum|minimum|max|min|highest|lowest|quartile|percentile|average|mean|rank)\b", FLAGS
)
LESS = re.compile(r"^\(?(?:less|minus|deduct|income)\b|\bless:|\bincome$", FLAGS)
RATE = re.compile(
    r"\b(?:per|each)\b(?! annum| cent)|\baverages?\b|\bunit (?:cost|value|price|rate)s?\b|\brate\b|\bmean\b|\ba head\b",
    FLAGS,
)
PERCENT = re.compile(r"%|\bper ?cent\b|\bpercentages?\b|\bshares?\b|\bproportion\b", FLAGS)
MONEY = re.compile(r"£|\bgbp\b", FLAGS)
THOUSANDS = re.compile(r"£\s?'?’?000s?|£\s?k\b|£ ?thousands?|\bgbp_k\b", FLAGS)
MILLIONS = re.compile(r"£\s?m(?:illions?)?\b|\bgbp_m\b", FLAGS)
COUNTED = r"(?:places?|pupils?|children|plans|ehcps?|fte|headcount|learners|referrals|requests|roll)"
COUNT = re.compile(
    rf"\b(?:number|no\.?|count) of\b|\b{COUNTED}(?: (?:delivered|opened|provided|commissioned|filled|issued))?(?: \(.*\))?$|^number$",
    FLAGS,
)
COUNTED_HERE = re.compile(rf"\b{COUNTED}\b|\b(?:number|schools?|units?|staff|posts|cases|requests|children)\b", FLAGS)
PIPELINE = re.compile(
    r"\bpipeline\b|\bnot yet (?:open|deliver)|\bto be (?:delivered|opened)\b|\bin development\b|\b(?:planned|proposed) places\b|\bplaces (?:planned|proposed)\b",
    FLAGS,
)
WORDS = re.compile(r"[a-z]+|[0-9]+", FLAGS)
EMPTY_WORDS = frozenset(
    "a an and are as at be been by for from had has have in into is it its no of on or our per since that the their "
    "there these they this to was were which who will with would also only just total number all about around "
    "approximately council s £ 000 0 m k gbp".split()
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
