"""Fields for per cents and values. Each refusal names the value that was entered and the remedy."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.core.form_fields import short

DECIMAL = re.compile(r"(?P<whole>[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:\.(?P<part>[0-9]{1,3}))?")


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
