"""Fields whose refusals name the value that was entered and what to enter instead."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.core.form_fields import short
from apps.core.money import number

PLAUSIBLE = Decimal(1_000)
MOST = Decimal(500_000)
WHOLE = re.compile(r"[0-9]{1,12}|[0-9]{1,3}([, ][0-9]{3}){1,3}")
AMOUNT = re.compile(r"(?P<whole>[0-9]{1,12}|[0-9]{1,3}(?:[, ][0-9]{3}){1,3})(?:\.(?P<pence>[0-9]*))?(?P<k>[kK])?")


class WholeNumberField(forms.CharField):
    """A count, ``lowest`` to ``highest``. Takes ``1,400`` as well as ``1400``."""

    def __init__(self, *, lowest: int, highest: int, example: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.lowest, self.highest, self.example = lowest, highest, example
        self.widget.attrs.update({"inputmode": "numeric", "class": "govuk-input--width-5", "autocomplete": "off"})

    def clean(self, value: Any) -> int | None:
        """Nothing where the field may be left empty, and is."""
        text = str(super().clean(value)).strip()
        if not text:
            return None
        if not WHOLE.fullmatch(text):
            raise ValidationError(f"“{short(value)}” is not a whole number. Enter digits only, such as {self.example}.")
        count = int(re.sub("[, ]", "", text))
        if not self.lowest <= count <= self.highest:
            raise ValidationError(
                f"“{short(value)}” is not between {self.lowest} and {number(self.highest)}. Enter a number such as "
                f"{self.example}."
            )
        return count


class PoundsField(forms.CharField):
    """Whole pounds for one placement for a full year. An amount that looks like thousands is asked about."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update({"inputmode": "numeric", "class": "govuk-input--width-10", "autocomplete": "off"})

    def clean(self, value: Any) -> Decimal:
        text = str(super().clean(value)).strip().removeprefix("£").strip()
        found = AMOUNT.fullmatch(text)
        if not found:
            raise ValidationError(f"“{short(value)}” is not an amount. Enter whole pounds, such as 65,000.")
        amount = Decimal(re.sub("[, ]", "", found["whole"]))
        if found["k"] or 0 < amount < PLAUSIBLE:
            raise ValidationError(_asks(value, amount, found))
        if (found["pence"] or "").strip("0"):
            raise ValidationError(f"“{short(value)}” has pence. Enter whole pounds, such as {number(amount)}.")
        if not amount:
            raise ValidationError("A unit cost is more than nought. Enter whole pounds, such as 65,000.")
        if amount > MOST:
            raise ValidationError(
                f"“{short(value)}” is more than £{number(MOST)} for one placement. Enter whole pounds, such as 65,000."
            )
        return amount


def _asks(value: Any, amount: Decimal, found: re.Match[str]) -> str:
    meant = Decimal(f"{amount}.{found['pence'] or 0}") * 1_000
    if meant > MOST:
        return f"“{short(value)}” is not in whole pounds. Enter whole pounds, such as 65,000."
    return (
        f"“{short(value)}” reads as thousands. Was £{number(meant)} meant? "
        f"Then enter {number(meant)}: whole pounds for a full year."
    )
