"""Logging a reading, restating one, and adding a measure. Forms validate; services save."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.core.form_fields import DayField, offer, reason_field, short, words_field
from apps.initiatives.forms.fields import WholeNumberField
from apps.initiatives.forms.figures import ValueField
from apps.initiatives.models import OutcomeMeasure
from apps.initiatives.selectors.outcome_readings import Reading
from apps.initiatives.vocabulary import Better, MeasureUnit

SOURCE_MOST, NOTE_MOST, NAME_MOST = 120, 500, 160
HIGHEST, MOST_BEHIND = 999_999, 9_999_999


def value_field() -> ValueField:
    return ValueField(
        label="Value",
        help_text="In the measure’s unit: 41.4 for 41.4%, 12 for 12 children.",
        highest=HIGHEST,
        example="41.4",
        error_messages={"required": "Enter the value that was read, such as 41.4."},
    )


def number_behind_field() -> WholeNumberField:
    return WholeNumberField(
        label="Number of children or plans behind it (n)",
        help_text="Leave it empty where the source gives none.",
        required=False,
        lowest=1,
        highest=MOST_BEHIND,
        example=135,
    )


def day_fields() -> tuple[DayField, DayField]:
    return (
        DayField(
            label="From",
            help_text="The first day of the period, such as 1 September 2025.",
            example="1 September 2025",
            error_messages={"required": "Enter the first day of the period, such as 1 September 2025."},
        ),
        DayField(
            label="To",
            help_text="The last day of the period, such as 30 September 2025. The same day for a reading on one day.",
            example="30 September 2025",
            error_messages={"required": "Enter the last day of the period, such as 30 September 2025."},
        ),
    )


def source_field() -> forms.CharField:
    return words_field(
        "Source",
        "The system or document that it was read from, such as “Case system, count of 3 October 2025”.",
        most=SOURCE_MOST,
        needed="Say which system or document it was read from.",
    )


def note_field() -> forms.CharField:
    return words_field(
        "Note", "What a reader must know, such as a change of definition. It may be left empty.", most=NOTE_MOST, rows=3
    )


class ReadingForm(forms.Form):
    """One reading of one of an initiative's measures."""

    measure = forms.TypedChoiceField(
        label="Measure",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the measure that was read.",
            "invalid_choice": "“%(value)s” is not a measure of this initiative. Choose one of the list.",
        },
    )
    value = value_field()
    at_least = forms.BooleanField(label="The source says “at least”", required=False)
    n = number_behind_field()
    first_day, last_day = day_fields()
    source = source_field()
    note = note_field()
    is_baseline = forms.BooleanField(label="It is the baseline: what stood before the initiative", required=False)

    def __init__(self, measures: list[OutcomeMeasure], data: Any = None) -> None:
        super().__init__(data)
        choices = [(m.pk, f"{m.name} ({m.get_unit_display()})") for m in measures]
        offer(self, "measure", choices)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        check_period(self, given.get("first_day"), given.get("last_day"))
        return given

    def reading(self) -> Reading:
        """Of a valid form."""
        return Reading(**{name: self.cleaned_data[name] for name in Reading.__dataclass_fields__})


class RestateForm(forms.Form):
    """Another value in an earlier reading's place; its measure and period stay."""

    value = value_field()
    at_least = forms.BooleanField(label="The source says “at least”", required=False)
    n = number_behind_field()
    source = source_field()
    note = note_field()
    reason = reason_field("Why it is restated", "Shown beside both readings, on every page that gives them.")

    def reading(self, old: Reading) -> Reading:
        """Of a valid form."""
        given = {name: self.cleaned_data[name] for name in ("value", "at_least", "n", "source", "note")}
        return Reading(
            measure=old.measure, first_day=old.first_day, last_day=old.last_day, is_baseline=old.is_baseline, **given
        )


class MeasureForm(forms.Form):
    name = words_field(
        "Name",
        "What is counted, of whom, such as “Children who moved into a mainstream nursery”.",
        most=NAME_MOST,
        needed="Say what is measured, such as “Children who moved into a mainstream nursery”.",
    )
    unit = forms.ChoiceField(
        label="Unit",
        choices=MeasureUnit.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what it is counted in.",
            "invalid_choice": "“%(value)s” is not a unit of the list. Choose one below.",
        },
    )
    better = forms.ChoiceField(
        label="Which way should it move?",
        choices=Better.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose which way it should move.",
            "invalid_choice": "“%(value)s” is not one of the choices. Choose one below.",
        },
    )


def check_period(form: forms.Form, first: date | None, last: date | None) -> None:
    if first and last and last < first:
        form.add_error(
            "last_day",
            ValidationError(
                f"“{short(form.data.get('last_day', ''))}” is before the first day. Enter the period’s last day."
            ),
        )
