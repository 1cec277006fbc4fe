"""Fields of the Board's forms."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.core.form_fields import FormKeyField, lost, short, words_field
from apps.core.form_fields.days import day_in

LONG, SHORT_WORDS, ROLE_MOST = 4_000, 200, 120
SENT = "The page has lost track of this form. Open it again and enter it once more."
EXAMPLES = (
    "“{}” is neither a day nor a month. Enter one such as 27 January 2026, or January 2026 where no day is known."
)


class DayOrMonthField(forms.CharField):
    """Cleans to the day and whether it is known: of a month alone, its first day and ``False``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update({"class": "govuk-input--width-20", "autocomplete": "off"})

    def clean(self, value: Any) -> tuple[date, bool]:
        text = str(super().clean(value)).strip()
        whole = day_in(text)
        day = whole or day_in(f"1 {text}")
        if day is None:
            raise ValidationError(EXAMPLES.format(short(value)), code="day")
        if not 2000 <= day.year <= 2100:
            raise ValidationError(
                f"“{short(value)}” is not between 2000 and 2100. Enter a day such as 27 January 2026.", code="day_range"
            )
        return day, whole is not None


def chosen_field(label: str, choices: Iterable[tuple[Any, str]], needed: str, hint: str = "") -> forms.ChoiceField:
    """One of a few, as radios; ``needed`` is the sentence where none is chosen."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=list(choices),
        widget=forms.RadioSelect,
        error_messages={
            "required": needed,
            "invalid_choice": "“%(value)s” is not a choice of the list. Choose one from it.",
        },
    )


def select_field(
    label: str, choices: Iterable[tuple[Any, str]] = (), *, needed: str = "", hint: str = ""
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=list(choices),
        required=bool(needed),
        error_messages={
            "required": needed or "Choose one.",
            "invalid_choice": "“%(value)s” is not a choice of the list. Choose one from it.",
        },
    )


class AddressField(forms.URLField):
    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except ValidationError as error:
            if any(one.code == "invalid" for one in error.error_list):
                said = f"“{short(value)}” is not a web address. Enter one such as https://example.gov.uk/paper."
                raise ValidationError(said, code="invalid") from error
            raise


def link_field(label: str, hint: str) -> AddressField:
    return AddressField(
        label=label,
        help_text=hint,
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={
            "max_length": "Use 500 characters at most; this has %(show_value)d.",
        },
    )


def role_field(
    label: str = "Owner", *, needed: str = "Name the role, such as “Director of Education and Skills”."
) -> Any:
    return words_field(label, "A role, never a person’s name.", most=ROLE_MOST, needed=needed)


def changes_field(what: str) -> forms.CharField:
    """Why a later version differs: the service asks for it where there is an earlier one."""
    return words_field("Why it changes", f"Only where {what} stands already.", most=500, rows=3)


def sent_once() -> FormKeyField:
    return FormKeyField(SENT)


def number_of(what: str) -> forms.IntegerField:
    """The number of a row that was read, or nothing."""
    return forms.IntegerField(
        required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput, error_messages=lost(what)
    )
