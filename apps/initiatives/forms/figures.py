"""Fields for days, per cents, values and short texts. Each refusal names the value that was entered and the remedy."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.core.free_text import check_no_child, check_visible
from apps.core.periods import MONTHS

SHOWN = 40
EARLIEST, LATEST = 2000, 2100
ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
SLASHED = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
WORDED = re.compile(r"([0-9]{1,2}) +([A-Za-z]{3,9}) +([0-9]{4})")
DECIMAL = re.compile(r"(?P<whole>[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:\.(?P<part>[0-9]{1,3}))?")


class DayField(forms.CharField):
    """A day between 2000 and 2100: ``31 March 2027``, ``31/3/2027`` or ``2027-03-31``."""

    def __init__(self, *, example: str = "31 March 2027", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.example = example
        self.widget.attrs.update({"class": "govuk-input--width-10", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return f"{value.day} {value:%B %Y}" if isinstance(value, date) else value

    def clean(self, value: Any) -> date | None:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        day = _day(text)
        if day is None:
            raise ValidationError(f"“{short(value)}” is not a day. Enter one such as {self.example}.", code="day")
        if not EARLIEST <= day.year <= LATEST:
            raise ValidationError(
                f"“{short(value)}” is not between {EARLIEST} and {LATEST}. Enter a day such as {self.example}.",
                code="day_range",
            )
        return day


class ValueField(forms.CharField):
    """A number of at most three decimals, from 0 to ``highest``. Takes a trailing % where ``per_cent``."""

    def __init__(self, *, highest: int, example: str, per_cent: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.highest, self.example, self.per_cent = highest, example, per_cent
        self.widget.attrs.update({"inputmode": "decimal", "class": "govuk-input--width-5", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text

    def clean(self, value: Any) -> Decimal | None:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        found = DECIMAL.fullmatch(text.removesuffix("%").strip() if self.per_cent else text)
        if not found:
            raise ValidationError(
                f"“{short(value)}” is not a number. Enter digits, with three decimals at most, such as {self.example}.",
                code="number",
            )
        number = Decimal(f"{found['whole'].replace(',', '')}.{found['part'] or 0}")
        if number > self.highest:
            raise ValidationError(
                f"“{short(value)}” is not between 0 and {self.highest:,}. Enter a number such as {self.example}.",
                code="number_range",
            )
        return number


def percent_field(label: str, help_text: str = "", *, required: bool = False) -> ValueField:
    return ValueField(
        label=label,
        help_text=help_text,
        required=required,
        highest=100,
        example="62.5",
        per_cent=True,
        error_messages={"required": "Enter a per cent from 0 to 100, such as 62.5."},
    )


def words_field(label: str, hint: str, *, most: int, needed: str = "", rows: int = 0) -> forms.CharField:
    """Free text without a child in it; ``needed`` is the sentence of an empty one, none where it may be empty."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
        validators=[check_visible, check_no_child],
        error_messages={
            "required": needed or "Fill it in.",
            "max_length": f"Use {most} characters at most; this has %(show_value)d.",
        },
    )


def short(value: Any) -> str:
    text = str(value).strip()
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _day(text: str) -> date | None:
    if found := ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := SLASHED.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif found := WORDED.fullmatch(text):
        day, month, year = int(found[1]), _month(found[2]), int(found[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    """1 to 12; 0 where it is no month."""
    short_names = {name[:3].lower() for name in MONTHS}
    whole = [m.lower() for m in MONTHS]
    name = name.lower()
    if name in whole:
        return whole.index(name) + 1
    if name in short_names or name == "sept":
        return next(i for i, m in enumerate(whole, 1) if m.startswith(name[:3]))
    return 0
