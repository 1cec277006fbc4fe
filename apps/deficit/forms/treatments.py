"""Whether finance's forecast holds a benefit already. Forms validate; services save."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from apps.core.form_fields import offer, reason_field, version_field
from apps.deficit.vocabulary import BenefitKind

IN, BESIDE = "in", "beside"
WHERE = {IN: "In the forecast already: never taken off it again", BESIDE: "Beside the forecast: taken off it"}


class TreatmentForm(forms.Form):
    """``read`` is how many rows finance had entered when the page was read: a later one makes the form stale."""

    benefit = forms.ChoiceField(
        label="Benefits",
        error_messages={
            "required": "Choose the benefits that it is about.",
            "invalid_choice": "“%(value)s” is none of the benefits below. Choose one of them.",
        },
    )
    where = forms.ChoiceField(
        label="Where they are counted",
        choices=list(WHERE.items()),
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say whether the forecast holds them already.",
            "invalid_choice": "“%(value)s” is not one of the choices. Choose one below.",
        },
    )
    reason = reason_field("Why", "The Board reads it beside the figure, with your name and the time.")
    read = version_field(most=2_147_483_647)

    def __init__(self, names: Sequence[tuple[str, str]], data: Mapping[str, Any] | None = None, read: int = 0) -> None:
        super().__init__(data, initial={"read": read})
        offer(self, "benefit", [("", "Choose"), *names])

    @property
    def subject(self) -> tuple[str, BenefitKind]:
        initiative, _, kind = self.cleaned_data["benefit"].rpartition("/")
        return initiative, BenefitKind(kind)
