"""Settling an overlap. Forms validate; services save."""

from typing import Any

from django import forms

from apps.core.form_fields import offer, reason_field, version_field
from apps.initiatives.selectors.overlap_register import OverlapLine
from apps.initiatives.vocabulary import OverlapOutcome


class SettleForm(forms.Form):
    """``version`` is how many settlements were read. A service that is no initiative shares no claim."""

    outcome = forms.TypedChoiceField(
        label="How is the effect shared?",
        coerce=OverlapOutcome,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose how the effect is shared.",
            "invalid_choice": "“%(value)s” is not one of the choices. Choose one below.",
        },
    )
    reason = reason_field("How it was settled", "Who agreed it, and on what evidence. Readers of the register see it.")
    version = version_field()

    def __init__(self, line: OverlapLine, data: Any = None) -> None:
        super().__init__(data, initial={"version": len(line.settlements)})
        kinds = [kind for kind in OverlapOutcome if line.second or kind != OverlapOutcome.ONE_CLAIM]
        offer(self, "outcome", ((kind.value, outcome_text(kind, line)) for kind in kinds))


def outcome_text(outcome: OverlapOutcome, line: OverlapLine) -> str:
    """The outcome with the names of the two."""
    first, second = line.names
    alone = {OverlapOutcome.FIRST: first, OverlapOutcome.SECOND: second}
    return f"The effect is that of {alone[outcome]} alone" if outcome in alone else outcome.label
