"""How sure the reader is that an avoided placement would really have been made."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.core.form_fields import short

SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,2})?) ?%?")
EVERY = Decimal(100)


class ConfidenceForm(forms.Form):
    """A GET form: the address is the permalink; without it 100%."""

    confidence = forms.CharField(
        label="Confidence",
        help_text="Of 100 placements counted as avoided, how many would really have been made, such as 75%.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "decimal", "autocomplete": "off"}),
    )

    def __init__(self, asked: Mapping[str, Any]) -> None:
        given = str(asked.get("confidence") or "100%")[:40]
        super().__init__({"confidence": given})

    def clean_confidence(self) -> Decimal:
        text = str(self.cleaned_data["confidence"]).strip()
        found = SHARE.fullmatch(text)
        share = Decimal(found[1]) if found else Decimal(0)
        if not 0 < share <= EVERY:
            raise ValidationError(f"“{short(text)}” is not a share above 0% and at most 100%. Enter one such as 75%.")
        return share / EVERY

    @property
    def status(self) -> int:
        """Of the page: a share that is none is a bad request, answered with the default."""
        return 200 if self.is_valid() else 400

    def chosen(self) -> Decimal:
        """A fraction of one."""
        self.is_valid()
        return Decimal(self.cleaned_data.get("confidence", 1))
