"""Deciding a position. Several such forms stand on one page, so each has ids of its own."""

from typing import Any

from django import forms

from apps.core.form_fields import REASON_LEAST, REASON_MOST, words_field
from apps.deficit.forms.positions import edits_field
from apps.deficit.vocabulary import PositionDecisionKind
from apps.deficit.workflow.positions import MOVES

Kind = PositionDecisionKind
BUTTONS = {
    Kind.READY: "Send for approval",
    Kind.APPROVE: "Approve",
    Kind.RETURN: "Return to draft",
    Kind.PUBLISH: "Publish",
    Kind.WITHDRAW: "Withdraw",
}
WHY = {
    Kind.APPROVE: "What you checked",
    Kind.RETURN: "Why it is returned",
    Kind.WITHDRAW: "Why it is withdrawn",
}


class PositionDecisionForm(forms.Form):
    """``untied``: whether a sum does not tie, so that the approver says in words that they saw it."""

    version = edits_field()

    def __init__(self, kind: PositionDecisionKind, *args: Any, untied: bool = False, **named: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{kind.value}_%s", **named})
        self.kind = kind
        if untied and kind == Kind.APPROVE:
            self.fields["differences_seen"] = words_field(
                "What does not tie, and why you approve it all the same",
                f"At least {REASON_LEAST} characters. It stays with the position.",
                most=REASON_MOST,
                least=REASON_LEAST,
                needed="Say in words that you saw what does not tie, or return the position to draft.",
                rows=3,
            )
        if kind in WHY:
            needed = "Say why, in a sentence." if MOVES[kind].needs_reason else ""
            self.fields["reason"] = words_field(
                WHY[kind],
                f"At least {REASON_LEAST} characters." if needed else "It may be left empty.",
                most=REASON_MOST,
                least=REASON_LEAST if needed else 0,
                needed=needed,
                rows=3,
            )

    @property
    def button(self) -> str:
        return BUTTONS[self.kind]
