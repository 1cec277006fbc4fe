"""Which two Januaries, and how much displacement is assumed."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.core.form_fields import offer, short
from apps.deficit.forms.requests import EVERY, SHARE

NO_JANUARY = "“%(value)s” is no January with a count. Choose one of the list."


class DisplacementForm(forms.Form):
    """A GET form: the address is the permalink. Without it the two newest Januaries, and 100%."""

    first = forms.TypedChoiceField(label="From", coerce=int, error_messages={"invalid_choice": NO_JANUARY})
    second = forms.TypedChoiceField(label="To", coerce=int, error_messages={"invalid_choice": NO_JANUARY})
    displacement = forms.CharField(
        label="Displacement assumed",
        help_text="Of 100 places that opened, how many are assumed to replace an INMSS placement, such as 75%.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "decimal", "autocomplete": "off"}),
    )

    def __init__(self, asked: Mapping[str, Any], januaries: Sequence[int]) -> None:
        self.newest = (januaries[-2], januaries[-1])
        given = {name: str(value)[:40] for name, value in asked.items() if value}
        start = {"first": str(self.newest[0]), "second": str(self.newest[1]), "displacement": "100%"}
        super().__init__(start | given)
        for name in ("first", "second"):
            choices = [(str(j), f"January {j}") for j in januaries]
            offer(self, name, choices)

    def clean_displacement(self) -> Fraction:
        text = str(self.cleaned_data["displacement"]).strip()
        found = SHARE.fullmatch(text)
        share = Decimal(found[1]) if found else Decimal(-1)
        if not 0 <= share <= EVERY:
            raise ValidationError(f"“{short(text)}” is not a share from 0% to 100%. Enter one such as 75%.")
        return Fraction(share) / 100

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, second = given.get("first"), given.get("second")
        if first and second and second <= first:
            self.add_error("second", f"“January {second}” is not after January {first}. Choose a later one.")
        return given

    @property
    def status(self) -> int:
        """Of the page: what is not offered is a bad request, answered with the default."""
        return 200 if self.is_valid() else 400

    def chosen(self) -> tuple[int, int, Fraction]:
        if not self.is_valid():
            return (*self.newest, Fraction(1))
        given = self.cleaned_data
        return given["first"], given["second"], given["displacement"]
