"""What a form carries unseen: the version that was read, and the key that makes two sendings one thing."""

from typing import Any
from uuid import UUID, uuid4

from django import forms

LOST_TRACK = "The page has lost track of what you read. Open it again and enter your change."


def lost(sentence: str) -> dict[str, str]:
    """The messages of a hidden field: whatever is wrong with it, the reader can only open the page again."""
    return dict.fromkeys(("required", "invalid", "min_value", "max_value"), sentence)


def version_field(*, least: int = 0, most: int | None = 32_767, said: str = LOST_TRACK) -> forms.IntegerField:
    """What was read: the service refuses a change to anything newer."""
    return forms.IntegerField(min_value=least, max_value=most, widget=forms.HiddenInput, error_messages=lost(said))


class FormKeyField(forms.UUIDField):
    """Makes a form that is sent twice one thing.

    One that is missing or changed is refused in the words of ``said``; without them it is as good as a new one.
    """

    def __init__(self, said: str = "", **kwargs: Any) -> None:
        super().__init__(required=bool(said), widget=forms.HiddenInput, error_messages=lost(said), **kwargs)

    def clean(self, value: Any) -> UUID:
        if self.required:
            key: UUID = super().clean(value)
            return key
        try:
            return UUID(str(value))
        except ValueError:
            return uuid4()
