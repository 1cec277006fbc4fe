"""What a reader may ask of the Board's pages."""

from django import forms

from apps.core.periods import APRIL, MONTHS
from apps.core.vocabulary import Convention

OWN = "0"


class PlacesForm(forms.Form):
    """Which inputs, and in which month places open. Nought keeps each row's own month."""

    convention = forms.ChoiceField(
        label="Figures",
        choices=[(c.value, c.label) for c in Convention],
        required=False,
        initial=Convention.CURRENT.value,
        help_text="As reported keeps the report's places and rates; current takes in what has changed since.",
    )
    month = forms.ChoiceField(
        label="Places open in",
        choices=[
            (OWN, "Each row's own month"),
            *((str(i), name) for i, name in enumerate(MONTHS, 1) if i != APRIL),
            (str(APRIL), "April (a full first year)"),
        ],
        required=False,
    )

    def chosen(self) -> tuple[Convention, int]:
        """What was asked for; what is missing or unknown falls back to current figures and each row's own month."""
        data = self.cleaned_data if self.is_valid() else {}
        return Convention(data.get("convention") or Convention.CURRENT), int(data.get("month") or OWN)
