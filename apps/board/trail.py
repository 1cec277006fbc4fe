"""What the trail calls this app's things, who may read their histories, and where their pages are."""

from typing import Any

from django.urls import reverse

from apps.board.permissions import VIEW
from apps.board.vocabulary import (
    ActionState,
    Asked,
    Benchmark,
    MeetingStatus,
    Outcome,
    RiskStatus,
    Sense,
    TargetScope,
)
from apps.core.trail.kinds import Kind
from apps.core.vocabulary import Basis

READ = (VIEW,)
MEETING = {c.value: str(c.label) for kind in (MeetingStatus, Asked, Outcome) for c in kind} | {
    "decided_on": "Decided on",
    "item": "Item",
}

BASES = {c.value: str(c.label) for c in Basis}
TARGETS = {c.value: str(c.label) for kind in (TargetScope, Sense, Benchmark) for c in kind}


def _page(name: str, key: str = "slug") -> Any:
    return lambda row: reverse(f"board:{name}", args=[getattr(row, key)])


KINDS = (
    Kind("board.datatoken", "Data token"),
    Kind("board.meeting", "Meeting", "meeting", READ, page=_page("meeting"), related=("body",), words=MEETING),
    Kind("board.body", "Body", "body", READ, page=_page("terms")),
    Kind(
        "board.action", "Action", "action", READ, page=_page("action", "pk"),
        words={c.value: str(c.label) for c in ActionState},
    ),
    Kind(
        "board.risk", "Risk", "risk", READ, page=_page("risk"), words={c.value: str(c.label) for c in RiskStatus},
    ),
    Kind("board.enquiryquestion", "Question of a committee", page=lambda _: reverse("board:enquiry")),
    Kind("board.target", "Money target", words={**BASES, **TARGETS}, money=("amount",)),
    Kind("board.guardrail", "Guardrail", words=TARGETS),
    Kind("board.maturityarea", "Area of the self-assessment"),
    Kind("board.agendaitem", "Agenda item"),
    Kind("board.boarddecision", "Decision"),
    Kind("board.frameworkversion", "Benefits-measurement framework"),
)  # fmt: skip
