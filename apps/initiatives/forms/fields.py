"""Fields whose refusals name the value that was entered and what to enter instead."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from apps.core.free_text import check_no_child, check_visible
from apps.core.money import number

SHOWN = 40
PLAUSIBLE = Decimal(1_000)
MOST = Decimal(500_000)
WHOLE = re.compile(r"[0-9]{1,12}|[0-9]{1,3}([, ][0-9]{3}){1,3}")
AMOUNT = re.compile(r"(?P<whole>[0-9]{1,12}|[0-9]{1,3}(?:[, ][0-9]{3}){1,3})(?:\.(?P<pence>[0-9]*))?(?P<k>[kK])?")
REASON_LEAST, REASON_MOST = 10, 500


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
            raise ValidationError(
                f"“{_short(value)}” is not a whole number. Enter digits only, such as {self.example}."
            )
        count = int(re.sub("[, ]", "", text))
        if not self.lowest <= count <= self.highest:
            raise ValidationError(
                f"“{_short(value)}” is not between {self.lowest} and {number(self.highest)}. Enter a number such as "
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
            raise ValidationError(f"“{_short(value)}” is not an amount. Enter whole pounds, such as 65,000.")
        amount = Decimal(re.sub("[, ]", "", found["whole"]))
        if found["k"] or 0 < amount < PLAUSIBLE:
            raise ValidationError(_asks(value, amount, found))
        if (found["pence"] or "").strip("0"):
            raise ValidationError(f"“{_short(value)}” has pence. Enter whole pounds, such as {number(amount)}.")
        if not amount:
            raise ValidationError("A unit cost is more than nought. Enter whole pounds, such as 65,000.")
        if amount > MOST:
            raise ValidationError(
                f"“{_short(value)}” is more than £{number(MOST)} for one placement. Enter whole pounds, such as 65,000."
            )
        return amount


def offer(form: forms.Form, name: str, choices: Iterable[tuple[Any, str]]) -> None:
    """Gives a field of a form what may be chosen now."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


def reason_field(label: str, hint: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=f"At least {REASON_LEAST} characters. {hint}",
        min_length=REASON_LEAST,
        max_length=REASON_MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[check_visible, check_no_child],
        error_messages={
            "required": "Say why, in a sentence.",
            "min_length": f"Say why in a sentence of at least {REASON_LEAST} characters; this has %(show_value)d.",
            "max_length": f"Use {REASON_MOST} characters at most; this has %(show_value)d.",
        },
    )


def version_field() -> forms.IntegerField:
    """What was read: the service refuses a change to anything newer."""
    lost = "The page has lost track of what you read. Open it again and enter your change."
    return forms.IntegerField(
        min_value=0,
        max_value=32_767,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), lost),
    )


def _asks(value: Any, amount: Decimal, found: re.Match[str]) -> str:
    meant = Decimal(f"{amount}.{found['pence'] or 0}") * 1_000
    if meant > MOST:
        return f"“{_short(value)}” is not in whole pounds. Enter whole pounds, such as 65,000."
    return (
        f"“{_short(value)}” reads as thousands. Was £{number(meant)} meant? "
        f"Then enter {number(meant)}: whole pounds for a full year."
    )


def _short(value: Any) -> str:
    text = str(value).strip()
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
