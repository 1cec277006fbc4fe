"""Which what-ifs are listed, and why one is archived."""

from collections.abc import Mapping
from typing import Any

from django import forms

from apps.core.form_fields import reason_field, version_field
from apps.deficit.forms.money import choice_field

LOST = "The page has lost what you read. Open it again."


class ArchiveForm(forms.Form):
    version = version_field(least=1, said=LOST)
    reason = reason_field("Why it is archived", "It keeps its address and its last result, and is worked out no more.")


class ListForm(forms.Form):
    """Which what-ifs are listed: those that stand, or those that are archived."""

    show = choice_field("Show", [("standing", "Those that stand"), ("archived", "Archived ones")], "Choose one.")

    def __init__(self, asked: Mapping[str, Any]) -> None:
        super().__init__({"show": str(asked.get("show") or "standing")[:20]})

    @property
    def archived(self) -> bool:
        return self.is_valid() and self.cleaned_data["show"] == "archived"

    @property
    def status(self) -> int:
        return 200 if self.is_valid() else 400
