"""Marking a hidden figure as already public: which, where the council printed it, and why it may be shown."""

from typing import Any

from django import forms

from apps.core.form_fields import offer, reason_field, words_field

SOURCE_MOST = 200


class AlreadyPublicForm(forms.Form):
    figure = forms.ChoiceField(
        label="Figure that the council has published",
        help_text="Only figures that the copy hides are listed, each with its value.",
        error_messages={
            "required": "Choose the figure that has been published.",
            "invalid_choice": "“%(value)s” is not hidden, or has another value now. Choose one of the list.",
        },
    )
    source_reference = words_field(
        "Where it is published",
        "A public document and the place in it, such as “Cabinet report, Table 1”.",
        most=SOURCE_MOST,
        needed="Name the public document and the place in it.",
    )
    reason = reason_field("Why it may be shown", "Kept with your name and the time. It cannot be taken back.")

    def __init__(self, choices: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        offer(self, "figure", [("", "Choose a figure"), *choices])
