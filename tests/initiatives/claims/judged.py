"""What each kind of field may accept, told in another way than the forms tell it: the oracle of their tests."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms

from apps.core.form_fields import DayField
from apps.initiatives.forms.amounts import AmountField, MonthField
from apps.initiatives.forms.claim_decision import LowerAmountField
from apps.initiatives.forms.fields import PoundsField, WholeNumberField
from apps.initiatives.forms.figures import ValueField
from apps.initiatives.forms.ranges import RangesField

MONTH_FORMATS = ("%B %Y", "%b %Y", "%m/%Y", "%m.%Y", "%m-%Y", "%Y-%m")


def digits(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= most


def month(value: str) -> bool:
    text = value.strip()
    if not text.isascii() or any(c.isspace() and c != " " for c in text):
        return False
    text = text.replace("Sept ", "Sep ").replace("sept ", "sep ").replace("SEPT ", "SEP ")
    for form in MONTH_FORMATS:
        try:
            return 2000 <= datetime.strptime(text, form).year <= 2100  # noqa: DTZ007 - a month has no zone
        except ValueError:
            continue
    return False


def places(value: str, most: int, needed: bool = False) -> bool:
    text = value.strip()
    if text.lower() == "all" or not text:
        return bool(text) or not needed
    found: Counter[int] = Counter()
    for part in text.split(","):
        ends = part.strip().replace("–", "-").replace("to", "-").split("-")
        if len(ends) > 2 or not all(digits(e.strip(" "), 6) for e in ends):
            return False
        first, last = int(ends[0]), int(ends[-1])
        if not 1 <= first <= last <= most:
            return False
        found.update(range(first, last + 1))
    return len(text) <= 500 and max(found.values()) == 1


def grouped(text: str, most_digits: int, most_groups: int) -> bool:
    """Digits alone, or in thousands by commas."""
    first, *rest = text.split(",")
    if not rest:
        return digits(first, most_digits)
    return digits(first, 3) and len(rest) <= most_groups and all(digits(r, 3) and len(r) == 3 for r in rest)


def number(value: str, lowest: Decimal, highest: Decimal, decimals: int, whole_digits: int, groups: int) -> bool:
    """``lowest`` itself is refused."""
    whole, dot, part = value.partition(".")
    if not grouped(whole, whole_digits, groups) or (dot and not (part and digits(part, decimals))):
        return False
    return lowest < Decimal(whole.replace(",", "") + dot + part) <= highest


def per_cent(value: str, above_nought: bool = False) -> bool:
    text = value.strip().removesuffix("%").strip()
    return number(text, Decimal(0) if above_nought else Decimal(-1), Decimal(100), 3, 9, 2)


def amount(value: str) -> bool:
    """Empty is no amount, which is allowed beside another fund's."""
    text = value.strip()
    if not text:
        return True
    bare = text.removeprefix("£").removeprefix(" ")
    return number(bare, Decimal(0), Decimal(999_999_999), 2, 12, 3)


def words(value: str, most: int, identifying: tuple[str, ...]) -> bool:
    text = value.strip()
    return (
        0 < len(text) <= most and "\x00" not in text and any(c.isalnum() for c in text)
        and not any(bad in text for bad in identifying) and not any(c in text for c in "\u202a\u202b\u202c\u202d\u202e")
        and not any(c in text for c in "\u2066\u2067\u2068\u2069")
    )  # fmt: skip


MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip


def day(value: str) -> bool:
    text = value.strip()
    parts = re.split(r"[-/.]| +", text)
    if len(parts) != 3 or not text.isascii():
        return False
    named = parts[1].lower()
    if named.isalpha():
        found = [i for i, m in enumerate(MONTHS, 1) if named in (m, m[:3]) or (i == 9 and named == "sept")]
        year, month, of_month = parts[2], str(found[0]) if found else "", parts[0]
    else:
        year, month, of_month = parts if text[4:5] == "-" else reversed(parts)
    if not (len(year) == 4 and all(digits(p, 4) for p in (year, month, of_month))):
        return False
    try:
        return 2000 <= date(int(year), int(month), int(of_month)).year <= 2100
    except ValueError:
        return False


def pounds(value: str) -> bool:
    """Whole pounds, from a thousand to half a million."""
    text = value.strip().removeprefix("£").strip()
    whole, _, pence = text.partition(".")
    return not pence.strip("0") and grouped(whole.replace(" ", ","), 12, 3) and 1_000 <= int(
        whole.replace(",", "").replace(" ", "")
    ) <= 500_000  # fmt: skip


def whole_number(value: str, lowest: int, highest: int) -> bool:
    text = value.strip()
    if not grouped(text.replace(" ", ","), 12, 3):
        return False
    return lowest <= int(text.replace(",", "").replace(" ", "")) <= highest


Judge = Callable[[Any, str], bool]


def lower_amount(_: Any, value: str) -> bool:
    text = value.strip().removeprefix("£").strip()
    return not text or number(text, Decimal(-1), Decimal(10**12), 2, 12, 3)


def decimal(field: ValueField, value: str) -> bool:
    text = value.strip().removesuffix("%").strip() if field.per_cent else value.strip()
    return number(text, Decimal(-1), Decimal(field.highest), 3, 9, 2)


def choice(field: Any, value: str) -> bool:
    return value in {str(key) for key, _ in field.choices}


# The first that fits, of narrower kinds before wider ones.
JUDGES: tuple[tuple[type[forms.Field], Judge], ...] = (
    (MonthField, lambda _, value: month(value)),
    (DayField, lambda _, value: day(value)),
    (RangesField, lambda field, value: places(value, field.most)),
    (AmountField, lambda _, value: amount(value)),
    (PoundsField, lambda _, value: pounds(value)),
    (LowerAmountField, lower_amount),
    (WholeNumberField, lambda field, value: whole_number(value, field.lowest, field.highest)),
    (ValueField, decimal),
    (forms.ChoiceField, choice),
    (forms.UUIDField, lambda _, value: len(re.sub(r"[^0-9a-f]", "", value.lower())) == 32),
    # Hidden, and written by the page.
    (forms.IntegerField, lambda _, value: bool(re.fullmatch(r"\s*(\+?[\d_]+|-0+)(\.0*)?\s*", value))),
)


def may(field: forms.Field, value: str, identifying: tuple[str, ...]) -> bool:
    """Whether a field may hold the text at all; what goes with what is another question."""
    if isinstance(field, forms.BooleanField):
        return bool(value) or not field.required
    if not value.strip() and "\x00" not in value:
        return not field.required
    for kind, judge in JUDGES:
        if isinstance(field, kind):
            return judge(field, value)
    return words(value, getattr(field, "max_length", None) or 10**6, identifying)
