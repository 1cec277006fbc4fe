"""What people write: words that can be seen, and nothing that points to a child.

No identifier of a child belongs in this product. A UPN, an NHS number, a date of birth and a postcode are refused with
the place named, so that the writer can take them out.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError

POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b", re.IGNORECASE)
UPN = re.compile(r"\b[A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z]\b", re.IGNORECASE)
TEN_DIGITS = re.compile(r"(?<![0-9])[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}(?![0-9])")
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
BORN = re.compile(r"\b(?:born|birth|d\.?o\.?b\.?)\b[^0-9]{0,20}[0-9]{1,4}[/.\- ]", re.IGNORECASE)


def check_visible(text: str) -> None:
    """Raises where the text holds no letter or digit that can be seen."""
    if not any(unicodedata.category(c)[0] in "LN" for c in text):
        raise ValidationError("There are no words in it. Write them out.", code="invisible")


def check_not_turned(text: str) -> None:
    """Raises where the text holds a sign that shows letters and figures in another order than they are written in."""
    if sign := TURNING.search(text):
        raise ValidationError(
            f"There is a hidden sign in it, “U+{ord(sign[0]):X}”, that turns the order of letters. Write it without.",
            code="turned",
        )


def check_no_child(text: str) -> None:
    """Raises where the text holds what could identify a child; says what, and quotes it."""
    found = (
        _first(UPN, text, "a unique pupil number")
        or next((_sentence(m[0], "an NHS number") for m in TEN_DIGITS.finditer(text) if _is_nhs_number(m[0])), "")
        or _first(BORN, text, "a date of birth")
        or _first(POSTCODE, text, "a postcode")
    )
    if found:
        raise ValidationError(found, code="identifies")


def _first(pattern: re.Pattern[str], text: str, what: str) -> str:
    match = pattern.search(text)
    return _sentence(match[0], what) if match else ""


def _sentence(found: str, what: str) -> str:
    return f"“{found.strip()}” looks like {what}. Take it out: nothing here may identify a child."


def _is_nhs_number(text: str) -> bool:
    """Modulus 11 over the first nine digits (NHS data dictionary)."""
    digits = [int(c) for c in text if c.isdigit()]
    check = 11 - sum(d * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return digits[9] == (0 if check == 11 else check)
