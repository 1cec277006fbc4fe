"""Starting a claim, submitting one, and withdrawing one that is not wanted."""

from typing import Any

from django import forms

from apps.core.form_fields import FormKeyField, offer, reason_field, version_field

LOST = "The page has lost its number. Open it again and choose once more."


class StartForm(forms.Form):
    """``key`` is new each time the page is shown: however often the form is sent, it makes one claim."""

    key = FormKeyField(LOST)
    initiative = forms.ChoiceField(
        label="Initiative",
        help_text="Those that have an agreed measurement plan and are in Delivery or later.",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the initiative that the claim is for.",
            "invalid_choice": "“%(value)s” is not an initiative that may have a claim. Choose one from the list.",
        },
    )

    def __init__(self, choices: list[tuple[str, str]], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        offer(self, "initiative", choices)


class SubmitForm(forms.Form):
    version = version_field()


class WithdrawForm(SubmitForm):
    reason = reason_field("Why it is withdrawn", "Kept with the claim, with your name and the time.")
    field_order = ["reason", "version"]
