"""A day as people write it."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.core.form_fields.words import short
from apps.core.periods import MONTHS

ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
SLASHED = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
WORDED = re.compile(r"([0-9]{1,2}) +([A-Za-z]{3,9}) +([0-9]{4})")


def day_in(text: str) -> date | None:
    """``31 March 2027``, ``31/3/2027`` or ``2027-03-31``."""
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


class DayField(forms.CharField):
    """A day as ``read`` reads it, between the first and the last of ``years`` where these are given; nothing where the
    field may be left empty, and is."""

    def __init__(
        self,
        *,
        example: str = "31 March 2027",
        years: tuple[int, int] | None = (2000, 2100),
        read: Callable[[str], date | None] = day_in,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.example, self.years, self.read = example, years, read
        self.widget.attrs.update({"class": "govuk-input--width-10", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return f"{value.day} {value:%B %Y}" if isinstance(value, date) else value

    def clean(self, value: Any) -> date | None:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        day = self.read(text)
        if day is None:
            raise ValidationError(f"“{short(value)}” is not a day. Enter one such as {self.example}.", code="day")
        if self.years and not self.years[0] <= day.year <= self.years[1]:
            raise ValidationError(
                f"“{short(value)}” is not between {self.years[0]} and {self.years[1]}. Enter a day such as "
                f"{self.example}.",
                code="day_range",
            )
        return day


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
