"""Which two positions stand side by side."""

from collections.abc import Sequence
from typing import Any

from django import forms

from apps.core.form_fields import offer
from apps.deficit.forms.money import choice_field
from apps.deficit.models import Position


class CompareForm(forms.Form):
    """``first`` and ``second`` are numbers of positions that the person may see."""

    first = choice_field("First", [], "Choose the first position.")
    second = choice_field("Second", [], "Choose the second position.")

    def __init__(self, known: Sequence[Position], *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        choices = [(str(p.pk), str(p) if p.published_date else f"{p} ({p.get_status_display()})") for p in known]
        for side in ("first", "second"):
            offer(self, side, choices)

    def clean_first(self) -> int:
        return int(self.cleaned_data["first"])

    def clean_second(self) -> int:
        return int(self.cleaned_data["second"])
