"""Forms that belong to no app above."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest

from apps.core.vocabulary import Mailing, NotificationKind


class SignInForm(AuthenticationForm):
    """Same sentence for an unknown name and a wrong password, so that neither is given away."""

    error_messages = {
        "invalid_login": "That user name and password do not match. Check both; the password is case-sensitive.",
        "inactive": "That user name and password do not match. Check both; the password is case-sensitive.",
    }

    def __init__(self, request: HttpRequest | None = None, *args: object, **kwargs: object) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["username"].label = "User name"
        self.fields["username"].widget = forms.TextInput(
            attrs={"autocomplete": "username", "spellcheck": "false", "class": "govuk-input--width-20"}
        )
        self.fields["password"].widget.attrs.update(
            {"autocomplete": "current-password", "class": "govuk-input--width-20"}
        )


class MailForm(forms.Form):
    """For each kind of notification: at once, in the daily e-mail, or not at all."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in NotificationKind:
            daily = kind == NotificationKind.DIGEST
            mailed = [(Mailing.DIGEST.value, "Each day")] if daily else Mailing.choices[:-1]
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                help_text=kind.meaning,
                choices=[*mailed, (Mailing.NEVER.value, Mailing.NEVER.label)],
                widget=forms.RadioSelect,
                error_messages={
                    "required": f"{kind.label}: choose whether it is e-mailed to you.",
                    "invalid_choice": f"{kind.label}: “%(value)s” is not one of the choices. Choose one below.",
                },
            )

    def choices(self) -> dict[NotificationKind, Mailing]:
        """What a valid form says."""
        return {kind: Mailing(self.cleaned_data[kind.value]) for kind in NotificationKind}
