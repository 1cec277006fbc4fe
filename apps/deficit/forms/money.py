"""Pounds as finance writes them. Each refusal names the value that was entered and the remedy."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.core.form_fields import short

MOST = Decimal(99_999_999_999)
SMALL = Decimal(1_000)
MINUS = "-−–"
DIGITS = r"(?:[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})"
AMOUNT = re.compile(rf"(?P<sign>[{MINUS}+]?) ?(?P<pound>£?) ?(?P<figure>{DIGITS}(?:\.[0-9]{{1,6}})?) ?(?P<m>[mM]?)")
EXAMPLE = "113,300,000 or 113.3m"


class SignedPoundsField(forms.CharField):
    """Pounds and pence, negative too: ``-1,900,000``, ``(1,900,000)``, ``£57.50`` or ``-1.9m``.

    ``asks``: an amount below £1,000 without a pound sign is asked about, since it was likely meant in millions.
    """

    def __init__(self, *, asks: bool = True, lowest: Decimal = -MOST, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.asks, self.lowest = asks, lowest
        self.widget.attrs.update({"inputmode": "text", "class": "govuk-input--width-10", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        text = f"{abs(value):,.2f}".removesuffix(".00")
        pound = "£" if 0 < abs(value) < SMALL else ""
        return f"-{pound}{text}" if value < 0 else f"{pound}{text}"

    def clean(self, value: Any) -> Decimal | None:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        bracketed = text.startswith("(") and text.endswith(")")
        found = AMOUNT.fullmatch(text[1:-1].strip() if bracketed else text)
        if not found or (bracketed and found["sign"]):
            raise ValidationError(f"“{short(value)}” is not an amount. Enter pounds, such as {EXAMPLE}.", code="amount")
        amount = Decimal(found["figure"].replace(",", "")) * (1_000_000 if found["m"] else 1)
        if amount != amount.quantize(Decimal("0.01")):
            raise ValidationError(f"“{short(value)}” has parts of a penny. Enter two decimals at most.", code="pence")
        if self.asks and 0 < amount < SMALL and not found["pound"] and not found["m"]:
            raise ValidationError(
                f"“{short(value)}” reads as millions. Enter {found['figure']}m for £ million, or £{found['figure']} "
                "for pounds.",
                code="asks",
            )
        amount = -amount if bracketed or (found["sign"] and found["sign"] in MINUS) else amount
        if not self.lowest <= amount <= MOST:
            raise ValidationError(
                f"“{short(value)}” is not between £{self.lowest:,} and £{MOST:,}. Enter pounds, such as {EXAMPLE}.",
                code="range",
            )
        return amount.quantize(Decimal("0.01"))


def choice_field(label: str, choices: Any, needed: str, hint: str = "", **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        error_messages={
            "required": needed,
            "invalid_choice": "“%(value)s” is not one of the choices. Choose one of them.",
        },
        **more,
    )
