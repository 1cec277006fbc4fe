"""A day as people write it. Each refusal names the value that was entered and the remedy."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from apps.deficit.forms.money import short

WRITTEN = ("%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%Y-%m-%d")
EARLIEST = 2000
EXAMPLE = "27 January 2026"


class PastDayField(forms.CharField):
    """A day from 2000 to today: ``27 January 2026``, ``27/1/2026`` or ``2026-01-27``; nothing where left empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, required=False, **kwargs)
        self.widget.attrs.update({"class": "govuk-input--width-10", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return f"{value.day} {value:%B %Y}" if isinstance(value, date) else value

    def clean(self, value: Any) -> date | None:
        text = " ".join(str(super().clean(value)).split())
        if not text:
            return None
        day = day_written(text)
        if day is None:
            raise ValidationError(f"“{short(text)}” is not a day. Enter one such as {EXAMPLE}.", code="day")
        if not day.year >= EARLIEST or day > localdate():
            raise ValidationError(
                f"“{short(text)}” is not between {EARLIEST} and today. Enter the day on which it was stated.",
                code="day_range",
            )
        return day


def day_written(text: str) -> date | None:
    """As people write it; nothing where it is no day."""
    for form in WRITTEN:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day, and no moment of it
        except ValueError:
            continue
    return None
