"""Closing a quarter. Forms validate; services save."""

from typing import Any

from django import forms

from apps.core.form_fields import reason_field
from apps.initiatives.selectors.quarters import QuarterOn

LOST = "The page has lost track of what you read. Open it again and close the quarter from there."

MOST_NUMBERS = 100_000


class CloseQuarterForm(forms.Form):
    """``missing`` and ``waiting`` say what was read: the service refuses to close over anything newer."""

    note = reason_field("What readers should know", "Kept with the quarter, with your name and the time.")
    without = forms.BooleanField(
        label="Close it without the missing readings",
        required=False,
        help_text="A closed quarter stays closed: a reading that comes later is a restatement with a reason.",
    )
    missing = forms.RegexField(
        r"\A([0-9]{1,9}(-[0-9]{1,9})*)?\Z",
        required=False,
        max_length=MOST_NUMBERS,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("invalid", "max_length"), LOST),
    )
    waiting = forms.IntegerField(
        min_value=0,
        max_value=1_000_000,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), LOST),
    )

    def __init__(self, quarter: QuarterOn, waiting: int, data: Any = None) -> None:
        missing = "-".join(str(one.measure.pk) for one in quarter.missing)
        super().__init__(data, initial={"missing": missing, "waiting": waiting}, auto_id="close_%s")
        if not quarter.missing:
            del self.fields["without"]

    def clean_without(self) -> bool:
        if not self.cleaned_data["without"]:
            raise forms.ValidationError("Readings are missing. Tick the box to close the quarter without them.")
        return True

    @property
    def measures(self) -> frozenset[int]:
        return frozenset(int(number) for number in self.cleaned_data["missing"].split("-") if number)
