"""Freezing a pack, and entering what has changed since."""

from typing import Any

from django import forms

from apps.core.form_fields import FormKeyField, reason_field, version_field, words_field


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
    was = words_field("What it was", "As printed.", most=200, needed="Say what it was.")
    now_is = words_field(
        "What it is now", "As it should have been printed, or as it is now.", most=200, needed="Say what it is now."
    )
    reason = reason_field("Why", "Readers of the log see it.")
    source_reference = words_field("Where that stands", "Document, paragraph or table.", most=200)
    form_key = FormKeyField()
