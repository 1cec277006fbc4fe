"""Changing a tranche's places, and which of them are not counted. Forms validate; services save."""

from django import forms

from apps.core.form_fields import reason_field, version_field
from apps.core.periods import MONTHS
from apps.initiatives.forms.fields import WholeNumberField

MOST_PLACES = 5_000


class PlaceCountForm(forms.Form):
    places = WholeNumberField(
        label="Places",
        help_text="All places of this year and status, those that are not counted included.",
        lowest=0,
        highest=MOST_PLACES,
        example=140,
        error_messages={"required": "Enter the number of places, such as 140."},
    )
    opening_month = forms.TypedChoiceField(
        label="Opening month",
        help_text="It fixes the share of the first financial year: a September opening counts for 7 months of 12.",
        choices=[(i, name) for i, name in enumerate(MONTHS, 1)],
        coerce=int,
        error_messages={
            "required": "Choose the month in which the places open.",
            "invalid_choice": "“%(value)s” is not a month of the list. Choose one from it.",
        },
    )
    reason = reason_field("Why it changes", "Kept with the change, with your name and the time.")
    version = version_field()


class ExclusionForm(forms.Form):
    """``version`` is the exclusion's; of a new one it is the number of the last exclusion that was read."""

    places = WholeNumberField(
        label="Places that are not counted",
        help_text="They stay delivered, and count for no cost avoidance. 0 withdraws the exclusion.",
        lowest=0,
        highest=MOST_PLACES,
        example=31,
        error_messages={"required": "Enter how many places are not counted, such as 31."},
    )
    reason = reason_field("Why they are not counted", "Readers of the Places page see it.")
    version = version_field()


class NewExclusionForm(ExclusionForm):
    """A new exclusion is of at least one place."""

    places = WholeNumberField(
        label="Places that are not counted",
        help_text="They stay delivered, and count for no cost avoidance.",
        lowest=1,
        highest=MOST_PLACES,
        example=31,
        error_messages={"required": "Enter how many places are not counted, such as 31."},
    )
