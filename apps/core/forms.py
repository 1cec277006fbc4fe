"""Forms that belong to no app above."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest


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
