"""What the lists of actions and risks can be narrowed to. The address is the permalink."""

from datetime import date
from typing import Any

from django import forms

from apps.board.forms.entered import select_field
from apps.board.selectors.actions import ActionNow
from apps.board.selectors.risks import RiskNow
from apps.board.vocabulary import ActionState, RiskStatus
from apps.core.form_fields import offer

OVERDUE = "overdue"
ALL = ("", "All")


def _search() -> forms.CharField:
    widget = forms.TextInput(attrs={"type": "search", "class": "govuk-input--width-20"})
    return forms.CharField(label="Search", required=False, max_length=100, widget=widget)


def _words(form: forms.Form) -> list[str]:
    return str(form.cleaned_data.get("search") or "").casefold().split()


class ActionFilterForm(forms.Form):
    """A field that is refused narrows nothing, and says why."""

    search = _search()
    state = select_field("State", [ALL, (OVERDUE, "Open and overdue"), *ActionState.choices])
    owner = select_field("Owner")
    body = select_field("Body")

    def __init__(self, actions: list[ActionNow], read_for: date, data: Any) -> None:
        super().__init__(data)
        self.actions, self.read_for = actions, read_for
        offer(self, "owner", [ALL, *((o, o) for o in sorted({a.action.owner for a in actions}))])
        bodies = {a.action.meeting.body.slug: a.action.meeting.body.name for a in actions}
        offer(self, "body", [ALL, *sorted(bodies.items(), key=lambda one: one[1])])

    def narrowed(self) -> list[ActionNow]:
        self.is_valid()
        words = _words(self)
        return [a for a in self.actions if self._fits(a) and all(word in _action_text(a) for word in words)]

    def _fits(self, one: ActionNow) -> bool:
        asked = self.cleaned_data
        state, owner, body = (asked.get(name) for name in ("state", "owner", "body"))
        stands = one.is_overdue(self.read_for) if state == OVERDUE else not state or one.state == state
        return (
            stands and (not owner or one.action.owner == owner) and (not body or one.action.meeting.body.slug == body)
        )


class RiskFilterForm(forms.Form):
    search = _search()
    status = select_field("Status", [ALL, *RiskStatus.choices])

    def __init__(self, risks: list[RiskNow], data: Any) -> None:
        super().__init__(data)
        self.risks = risks

    def narrowed(self) -> list[RiskNow]:
        self.is_valid()
        words, status = _words(self), self.cleaned_data.get("status")
        return [
            r for r in self.risks if (not status or r.now.status == status) and all(w in _risk_text(r) for w in words)
        ]


def _action_text(one: ActionNow) -> str:
    said = (one.action.words, one.action.owner, str(one.action.meeting), *(u.words for u in one.updates))
    return " ".join(said).casefold()


def _risk_text(one: RiskNow) -> str:
    now = one.now
    return " ".join((now.title, now.description, now.mitigation, now.owner, now.proximity)).casefold()
