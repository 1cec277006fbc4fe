"""Months and amounts of money. Each refusal names the value that was entered and the remedy."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.core.form_fields import short
from apps.core.periods import MONTHS

EARLIEST, LATEST = 2000, 2100
MOST = Decimal(999_999_999)
NUMBERED = re.compile(r"([0-9]{1,2})[/.-]([0-9]{4})")
ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})")
WORDED = re.compile(r"([A-Za-z]{3,9}) +([0-9]{4})")
AMOUNT = re.compile(r"£? ?((?:[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.[0-9]{1,2})?)")


class MonthField(forms.CharField):
    """The first day of a month between 2000 and 2100: ``September 2025``, ``9/2025`` or ``2025-09``."""

    def __init__(self, *, example: str = "September 2025", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.example = example
        self.widget.attrs.update({"class": "govuk-input--width-10", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return f"{MONTHS[value.month - 1]} {value.year}" if isinstance(value, date) else value

    def clean(self, value: Any) -> date | None:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        year, month = _month(text)
        if not 1 <= month <= 12:
            raise ValidationError(f"“{short(value)}” is not a month. Enter one such as {self.example}.")
        if not EARLIEST <= year <= LATEST:
            raise ValidationError(f"“{short(value)}” is not between {EARLIEST} and {LATEST}. Check the year.")
        return date(year, month, 1)


class AmountField(forms.CharField):
    """Pounds and pence, more than nought. Takes ``£1,400`` as well as ``1400.00``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update({"inputmode": "decimal", "class": "govuk-input--width-10", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,.2f}".removesuffix(".00") if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        found = AMOUNT.fullmatch(text)
        if not found:
            raise ValidationError(f"“{short(value)}” is not an amount. Enter pounds, such as 65,000 or 65,000.50.")
        amount = Decimal(found[1].replace(",", ""))
        if not 0 < amount <= MOST:
            raise ValidationError(
                f"“{short(value)}” is not between £0.01 and £{MOST:,}. Enter pounds, or leave it empty."
            )
        return amount


def month_after(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def month_before(first: date) -> date:
    return date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)


def _month(text: str) -> tuple[int, int]:
    """Year and month; month 0 where the text is neither."""
    if found := ISO.fullmatch(text):
        return int(found[1]), int(found[2])
    if found := NUMBERED.fullmatch(text):
        return int(found[2]), int(found[1])
    if found := WORDED.fullmatch(text):
        name = found[1].lower()
        names = [m.lower() for m in MONTHS]
        fits = [i for i, m in enumerate(names, 1) if name in (m, m[:3]) or (m == "september" and name == "sept")]
        return int(found[2]), fits[0] if fits else 0
    return 0, 0
