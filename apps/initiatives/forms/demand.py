"""Stating how many specialist places a phase needs in a year, and agreeing it. Forms validate; services save."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.core.form_fields import REASON_MOST, reason_field, short, version_field, words_field
from apps.core.periods import FinancialYear
from apps.initiatives.forms.fields import WholeNumberField
from apps.initiatives.vocabulary import PrimaryNeed, SchemePhase

MOST_PLACES, SOURCE_MOST = 20_000, 200
EARLIEST, LATEST = 2015, 2100
NOT_A_YEAR = "“{}” is not a financial year from 2015/16 to 2100/01. Write it as 2027/28."


def _places(label: str, hint: str) -> WholeNumberField:
    return WholeNumberField(
        label=label,
        help_text=hint,
        lowest=0,
        highest=MOST_PLACES,
        example=150,
        error_messages={"required": "Enter a number of places, such as 150."},
    )


class DemandForm(forms.Form):
    """``version`` is the newest version of the same phase, need and year that was read; 0 where there is none."""

    financial_year = forms.CharField(
        label="Financial year",
        help_text="The year in which they are needed, such as 2027/28.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"required": "Enter a financial year, such as 2027/28."},
    )
    phase = forms.ChoiceField(
        label="Phase",
        choices=SchemePhase.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a phase.",
            "invalid_choice": "“%(value)s” is not a phase of the list. Choose one from it.",
        },
    )
    need = forms.ChoiceField(
        label="Primary need",
        help_text="Leave “All needs” unless the source splits them.",
        choices=[("", "All needs"), *PrimaryNeed.choices],
        required=False,
        error_messages={"invalid_choice": "“%(value)s” is not a need of the list. Choose one from it."},
    )
    low = _places("Places needed, low", "The fewest that are plausible.")
    central = _places("Places needed, central", "All specialist places of the phase, those in place among them.")
    high = _places("Places needed, high", "The most that are plausible.")
    source_reference = words_field(
        "Source",
        "The paper, model or count that it comes from.",
        most=SOURCE_MOST,
        needed="Say where it comes from, such as “SCAP forecast, July 2026”.",
    )
    reason = words_field(
        "Why it changes",
        "Only where demand of this phase, need and year is stated already.",
        most=REASON_MOST,
        rows=3,
    )
    version = version_field()

    def clean_financial_year(self) -> FinancialYear:
        text = self.cleaned_data["financial_year"]
        try:
            year = FinancialYear.parse(text)
        except ValueError:
            year = None
        if year is None or not EARLIEST <= year.start <= LATEST:
            raise ValidationError(NOT_A_YEAR.format(short(text)))
        return year

    def clean_phase(self) -> SchemePhase:
        return SchemePhase(self.cleaned_data["phase"])

    def clean_need(self) -> PrimaryNeed | None:
        return PrimaryNeed(self.cleaned_data["need"]) if self.cleaned_data["need"] else None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not {"low", "central", "high"} & set(self.errors):
            low, central, high = (given[name] for name in ("low", "central", "high"))
            if low > central:
                self.add_error("low", f"{low} is more than the central {central}. Enter that or less.")
            if high < central:
                self.add_error("high", f"{high} is less than the central {central}. Enter that or more.")
        return given


class AgreeDemandForm(forms.Form):
    reason = reason_field("Why finance agrees it", "Kept with the agreement, with your name and the time.")
