"""Actions and risks. Forms validate; services save."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.board.forms.entered import LONG, SHORT_WORDS, chosen_field, role_field, select_field, sent_once
from apps.board.models import BoardDecision
from apps.board.selectors.actions import ActionNow
from apps.board.selectors.risks import RiskNow
from apps.board.vocabulary import IMPACTS, LIKELIHOODS, NOT_SCORED, ActionState, RiskStatus
from apps.core.form_fields import DayField, offer, reason_field, version_field, words_field


def _due() -> DayField:
    return DayField(
        label="Due",
        help_text="For example, 31 March 2026.",
        example="31 March 2026",
        error_messages={"required": "Enter the day by which it is to be done."},
    )


class ActionForm(forms.Form):
    words = words_field("What is to be done", "", most=1_000, rows=3, needed="Say what is to be done.")
    owner = role_field()
    due = _due()
    decision = select_field("Decision it follows from", hint="May be left empty.")
    form_key = sent_once()

    def __init__(self, decisions: Iterable[BoardDecision], key: Any, data: Any = None, chosen: str = "") -> None:
        super().__init__(data, initial={"form_key": key, "decision": chosen})
        self.decisions = {str(row.pk): row for row in decisions}
        offer(self, "decision", [("", "None"), *((key, str(row)) for key, row in self.decisions.items())])

    @property
    def given(self) -> dict[str, Any]:
        decision = self.decisions.get(self.cleaned_data["decision"])
        return {**self.cleaned_data, "decision": decision}


class UpdateForm(forms.Form):
    words = words_field("What became of it", "", most=1_000, rows=3, needed="Say what became of it.")
    state = chosen_field("State", ActionState.choices, "Choose its state.")
    due = _due()
    version = version_field()

    def __init__(self, now: ActionNow, data: Any = None) -> None:
        super().__init__(data, initial={"state": now.state, "due": now.due, "version": now.version})

    def clean_state(self) -> ActionState:
        return ActionState(self.cleaned_data["state"])


def _score(label: str, words: dict[int, str], hint: str) -> forms.ChoiceField:
    choices = [("", NOT_SCORED), *((str(n), f"{n}: {text}") for n, text in words.items())]
    return select_field(label, choices, hint=hint)


BOTH = "Choose a score from 1 to 5 for both likelihood and impact, or for neither."
RISK = ("title", "description", "mitigation", "owner", "proximity", "status", "source_reference")


class RiskForm(forms.Form):
    title = words_field("Risk", "In one line.", most=160, needed="Name the risk.")
    description = words_field("Description", "", most=LONG, rows=4, needed="Say what could happen.")
    likelihood = _score("Likelihood", LIKELIHOODS, "From 1 to 5. Score both or neither.")
    impact = _score("Impact", IMPACTS, "From 1 to 5.")
    mitigation = words_field("Mitigation", "What is done about it. May be left empty.", most=LONG, rows=4)
    owner = role_field(needed="")
    proximity = words_field("When it could come about", "May be left empty.", most=160)
    status = chosen_field("Status", RiskStatus.choices, "Choose open or closed.")
    source_reference = words_field(
        "Source", "A paper, or the meeting that raised it. May be left empty.", most=SHORT_WORDS
    )
    form_key = sent_once()
    version = version_field()
    reason = reason_field("Why it changes", "Kept with the version, with your name and the time.")

    def __init__(self, risk: RiskNow | None, key: Any, data: Any = None) -> None:
        now = risk.now if risk else None
        start: dict[str, Any] = {name: getattr(now, name) for name in RISK} if now else {"status": RiskStatus.OPEN}
        scores = {"likelihood": now.likelihood or "", "impact": now.impact or ""} if now else {}
        super().__init__(data, initial={**start, **scores, "form_key": key, "version": now.version if now else 0})
        for name in ("form_key",) if risk else ("version", "reason"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not {"likelihood", "impact"} & set(self.errors) and bool(given["likelihood"]) != bool(given["impact"]):
            lacking = "impact" if given["likelihood"] else "likelihood"
            self.add_error(lacking, ValidationError(BOTH))
        return given

    @property
    def given(self) -> dict[str, Any]:
        scores = {n: int(self.cleaned_data[n]) if self.cleaned_data[n] else None for n in ("likelihood", "impact")}
        return {name: self.cleaned_data[name] for name in RISK} | scores
