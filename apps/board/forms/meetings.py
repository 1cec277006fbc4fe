"""Preparing a meeting and recording what it decided. Forms validate; services save."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.board.forms.entered import (
    LONG,
    SENT,
    SHORT_WORDS,
    DayOrMonthField,
    changes_field,
    chosen_field,
    link_field,
    number_of,
    select_field,
    sent_once,
)
from apps.board.models import AgendaItem, Body, Meeting
from apps.board.selectors.decided_on import Thing
from apps.board.vocabulary import Asked, BodyKind, MeetingStatus, Outcome
from apps.core.form_fields import DayField, offer, reason_field, version_field, words_field


class BodyForm(forms.Form):
    name = words_field("Name", "As the council’s constitution names it.", most=160, needed="Enter the body’s name.")
    kind = chosen_field("Kind", BodyKind.choices, "Choose what kind of body it is.")
    source_reference = words_field("Source", "Where it was set up. May be left empty.", most=SHORT_WORDS)


class MeetingForm(forms.Form):
    body = select_field("Body", needed="Choose who meets.")
    when = DayOrMonthField(
        label="Date",
        help_text="For example, 27 January 2026. Where only the month is known: January 2026.",
        error_messages={"required": "Enter the day of the meeting, or its month."},
    )
    status = chosen_field(
        "Status", MeetingStatus.choices, "Say whether it is planned or was held.",
        "Once it was held, its agenda is closed and its decisions can be recorded.",
    )  # fmt: skip
    place = words_field("Place", "Where it meets. May be left empty.", most=160)
    purpose = words_field("What it is for", "One line. May be left empty.", most=200)
    version = version_field(most=None)

    def __init__(self, bodies: Iterable[Body], meeting: Meeting | None = None, data: Any = None) -> None:
        super().__init__(data, initial=_meeting_initial(meeting))
        offer(self, "body", [("", "Choose"), *((body.slug, body.name) for body in bodies)])
        if meeting:
            del self.fields["body"]
        else:  # held, its agenda would be closed before an item is on it
            offer(self, "status", [(MeetingStatus.PLANNED.value, MeetingStatus.PLANNED.label)])
            hint = "Also of a past meeting: give it its agenda, then say that it was held, which closes the agenda."
            self.fields["status"].help_text = hint

    @property
    def given(self) -> dict[str, Any]:
        """Values of the meeting."""
        day, known = self.cleaned_data["when"]
        named = {name: self.cleaned_data[name] for name in ("status", "place", "purpose")}
        return {"date": day, "day_known": known, **named}


def _meeting_initial(meeting: Meeting | None) -> dict[str, Any]:
    if meeting is None:
        return {"status": MeetingStatus.PLANNED, "version": 0}
    named = {name: getattr(meeting, name) for name in ("status", "place", "purpose")}
    return {"when": meeting.when, "version": meeting.edits, **named}


ITEM = ("label", "title", "asked", "question", "paper", "address")


class ItemForm(forms.Form):
    label = words_field(
        "Number on the agenda", "As the paper gives it, such as 5 or a.", most=12, needed="Enter a number or letter."
    )
    title = words_field("Title", "What the item is about.", most=200, needed="Enter a title.")
    asked = chosen_field("Decision asked for", Asked.choices, "Choose what the meeting is asked to do.")
    question = words_field(
        "In the words of the paper", "What exactly the meeting is asked to decide.", most=LONG, rows=4,
        needed="Enter the decision that is asked for.",
    )  # fmt: skip
    paper = words_field("The paper", "Its text, or what it says in short. May be left empty.", most=20_000, rows=6)
    address = link_field("Address of the paper", "Where it can be read. May be left empty.")
    evidence = select_field("Evidence", hint="Evidence of an initiative that the paper rests on. May be left empty.")
    version = version_field(most=None)

    def __init__(self, evidence: Iterable[tuple[int, str]], item: AgendaItem | None = None, data: Any = None) -> None:
        super().__init__(data, initial=_item_initial(item))
        offer(self, "evidence", [("", "None"), *((str(pk), label) for pk, label in evidence)])

    @property
    def given(self) -> dict[str, Any]:
        chosen = self.cleaned_data["evidence"]
        return {name: self.cleaned_data[name] for name in ITEM} | {"evidence_id": int(chosen) if chosen else None}


def _item_initial(item: AgendaItem | None) -> dict[str, Any]:
    if item is None:
        return {"version": 0}
    return {name: getattr(item, name) for name in ITEM} | {"evidence": item.evidence_id or "", "version": item.edits}


class CorrectionForm(forms.Form):
    words = words_field(
        "What is right", "It stands beside the item from now on.", most=1_000, rows=4, needed="Say what is right."
    )
    reason = reason_field("Why it is corrected", "Kept with your name and the time.")


class DecisionForm(forms.Form):
    """``corrects`` is the decision that stood as the page was read."""

    outcome = chosen_field("Outcome", Outcome.choices, "Choose what the meeting decided.")
    words = words_field(
        "What was decided", "As the minutes say it.", most=LONG, rows=4, needed="Enter what was decided."
    )
    reason = reason_field("Why", "The meeting’s reason, as the minutes give it.")
    on = forms.MultipleChoiceField(
        label="Decided on",
        help_text="Tick everything that the decision is on. Noting a claim that awaits it records the Board’s noting, "
        "which finance officers do.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "“%(value)s” cannot be decided on any more. Tick what is still listed."},
    )
    corrects = number_of(SENT)
    form_key = sent_once()

    def __init__(self, things: list[Thing], corrects: int | None, key: Any, data: Any = None, **initial: Any) -> None:
        super().__init__(data, initial={"corrects": corrects, "form_key": key, **initial})
        if corrects:
            self.fields["reason"].label = "Why, and why the record is corrected"
        self.things = {thing.value: thing for thing in things}
        offer(self, "on", [(thing.value, thing.label) for thing in things])

    @property
    def chosen(self) -> list[Thing]:
        return [self.things[value] for value in self.cleaned_data["on"]]


class TermsForm(forms.Form):
    text = words_field("Terms of reference", "The whole text.", most=40_000, rows=15, needed="Enter the text.")
    agreed_by = words_field(
        "Agreed by", "The body or role that agreed them.", most=160, needed="Name the body or role that agreed them."
    )
    agreed_on = DayField(
        label="Agreed on",
        help_text="For example, 27 January 2026.",
        example="27 January 2026",
        error_messages={"required": "Enter the day on which they were agreed."},
    )
    source_reference = words_field(
        "Source", "The paper or minutes that hold them.", most=SHORT_WORDS, needed="Say where the text comes from."
    )
    reason = changes_field("an earlier version")
    version = version_field()


class FrameworkForm(forms.Form):
    title = words_field("Title", "", most=160, needed="Enter a title.")
    text = words_field("Text", "The framework’s text. Leave it empty if you give a file’s hash.", most=40_000, rows=12)
    file_sha256 = forms.RegexField(
        r"\A([0-9a-f]{64})?\Z",
        label="SHA-256 of the file",
        help_text="64 characters, where the framework is a file kept elsewhere.",
        required=False,
        max_length=64,
        error_messages={
            "invalid": "Enter the SHA-256: 64 characters from 0 to 9 and a to f.",
            "max_length": "Use 64 characters at most; this has %(show_value)d.",
        },
    )
    reason = changes_field("an earlier version")
    version = version_field()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and bool(given.get("text")) == bool(given.get("file_sha256")):
            raise ValidationError("Enter the framework’s text or the SHA-256 of its file, one of the two.")
        return given
