"""What may be chosen now."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms


def offer(form: forms.Form, name: str, choices: Iterable[tuple[Any, str]]) -> None:
    """Gives a field of choices of a form what may be chosen now."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)
