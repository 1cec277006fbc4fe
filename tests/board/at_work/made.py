"""A meeting of the Board with an agenda, made by the services as people do it."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from apps.board.models import Action, AgendaItem, BoardDecision, Body, Meeting
from apps.board.selectors.decided_on import Thing
from apps.board.services.actions import add_action
from apps.board.services.decisions import record_decision
from apps.board.services.meetings import add_item, add_meeting, edit_meeting
from tests.fixtures import person

AT = datetime(2026, 3, 10, 9, tzinfo=UTC)
DAY = date(2026, 3, 9)
COMMITTEE = "2026-01-27-overview-and-scrutiny"
INAUGURAL = "2026-01-deficit-recovery-board"
WHY = "The Board read the paper and agreed with it."


def board_meeting(day: date = DAY, known: bool = True) -> Meeting:
    body = Body.objects.get(slug="deficit-recovery-board")
    return add_meeting(
        body=body, date=day, day_known=known, status="planned", place="", purpose="", by=person("manager"), at=AT
    )


def item_on(meeting: Meeting, title: str = "The framework", asked: str = "approve") -> AgendaItem:
    return add_item(
        meeting=meeting.slug, label=str(meeting.items.count() + 1), title=title, asked=asked, paper="",
        question=f"Decide on {title}.", address="", evidence_id=None, by=person("manager"), at=AT,
    )  # fmt: skip


def hold(meeting: Meeting) -> Meeting:
    return edit_meeting(
        slug=meeting.slug, version=meeting.edits, date=meeting.date, day_known=meeting.day_known, status="held",
        place="", purpose="", by=person("manager"), at=AT,
    )  # fmt: skip


def decide(item: AgendaItem, *things: Thing, by: str = "finance", **more: Any) -> BoardDecision:
    asked: dict[str, Any] = {
        "outcome": "noted", "words": "The Board noted it.", "reason": WHY, "things": things, "corrects": None,
        "form_key": uuid4(), "by": person(by), "at": AT,
    }  # fmt: skip
    return record_decision(item_id=item.pk, **{**asked, **more})


def held_item(title: str = "The framework") -> AgendaItem:
    meeting = board_meeting()
    item = item_on(meeting, title)
    hold(meeting)
    return item


def action(meeting: Meeting, **more: Any) -> Action:
    asked: dict[str, Any] = {
        "decision": None, "words": "Bring the framework", "owner": "Director of Education and Skills",
        "due": date(2026, 4, 1), "form_key": uuid4(), "by": person("manager"), "at": AT,
    }  # fmt: skip
    return add_action(meeting=meeting, **{**asked, **more})
