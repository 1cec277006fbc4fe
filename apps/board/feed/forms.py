"""The form by which an administrator issues a token."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from apps.board.selectors.tokens import live_token_named


class DataTokenForm(forms.Form):
    name = forms.CharField(
        label="What will use it",
        max_length=80,
        help_text="Such as “Finance’s Power BI”. Name the program and the team, not a person.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    last_day = forms.DateField(
        label="Last day on which it works",
        widget=forms.DateInput(attrs={"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"],
        error_messages={"invalid": "Enter a date, such as 2026-03-31."},
    )

    def __init__(self, data: Any = None, *, today: date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.today, self.latest = today, _a_year_after(today)
        self.fields["last_day"].help_text = f"A year at the most: no later than {_written(self.latest)}."
        self.fields["last_day"].initial = self.latest

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if live_token_named(name, timezone.now()):
            raise forms.ValidationError(
                f"There is a live token named “{name}” already. Choose another name, or revoke that one first."
            )
        return name

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if day < self.today:
            raise forms.ValidationError(f"This day is past. Choose {_written(self.today)} or later.")
        if day > self.latest:
            raise forms.ValidationError(f"A token lasts a year at the most: choose {_written(self.latest)} or earlier.")
        return day

    @property
    def expires_at(self) -> datetime:
        """The end of the last day, local time."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["last_day"] + timedelta(days=1), time.min))


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
