"""Freezing a pack, and entering what has changed since."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.board.figures.restatements import Moved
from apps.core.form_fields import FormKeyField, offer, reason_field, version_field, words_field

BARE = re.compile(r"[-+−]?[0-9][0-9.,\s]*")


def check_unit(text: str) -> None:
    """A bare number may be a count or an amount: a reader cannot tell."""
    if BARE.fullmatch(text.strip()):
        raise ValidationError(
            "“%(text)s” has no unit. Write “%(text)s children” or “£%(text)s”.", params={"text": text}
        )


class FreezeForm(forms.Form):
    """``version`` is how many packs of the meeting were read. Why is asked from the second on."""

    version = version_field()

    def __init__(self, packs: int, data: Any = None) -> None:
        super().__init__(data, initial={"version": packs})
        if packs:
            self.fields["reason"] = reason_field(
                "Why the pack is frozen anew", "The earlier pack stays as it is and can still be read."
            )


class RestatementForm(forms.Form):
    label = words_field(
        "Which figure", "As it stands in the pack or in its paper.", most=300, needed="Name the figure."
    )
    was = words_field(
        "What it was",
        "As printed or frozen, with its unit: “2 children”, “£64,000”.",
        most=200,
        needed="Say what it was.",
    )
    now_is = words_field(
        "What it is now",
        "As it should have been printed, or as it is now, with its unit.",
        most=200,
        needed="Say what it is now.",
    )
    reason = reason_field("Why", "Readers of the log see it.")
    source_reference = words_field(
        "Where that stands", "Document, paragraph or table. Leave it empty where it stands nowhere.", most=200
    )
    form_key = FormKeyField()

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for name in ("was", "now_is"):
            self.fields[name].validators.append(check_unit)


class MovedFilterForm(forms.Form):
    """Narrows the log to one part, and to figures that moved, are new or are gone."""

    CHOICES = (("", "All"), ("moved", "Moved"), ("new", "New since"), ("gone", "No longer there"))

    part = forms.ChoiceField(label="Part", required=False)
    kind = forms.ChoiceField(label="Figures that", choices=CHOICES, required=False)

    def __init__(self, parts: Iterable[str], data: Any) -> None:
        super().__init__({"kind": "moved"} | data.dict() if not data.get("kind") and "kind" not in data else data)
        offer(self, "part", [("", "All"), *((part, part) for part in dict.fromkeys(parts))])
        for name in ("part", "kind"):
            self.fields[name].error_messages["invalid_choice"] = "“%(value)s” is not in this list. Choose one from it."

    def narrowed(self, moved: Sequence[Moved]) -> list[Moved]:
        """All of them where an entry is not one of the list's."""
        if not self.is_valid():
            return list(moved)
        part, kind = self.cleaned_data["part"], self.cleaned_data["kind"]
        return [m for m in moved if part in ("", m.figure.group) and kind in ("", m.kind)]
